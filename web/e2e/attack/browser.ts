import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const PATIENCE_MILLISECONDS = 15_000;

/** Chromium on a profile that stays, in a group of processes of its own: what a battery's end does to it can be done. */
export class Tablet {
  readonly profile = mkdtempSync(join(tmpdir(), "mpa-profile-"));
  #process: ChildProcess | undefined;
  #context: BrowserContext | undefined;
  /** Errors that nobody caught, of all its pages. */
  readonly errors: string[] = [];

  get context(): BrowserContext {
    if (!this.#context) throw new Error("the browser is not on");
    return this.#context;
  }

  /** Switched on; again, after it was killed. */
  async on(...more: string[]): Promise<Page> {
    const options = [
      "--headless=new",
      "--no-sandbox",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-breakpad",
      "--disable-crash-reporter",
      "--window-size=1180,900",
      "--lang=en-GB",
      "--remote-debugging-port=0",
      `--user-data-dir=${this.profile}`,
      ...more,
      "about:blank",
    ];
    const child = spawn(process.env.CHROMIUM ?? "/usr/bin/chromium", options, {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = child;
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stderr as NodeJS.ReadableStream }).on("line", (line) => {
        const found = /DevTools listening on (\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
      child.once("error", reject);
      child.once("exit", () => reject(new Error("Chromium did not start")));
    });
    const browser = await chromium.connectOverCDP(address);
    this.#context = browser.contexts()[0];
    this.context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    this.context.on("page", (page) => this.#watch(page));
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    this.#watch(page);
    return page;
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.errors.push(`${error.message}\n${error.stack ?? ""}`));
  }

  /** What stands on its page, for whoever looks why something failed. */
  async shows(): Promise<string> {
    const page = this.#context?.pages()[0];
    const text = page?.evaluate(() => document.body.textContent ?? "").catch(String) ?? "nothing";
    return Promise.race([
      text,
      new Promise<string>((resolve) => setTimeout(() => resolve("it does not answer"), 3_000)),
    ]);
  }

  /** All its processes at once, in the middle of whatever they do. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    this.#context = undefined;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }

  /** As somebody closes it: what it still wants to write is written. */
  async close(): Promise<void> {
    const child = this.#process;
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    const session = await this.context.browser()?.newBrowserCDPSession();
    session?.send("Browser.close").catch(() => undefined);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS))]);
    await this.kill();
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
