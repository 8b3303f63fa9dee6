import type { Locator, Page } from "playwright-core";
import { afterEach } from "vitest";
import { PASSWORD } from "../kit";
import { FalseScanner, type Setting } from "./scanner";

/** How somebody works: by keyboard and hand-held scanner alone, by touch alone, or with a mouse beside the scanner. */
export type Way = "scanner" | "touch" | "mouse";

const MOST_TABS = 120;
/** A person's keys: slower than any scanner's. */
const KEY_MILLISECONDS = 75;
const SHOTS = process.env.MPA_PICTURES;

/** Somebody who works at a station. */
export class Worker {
  readonly scanner = new FalseScanner();
  #shots = 0;

  constructor(
    readonly page: Page,
    readonly base: string,
    readonly way: Way = "mouse",
    readonly name = "worker",
  ) {}

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, ...(typeof name === "string" ? { exact: true } : {}) });
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, typeof label === "string" ? { exact: true } : {});
  }

  says(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** The focus, moved by Tab alone. */
  async reach(on: Locator): Promise<void> {
    await on.waitFor();
    for (let steps = 0; steps <= MOST_TABS; steps++) {
      if (await on.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${on}`);
  }

  async press(on: Locator): Promise<void> {
    if (this.way === "touch") return on.tap();
    if (this.way === "mouse") return on.click();
    await this.reach(on);
    await on.and(this.page.locator(":enabled, a")).waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Text into a field that is empty. */
  async type(into: Locator, text: string): Promise<void> {
    if (this.way === "mouse") return into.fill(text);
    if (this.way === "touch") {
      await into.tap();
      return into.fill(text);
    }
    await this.reach(into);
    await this.page.keyboard.type(text, { delay: KEY_MILLISECONDS });
  }

  /** A card or a sheet: read by the scanner, or found by hand where there is none. */
  async scan(code: string, set?: Setting): Promise<void> {
    await this.scanner.scan(this.page, code, set);
  }

  /** Opens the station with a password, whatever page it is on. */
  async come(username: string, path = "/station"): Promise<void> {
    await this.page.goto(this.base + path);
    await this.enter(username);
    await this.page.getByRole("button", { name: "Lock", exact: true }).waitFor();
  }

  async enter(username: string, password = PASSWORD): Promise<void> {
    await this.type(this.field("User name"), username);
    await this.type(this.field("Password"), password);
    await this.page.keyboard.press("Enter");
  }

  /** A page of the station, by its links. */
  async go(name: "Gate" | "Room" | "Records and sending" | "Set up this device"): Promise<void> {
    if (new URL(this.page.url()).pathname !== "/station")
      await this.press(this.page.locator('header a[href="/station"]').first());
    await this.press(this.link(new RegExp(`^${name}`)));
    const heading = { "Records and sending": "Records" }[name as string] ?? name;
    await this.page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
    // No hand scans within the frame in which the page came up: it listens from the next one on.
    await this.page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen, 100))));
  }

  /** The package and the trial's page. */
  async setUp(password: string): Promise<void> {
    await this.press(this.link("Set up this device"));
    await this.type(this.field(/^Password that head office/), password);
    await this.says("Typed without a slip.");
    await this.press(this.button("Fetch candidates"));
    await this.says(/is on this device$/);
    await this.shot("set-up");
    await this.press(this.link("To the stations"));
    // Before the line may go, the pages themselves have to be on the device.
    await this.page.evaluate(() => navigator.serviceWorker.ready);
    await this.page.waitForFunction(() => caches.keys().then((names) => names.length > 0));
  }

  /** Whoever is scanned at the gate is marked, and the word waited for. */
  async present(rollNumber: string, set?: Setting): Promise<void> {
    if (this.way === "touch") await this.find(rollNumber);
    else await this.scan(rollNumber, set);
    await this.page.locator("[data-gate=found]").getByText(rollNumber).waitFor();
    await this.press(this.button("Present"));
    await this.says("Present: saved");
  }

  /** Typed by its end, and chosen of what is left. */
  async find(rollNumber: string): Promise<void> {
    await this.type(this.field("Roll number or name"), rollNumber.slice(-4));
    await this.press(this.button(new RegExp(`^${rollNumber}`)).first());
  }

  /** What is shown of the records of whoever works here. */
  async records(): Promise<Shown[]> {
    await this.press(this.button(/^All/));
    const more = this.button("Show all");
    if (await more.isVisible()) await this.press(more);
    return this.page.locator("main ol > li").evaluateAll((rows) =>
      rows.map((row) => ({
        rollNumber: row.querySelector("b")?.textContent ?? "",
        type: row.querySelector("span")?.textContent?.split(" ").slice(1).join(" ") ?? "",
        capturedAt: row.querySelector("time")?.dateTime ?? "",
        // Before the word stands its sign, which is for the eyes.
        state: row.querySelector("time + span")?.textContent?.replace(/^[^a-z]+/, "") ?? "",
        why: row.querySelector("p")?.textContent ?? "",
      })),
    );
  }

  /** How the page looks, where `MPA_PICTURES` says. */
  async shot(name: string): Promise<void> {
    if (!SHOTS) return;
    this.#shots += 1;
    const path = `${SHOTS}/${this.name}-${String(this.#shots).padStart(2, "0")}-${name}.png`;
    await this.page.screenshot({ path }).catch(() => undefined);
  }
}

export interface Shown {
  rollNumber: string;
  type: string;
  capturedAt: string;
  state: string;
  why: string;
}

/** How the page looked when something failed, where `MPA_PICTURES` says. */
export const pictured = (of: () => Worker | undefined): void =>
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await of()?.shot(`failed-${task.name.replace(/\W+/g, "-").slice(0, 40)}`);
  });
