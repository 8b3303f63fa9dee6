import type { CDPSession, Page } from "playwright-core";

/** How a hand-held scanner was set up, by whoever sold it. */
export interface Setting {
  /** What it sends before a code: a function key, or the name of the symbology. */
  prefix?: "F8" | "]C1" | "*";
  suffix?: "Enter" | "Enter twice" | "Tab" | "none";
  /** The keyboard's Caps Lock is on: capitals come small. */
  capsLock?: boolean;
}

const NAMED: Record<string, { key: string; code: string; windowsVirtualKeyCode: number; text?: string }> = {
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
  F8: { key: "F8", code: "F8", windowsVirtualKeyCode: 119 },
};
const SHIFT = { key: "Shift", code: "ShiftLeft", windowsVirtualKeyCode: 16 };
const SHIFT_BIT = 8;
const APART_MILLISECONDS = 2;
const AFTER_MILLISECONDS = 60;
const SHIFTED = /[A-Z*]/;

/** A scanner that is plugged in as a keyboard, and types as fast as the browser takes it. */
export class FalseScanner {
  /** When its last key was. */
  #at = 0;
  readonly #sessions = new Map<Page, Promise<CDPSession>>();

  /** A code, and its keys one after the other; all of them are sent before the first one is answered. */
  async scan(page: Page, code: string, set: Setting = {}): Promise<void> {
    const { prefix, suffix = "Enter", capsLock = false } = set;
    const ends = { Enter: ["Enter"], "Enter twice": ["Enter", "Enter"], Tab: ["Tab"], none: [] }[suffix];
    const begin = prefix === "F8" ? ["F8"] : [...(prefix ?? "")];
    const end = prefix === "*" ? ["*"] : [];
    const keys = [...begin, ...code, ...end, ...ends];
    const session = await this.#session(page);
    const sent: Promise<unknown>[] = [];
    this.#at = Math.max(Date.now(), this.#at + APART_MILLISECONDS);
    // Each key bears its time, as a scanner's do: how busy the machine is does not make a person of it.
    const press = (type: "keyDown" | "rawKeyDown" | "keyUp", key: object): void => {
      this.#at += APART_MILLISECONDS;
      sent.push(session.send("Input.dispatchKeyEvent", { type, timestamp: this.#at / 1000, ...key }));
    };
    for (const key of keys) {
      const named = NAMED[key];
      if (named) {
        press(named.text ? "keyDown" : "rawKeyDown", named);
        press("keyUp", { ...named, text: undefined });
        continue;
      }
      const shift = SHIFTED.test(key);
      const text = capsLock ? turned(key) : key;
      const virtual = { windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };
      const modifiers = shift ? SHIFT_BIT : 0;
      if (shift) press("rawKeyDown", { ...SHIFT, modifiers });
      press("keyDown", { key: text, text, unmodifiedText: text, modifiers, ...virtual });
      press("keyUp", { key: text, modifiers, ...virtual });
      if (shift) press("keyUp", SHIFT);
    }
    await Promise.all(sent);
    // Whoever works with it is not quicker than it.
    await page.waitForTimeout(Math.max(0, this.#at + AFTER_MILLISECONDS - Date.now()));
    // A scanner that sends nothing behind a code is known by its silence.
    if (suffix === "none") await page.waitForTimeout(200);
  }

  #session(page: Page): Promise<CDPSession> {
    const known = this.#sessions.get(page) ?? page.context().newCDPSession(page);
    this.#sessions.set(page, known);
    return known;
  }
}

const turned = (key: string): string => (key === key.toUpperCase() ? key.toLowerCase() : key.toUpperCase());

/**
 * A code by a scanner while the keyboard says of itself that Caps Lock is on. Chromium's protocol cannot say so: the
 * page is given these keys as events, which type nothing by themselves.
 */
export async function scanWithCapsLock(page: Page, code: string): Promise<void> {
  await page.evaluate((code) => {
    const target = document.activeElement ?? document.body;
    const send = (key: string, shiftKey: boolean): void => {
      const event = { key, shiftKey, modifierCapsLock: true, bubbles: true, cancelable: true };
      target.dispatchEvent(new KeyboardEvent("keydown", event));
    };
    for (const key of code) {
      const shift = /[A-Z]/.test(key);
      send(shift ? key.toLowerCase() : key.toUpperCase(), shift);
    }
    send("Enter", false);
  }, code);
  // Whoever works with it is not quicker than it.
  await page.waitForTimeout(AFTER_MILLISECONDS);
}
