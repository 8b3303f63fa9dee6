import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";

const BINARY =
  process.env.MPA_BINARY ??
  join(process.env.CARGO_TARGET_DIR ?? join(process.env.HOME ?? "", ".cache/mpa-target"), "debug/mpa");
const MODELS = process.env.MPA_MODELS ?? "../models";
export const PASSWORD = "demo-password";

/** The real program with its sample exam, on an address of its own. */
export class Program {
  readonly #process: ChildProcess;
  readonly #folder: string;
  private constructor(
    child: ChildProcess,
    folder: string,
    readonly address: string,
  ) {
    this.#process = child;
    this.#folder = folder;
  }

  static async start(): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), "mpa-story-"));
    const child = spawn(
      BINARY,
      ["demo", "--data-dir", folder, "--models", MODELS, "--listen", "127.0.0.1:0", "--rate-limit", "0"],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const address = await new Promise<string>((resolve, reject) => {
      let found = "";
      createInterface({ input: child.stdout }).on("line", (line) => {
        found ||= /listening on (\S+)/.exec(line)?.[1] ?? "";
      });
      createInterface({ input: child.stderr }).on("line", (line) => {
        if (line.startsWith("Ctrl-C")) resolve(found); // The sample exam is there.
      });
      child.once("exit", () => reject(new Error(`${BINARY} did not start`)));
    });
    return new Program(child, folder, address);
  }

  /** A call beside the page. */
  async call<T>(method: string, path: string, token: string | undefined, body?: unknown): Promise<T> {
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return ((await answer.json()) as { data: T }).data;
  }

  async token(username: string): Promise<string> {
    const { accessToken } = await this.call<{ accessToken: string }>("POST", "/api/auth/login", undefined, {
      username,
      password: PASSWORD,
    });
    return accessToken;
  }

  /** As a power cut does it. */
  kill(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) return resolve();
      this.#process.once("exit", () => resolve());
      this.#process.kill("SIGKILL");
    });
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What the program says of its pages: nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The built pages, before the program. */
export async function pages(program: Program): Promise<PreviewServer> {
  const outDir = mkdtempSync(join(tmpdir(), "mpa-pages-"));
  process.env.NODE_ENV = "production";
  await build({ logLevel: "error", build: { outDir, emptyOutDir: true } });
  const proxy = { "/api/ws": { target: program.address, ws: true }, "/api": program.address };
  return preview({
    logLevel: "silent",
    build: { outDir },
    preview: { port: 0, strictPort: false, proxy, headers: { "content-security-policy": POLICY } },
  });
}

export const browser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

export async function logIn(page: Page, base: string, username: string): Promise<void> {
  await page.goto(`${base}/login`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /Exams|My account/ }).waitFor();
}
