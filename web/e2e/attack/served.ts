import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build, type Plugin } from "vite";
import type { Program } from "../kit";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** What was built; it goes with the server of the pages. */
const folders = new Set<string>();

/** The pages as Vite builds them now, some of their source changed: a release that is not this one. */
export async function built(changes: readonly Change[] = []): Promise<string> {
  process.env.NODE_ENV = "production";
  const folder = mkdtempSync(join(tmpdir(), "mpa-release-"));
  folders.add(folder);
  await build({ logLevel: "error", plugins: [changing(changes)], build: { outDir: folder, emptyOutDir: true } });
  return folder;
}

/** In a file of the source, one text in place of another, which has to be there. */
export interface Change {
  file: string;
  from: string | RegExp;
  to: string;
}

function changing(changes: readonly Change[]): Plugin {
  const done = new Set<Change>();
  return {
    name: "another-release",
    enforce: "pre",
    transform(code, id) {
      let changed = code;
      for (const change of changes) {
        if (!id.endsWith(change.file)) continue;
        const next = changed.replace(change.from, change.to);
        if (next !== changed) done.add(change);
        changed = next;
      }
      return changed === code ? null : { code: changed, map: null };
    },
    buildEnd() {
      const left = changes.find((one) => !done.has(one));
      if (left) this.error(`nothing to change in ${left.file}: ${left.from}`);
    },
  };
}

/** Pages before the program, as it would serve them itself; they may be exchanged while it runs. */
export class Served {
  readonly #server = createServer((asked, answer) => this.#answer(asked, answer));
  address = "";
  #policy = "";
  /** The pages are there, and the program behind them does not answer. */
  away = false;

  private constructor(
    readonly program: Program,
    public folder: string,
  ) {}

  static async of(program: Program, folder: string): Promise<Served> {
    const served = new Served(program, folder);
    const page = await fetch(`${program.address}/station`, { headers: { accept: "text/html" } });
    served.#policy = page.headers.get("content-security-policy") ?? "";
    await new Promise<void>((resolve) => served.#server.listen(0, "127.0.0.1", resolve));
    served.address = `http://127.0.0.1:${(served.#server.address() as AddressInfo).port}`;
    return served;
  }

  #answer(asked: IncomingMessage, answer: ServerResponse): void {
    const { pathname } = new URL(asked.url ?? "/", this.address);
    if (/^\/(api|health|docs|metrics)(\/|$)/.test(pathname)) {
      this.#pass(asked, answer);
      return;
    }
    const page = /^\/station(\/|$)/.test(pathname) ? "station/index.html" : "index.html";
    for (const name of [pathname.slice(1), page]) {
      try {
        const bytes = readFileSync(join(this.folder, name));
        const forEver = pathname.startsWith("/assets/");
        answer.writeHead(200, {
          "content-type": TYPES[extname(name)] ?? "application/octet-stream",
          "cache-control": forEver ? "public, max-age=31536000, immutable" : "no-cache",
          "content-security-policy": this.#policy,
          ...(name === "station/worker.js" ? { "service-worker-allowed": "/station" } : {}),
        });
        answer.end(bytes);
        return;
      } catch {
        // The next name.
      }
    }
    answer.writeHead(404).end();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.away) {
      answer.destroy();
      return;
    }
    const { method, headers, url } = asked;
    const to = new URL(url ?? "/", this.program.address);
    const there = request(to, { method, headers: { ...headers, host: to.host } }, (said) => {
      answer.writeHead(said.statusCode ?? 502, said.headers);
      said.pipe(answer);
    });
    there.on("error", () => answer.destroy());
    answer.on("close", () => there.destroy());
    asked.pipe(there);
  }

  end(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    folders.clear();
  }
}

/** Where the pages come from: the program itself or, with `MPA_PAGES=built`, what Vite builds now. */
export async function pagesOf(program: Program): Promise<{ address: string; end: () => void }> {
  if (process.env.MPA_PAGES === "built") return Served.of(program, await built());
  return { address: program.address, end: () => undefined };
}
