import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type PreviewServer, preview } from "vite";
import type { Program } from "./program";

/** What the program says of its pages, word for word but for the socket, which is 'self' to every browser here. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
  "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'";

/** Where the pages come from: the program itself, or what Vite builds now. */
export interface Site {
  address: string;
  end: () => Promise<void>;
}

let built: string | undefined;

/** `MPA_PAGES=built`: the pages of this folder before a program that may have none, to work on them without a compiler. */
export async function site(program: Program): Promise<Site> {
  if (process.env.MPA_PAGES !== "built") {
    const page = await (await fetch(program.address, { headers: { accept: "text/html" } })).text();
    if (!page.includes('id="root"'))
      throw new Error("the program has no pages: build web/dist and compile it, or set MPA_PAGES=built");
    return { address: program.address, end: async () => undefined };
  }
  process.env.NODE_ENV = "production";
  if (!built) {
    const folder = mkdtempSync(join(tmpdir(), "mpa-pages-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    await build({ logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
    built = folder;
  }
  const proxy = {
    "/api/ws": { target: program.address, ws: true },
    "/api": program.address,
    "/health": program.address,
  };
  const headers = { "content-security-policy": POLICY };
  const server: PreviewServer = await preview({
    logLevel: "silent",
    build: { outDir: built },
    preview: { host: "127.0.0.1", port: 0, strictPort: false, proxy, headers },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, end: () => server.close() };
}
