import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const TARGET = process.env.CARGO_TARGET_DIR ?? join(process.env.HOME ?? "", ".cache/mpa-target");
export const BINARY = process.env.MPA_BINARY ?? join(TARGET, "debug/mpa");
const MODELS = process.env.MPA_MODELS ?? "../models";

/** Everybody's, in the stories. */
export const PASSWORD = "demo-password";

/** An answer that is no success. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`);
  }
}

/** The real program, in a process and a folder of its own. */
export class Program {
  #process: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), "mpa-story-"));
  readonly #kind: "demo" | "serve";
  /** Where it listens, and does again after a restart. */
  address = "";

  private constructor(kind: "demo" | "serve") {
    this.#kind = kind;
  }

  /** Where its data lie. */
  get folder(): string {
    return this.#folder;
  }

  /** With the sample exam and its day. */
  static demo(): Promise<Program> {
    return new Program("demo").begin();
  }

  /** With nothing but one administrator, made as the README says. */
  static async empty(): Promise<Program> {
    const program = new Program("serve");
    const account = ["--username", "head", "--name", "Head Office", "--role", "admin", "--password-stdin"];
    const made = spawnSync(BINARY, ["user", "add", "--data-dir", program.#folder, ...account], { input: PASSWORD });
    if (made.status !== 0) throw new Error(`no account was made: ${made.stderr}`);
    return program.begin();
  }

  /** Starts it, the second time where it was. */
  async begin(): Promise<Program> {
    const listen = this.address.replace("http://", "") || "127.0.0.1:0";
    const options = ["--data-dir", this.#folder, "--models", MODELS, "--listen", listen, "--rate-limit", "0"];
    const child = spawn(BINARY, [this.#kind, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    const said: string[] = [];
    this.address = await new Promise<string>((resolve, reject) => {
      let found = "";
      createInterface({ input: child.stdout }).on("line", (line) => {
        found ||= /listening on (\S+)/.exec(line)?.[1] ?? "";
        if (found && this.#kind === "serve") resolve(found);
      });
      createInterface({ input: child.stderr }).on("line", (line) => {
        if (said.length < 20) said.push(line);
        if (line.startsWith("Ctrl-C")) resolve(found); // The sample exam is there.
      });
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`${BINARY} ${this.#kind} did not start:\n${said.join("\n")}`)));
    });
    return this;
  }

  /** A call beside the page; what its answer holds. */
  async call<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    const form = body instanceof FormData;
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body && !form ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
    });
    const read = (await answer.json()) as { data: T; code?: string };
    if (!answer.ok) throw new Refused(answer.status, read.code ?? "", `${method} ${path}`);
    return read.data;
  }

  async token(username: string, password = PASSWORD): Promise<string> {
    const said = { username, password };
    return (await this.call<{ accessToken: string }>("POST", "/api/auth/login", undefined, said)).accessToken;
  }

  /** What its database holds, asked beside it. */
  sql<T extends unknown[]>(query: string): T[] {
    const code =
      "import json, sqlite3, sys\n" +
      "at = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)\n" +
      "print(json.dumps([[one.hex() if isinstance(one, bytes) else one for one in row] for row in at.execute(sys.argv[2])]))";
    const said = spawnSync("python3", ["-c", code, join(this.#folder, "mpa.db"), query], { encoding: "utf8" });
    if (said.status !== 0) throw new Error(said.stderr);
    return JSON.parse(said.stdout) as T[];
  }

  /** Changes what its database holds, as time would. */
  change(statement: string): void {
    const code = "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1], timeout=10) as at: at.execute(sys.argv[2])";
    const said = spawnSync("python3", ["-c", code, join(this.#folder, "mpa.db"), statement], { encoding: "utf8" });
    if (said.status !== 0) throw new Error(said.stderr);
  }

  /** As a power cut does it. */
  kill(): Promise<void> {
    const child = this.#process;
    return new Promise((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
