import type { Page } from "playwright-core";
import { PASSWORD } from "../kit";

/** What somebody does at a station, with a mouse and a keyboard. */
export class Station {
  constructor(
    readonly page: Page,
    readonly base: string,
  ) {}

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
  }

  says(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  heading(name: string | RegExp) {
    return this.page.getByRole("heading", { level: 1, name });
  }

  async open(path = ""): Promise<void> {
    await this.page.goto(`${this.base}/station${path}`);
  }

  async type(username: string, password = PASSWORD): Promise<void> {
    await this.page.getByLabel("User name", { exact: true }).fill(username);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.keyboard.press("Enter");
  }

  /** Opens the station for somebody, whatever page it is on. */
  async come(username: string, password = PASSWORD): Promise<void> {
    await this.open();
    await this.type(username, password);
    await this.heading(username).waitFor();
  }

  /** A page of the station, without loading it anew. */
  async go(name: "setup" | "gate" | "room" | "queue" | "end" | ""): Promise<void> {
    const to = name ? `/station/${name}` : "/station";
    if (new URL(this.page.url()).pathname === to) return;
    await this.page.evaluate((path) => {
      for (const old of document.querySelectorAll("main h1")) old.setAttribute("data-old", "");
      history.pushState(null, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
    }, to);
    await this.page.locator("main h1:not([data-old])").waitFor();
  }

  async order(password: string): Promise<void> {
    await this.go("setup");
    await this.page.getByLabel(/^Password that head office/).fill(password);
    await this.button("Fetch candidates").click();
  }

  /** Until the pages of the station are on the device. */
  async kept(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }

  async scan(roll: string): Promise<void> {
    await this.page.getByLabel("Roll number or name").fill(roll);
    await this.page.keyboard.press("Enter");
    await this.button("Present").waitFor();
  }

  /** Marks somebody at the gate, and waits for the word. */
  async mark(roll: string): Promise<void> {
    await this.go("gate");
    await this.scan(roll);
    await this.button("Present").click();
    await this.says("Present: saved");
    await this.button("Next candidate").click();
  }

  /** Takes the face of somebody who is present, and keeps it. */
  async face(roll: string): Promise<void> {
    await this.go("room");
    await this.button(new RegExp(roll)).first().click();
    await this.button("Take the picture").click();
    await this.button("Yes, keep it").click();
  }

  /** How much lies in stores of the device; as `version` it is opened as it lies there, and not migrated. */
  counts(...stores: string[]): Promise<{ version: number; counts: number[] }> {
    return this.page.evaluate(async (names) => {
      const asked = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await asked(indexedDB.open("mpa-station"));
      const counts = await Promise.all(names.map((name) => asked(db.transaction(name).objectStore(name).count())));
      db.close();
      return { version: db.version, counts };
    }, stores);
  }

  /** The records of whoever works here, as the page of the queue lists them: roll number, kind and state. */
  async records(): Promise<string[]> {
    await this.go("queue");
    await this.button(/^All/).click();
    const rows = await this.page.locator("main ol > li").allInnerTexts();
    return rows.map((row) =>
      row
        .split("\n")
        .filter((one) => /\w/.test(one))
        .slice(0, 3)
        .join(" "),
    );
  }
}
