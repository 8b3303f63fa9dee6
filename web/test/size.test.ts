import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { afterAll, describe, expect, it } from "vitest";

const MOST_BYTES = 200 * 1024;
process.env.NODE_ENV = "production"; // As `make build` does it.
const outDir = mkdtempSync(join(tmpdir(), "mpa-web-"));
afterAll(() => rmSync(outDir, { recursive: true }));

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}

describe("the first load of the panel with its chart", () => {
  it("is at most 200 KB compressed, and has neither the gallery nor a style in the page", {
    timeout: 60_000,
  }, async () => {
    await build({ logLevel: "error", mode: "production", build: { outDir, emptyOutDir: true, manifest: true } });
    const manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;
    const files = new Set<string>(["index.html"]);
    const seen = new Set<string>();
    const take = (name: string): void => {
      const chunk = manifest[name];
      if (!chunk || seen.has(name)) return;
      seen.add(name);
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      for (const next of chunk.imports ?? []) take(next);
    };
    take("index.html");
    for (const name of Object.keys(manifest)) {
      if (/office\/panel\/Page|text\/(codes\.)?en\.json|uplot/i.test(name)) take(name);
    }
    expect([...seen].some((name) => /uplot/i.test(name))).toBe(true);
    const bytes = [...files].reduce(
      (sum, file) => sum + brotliCompressSync(readFileSync(join(outDir, file))).length,
      0,
    );
    console.log(`first load of the panel: ${(bytes / 1024).toFixed(1)} KB in ${files.size} files`);
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(Object.keys(manifest).filter((name) => /gallery|sample|states/.test(name))).toEqual([]);
    expect(readFileSync(join(outDir, "index.html"), "utf8")).not.toMatch(/<style|style=|<script(?![^>]*src)/);
  });
});
