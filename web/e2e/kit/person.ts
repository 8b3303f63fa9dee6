import { writeFileSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { Hands, type Way } from "./hands";
import { PASSWORD } from "./program";

export const browser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** What no page may ever do; each story ends with asking for it. */
export interface Broken {
  /** Of the content security policy. */
  violations: string[];
  /** Requests to anywhere but the program. */
  foreign: string[];
  /** Errors that nobody caught. */
  errors: string[];
}

export interface Asked {
  method: string;
  path: string;
  status: number;
}

/** Somebody before a browser. */
export class Person {
  readonly broken: Broken = { violations: [], foreign: [], errors: [] };
  /** The calls that the pages made, with how each was answered. */
  readonly asked: Asked[] = [];
  readonly hands: Hands;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly base: string,
    way: Way,
  ) {
    this.hands = new Hands(page, way);
    page.on("pageerror", (error) => this.broken.errors.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) this.broken.violations.push(message.text());
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      // A fingerprint reader's service answers on the machine itself.
      const isReader = url.hostname === "localhost" && ["8003", "8004", "8030"].includes(url.port);
      if (url.protocol !== "blob:" && url.protocol !== "data:" && url.host !== new URL(base).host && !isReader)
        this.broken.foreign.push(request.url());
    });
    page.on("websocket", (socket) => {
      if (new URL(socket.url()).host !== new URL(base).host) this.broken.foreign.push(socket.url());
    });
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith("/api/")) return;
      this.asked.push({ method: response.request().method(), path: pathname, status: response.status() });
    });
  }

  static async at(
    chromium: Browser,
    base: string,
    options: { way?: Way; locale?: string; width?: number; height?: number } = {},
  ): Promise<Person> {
    const { way = "mouse", locale = "en-GB", width = 1280, height = 800 } = options;
    const context = await chromium.newContext({ locale, viewport: { width, height }, acceptDownloads: true });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    return new Person(context, page, base, way);
  }

  async logIn(username: string, password = PASSWORD): Promise<void> {
    await this.page.goto(`${this.base}/login`);
    await this.hands.type(this.page.locator("input[autocomplete=username]"), username);
    await this.hands.type(this.page.locator("input[type=password]"), password);
    await this.hands.key("Enter");
    await this.page.getByRole("navigation").waitFor({ state: "attached" });
    await this.settled();
  }

  heading(name: string | RegExp, level = 1): Locator {
    return this.page.getByRole("heading", { level, name, ...(typeof name === "string" ? { exact: true } : {}) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
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

  /** A page of the menu. */
  async open(name: string): Promise<void> {
    await this.hands.press(this.page.getByRole("navigation").getByRole("link", { name, exact: true }));
    await this.heading(name).waitFor();
  }

  /** An address, as a link leads there: the page stays loaded. */
  async go(path: string): Promise<void> {
    const { pathname, search } = new URL(this.page.url());
    if (pathname + search === path) return this.settled();
    const other = pathname !== path.split("?")[0];
    await this.page.evaluate((to) => {
      for (const old of document.querySelectorAll("main h1")) old.setAttribute("data-old", "");
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
    if (other) await this.page.locator("main h1:not([data-old])").waitFor();
    await this.settled();
  }

  /** Nothing in the page is on its way any more. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(
      () => document.querySelector("main h1") && !document.querySelector("main [aria-busy=true]"),
    );
  }

  /** A figure of the panel: its number. */
  async figure(label: string): Promise<number> {
    const figure = this.page
      .getByRole("main")
      .getByRole("link", { name: new RegExp(`^${label}`) })
      .first();
    const value = await figure.evaluate((element) => element.children[1]?.textContent ?? "");
    return Number(value.replaceAll(",", "").replace("–", "NaN"));
  }

  /** How the page looked when a story failed, and what it asked for, where `MPA_PICTURES` says. */
  async picture(name: string): Promise<void> {
    const folder = process.env.MPA_PICTURES;
    if (!folder) return;
    const path = `${folder}/${name.replace(/\W+/g, "-")}`;
    await this.page.screenshot({ path: `${path}.png`, fullPage: true }).catch(() => undefined);
    writeFileSync(`${path}.json`, JSON.stringify({ ...this.broken, asked: this.asked.slice(-60) }, undefined, 1));
  }

  /** Faults against what holds in every run. */
  faults(): string[] {
    return [...this.broken.violations, ...this.broken.foreign, ...this.broken.errors];
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
