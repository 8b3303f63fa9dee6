import type { CDPSession, Page } from "playwright-core";

/** A point at which a page stops, between two of its instructions. */
export type Point =
  /** A call of IndexedDB on one of its stores, before it is made or when it was just made; the `nth` one from now on. */
  | { on: "put" | "add" | "clear" | "delete"; store: string; when: "before" | "after"; nth?: number }
  /** A step of the schema: the store that is made. */
  | { on: "createObjectStore"; store: string; when: "before" | "after" }
  /** A transaction that holds the store was written, and the page has not heard of it. */
  | { on: "complete"; store: string }
  | { on: "deleteDatabase" }
  /** The text stands on the page; nothing else has happened yet. */
  | { on: "text"; text: string };

/** It runs in the page, and sees nothing of this file. */
function install(point: Point): void {
  let left = "nth" in point ? (point.nth ?? 1) : 1;
  const stop = (): void => {
    if (--left === 0) {
      // biome-ignore lint/suspicious/noDebugger: this is where the page is held.
      debugger;
    }
  };
  if (point.on === "text") {
    const look = (): void => {
      if (left > 0 && document.body?.textContent?.includes(point.text)) stop();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
    return;
  }
  if (point.on === "deleteDatabase") {
    const real = IDBFactory.prototype.deleteDatabase;
    IDBFactory.prototype.deleteDatabase = function (name) {
      stop();
      return real.call(this, name);
    };
    return;
  }
  if (point.on === "complete") {
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, ...rest) {
      const made = real.call(this, stores, ...rest);
      if (made.mode === "readwrite" && [stores].flat().includes(point.store)) made.addEventListener("complete", stop);
      return made;
    };
    return;
  }
  const { on, when, store } = point;
  const holder = (on === "createObjectStore" ? IDBDatabase : IDBObjectStore).prototype as unknown as Record<
    string,
    (this: IDBObjectStore, ...given: unknown[]) => unknown
  >;
  const real = holder[on];
  holder[on] = function (...given) {
    const fits = on === "createObjectStore" ? given[0] === store : this.name === store;
    if (fits && when === "before") stop();
    const made = real?.apply(this, given);
    if (fits && when === "after") stop();
    return made;
  };
}

/** A page that stands still. What it shows can be read. */
export interface Held {
  text: () => Promise<string>;
}

/** Where the page stops next, from now on or after it is loaded anew. Then it is asked nothing any more; it is killed. */
export async function stopAt(
  page: Page,
  point: Point,
  from: "now" | "start" = "now",
): Promise<{ held: Promise<Held> }> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const held = new Promise<Held>((resolve) => {
    session.on("Debugger.paused", ({ callFrames }) => {
      const callFrameId = callFrames[0]?.callFrameId ?? "";
      const text = async (): Promise<string> => {
        const asked = { callFrameId, expression: "document.body.innerText", returnByValue: true };
        return String((await session.send("Debugger.evaluateOnCallFrame", asked)).result.value);
      };
      resolve({ text });
    });
  });
  await session.send("Debugger.enable");
  if (from === "now") await page.evaluate(install, point);
  else await page.addInitScript(install, point);
  return { held };
}
