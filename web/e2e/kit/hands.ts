import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** How somebody works: with a mouse, or with the keyboard alone. */
export type Way = "mouse" | "keyboard";

/** So many steps of Tab are tried; a page on which more are needed is not for people. */
const MOST_TABS = 250;

/** What a person does to a page. With the keyboard: Tab, Enter, Space, arrows and letters, and nothing else. */
export class Hands {
  constructor(
    readonly page: Page,
    readonly way: Way,
  ) {}

  /** A button, a link. */
  async press(on: Locator): Promise<void> {
    if (this.way === "mouse") return on.click();
    await this.reach(on);
    await this.page.keyboard.press("Enter");
  }

  /** Text in place of what a field holds. */
  async type(into: Locator, text: string): Promise<void> {
    if (this.way === "mouse") return into.fill(text);
    await this.reach(into);
    await this.page.keyboard.press("ControlOrMeta+a");
    if (text === "") return this.page.keyboard.press("Delete");
    // A line break in a field of several lines is Enter; the keyboard types it as such.
    await this.page.keyboard.type(text);
  }

  /** One of the options of a list. */
  async choose(from: Locator, label: string | RegExp): Promise<void> {
    // They may be on their way.
    const fits = (one: string): boolean => (typeof label === "string" ? one === label : label.test(one));
    const position = async () => (await from.locator("option").allInnerTexts()).findIndex(fits);
    await expect.poll(position, { message: `an option ${label}` }).toBeGreaterThanOrEqual(0);
    const at = await position();
    if (this.way === "mouse") {
      await from.selectOption({ index: at });
      return;
    }
    await this.reach(from);
    const now = () => from.evaluate((list: HTMLSelectElement) => list.selectedIndex);
    for (let before = await now(); before !== at; before = await now())
      await this.page.keyboard.press(before < at ? "ArrowDown" : "ArrowUp");
  }

  /** A file, chosen in the window that a button opens. */
  async file(button: Locator, name: string, content: string): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.press(button);
    await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  }

  /** A letter or an arrow, wherever the focus is. */
  key(name: string): Promise<void> {
    return this.page.keyboard.press(name);
  }

  /** The focus, moved by Tab to something with a name. */
  async reach(on: Locator): Promise<void> {
    await on.waitFor();
    const there = () => on.evaluate((element) => element === document.activeElement);
    for (let steps = 0; steps <= MOST_TABS; steps++) {
      if (await there()) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${on}`);
  }
}
