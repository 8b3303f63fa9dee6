import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { afterAll, describe, expect, it } from "vitest";

const MOST_BYTES = 120 * 1024;
process.env.NODE_ENV = "production"; // As `make build` does it.
const outDir = mkdtempSync(join(tmpdir(), "mpa-station-"));
afterAll(() => rmSync(outDir, { recursive: true }));

interface Chunk {
  file: string;
  src?: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

describe("the first load of the station with its gate and room", () => {
  it("is at most 120 KB compressed, and the worker keeps all of it and the reader of barcodes", {
    timeout: 60_000,
  }, async () => {
    await build({ logLevel: "error", mode: "production", build: { outDir, emptyOutDir: true, manifest: true } });
    const manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;
    const files = new Set<string>(["station/index.html"]);
    const seen = new Set<string>();
    const take = (name: string): void => {
      const chunk = manifest[name];
      if (!chunk || seen.has(name)) return;
      seen.add(name);
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      for (const next of chunk.imports ?? []) take(next);
    };
    take("station/index.html");
    // What is opened on an ordinary day, in one language.
    for (const name of Object.keys(manifest)) {
      if (/pages\/station\/(home|setup|gate|room)\/Page|text\/(codes\.)?en\.json/.test(name)) take(name);
    }
    const bytes = [...files].reduce(
      (sum, file) => sum + brotliCompressSync(readFileSync(join(outDir, file))).length,
      0,
    );
    console.log(`first load of the station: ${(bytes / 1024).toFixed(1)} KB in ${files.size} files`);
    expect(bytes).toBeLessThan(MOST_BYTES);
    const worker = readFileSync(join(outDir, "station/worker.js"), "utf8");
    for (const file of files) expect(worker).toContain(`/${file}`);
    expect(worker).toMatch(/zxing_reader-[\w-]+\.wasm/);
    expect(worker).not.toMatch(/__FILES__|__RELEASE__|gallery|sample/);
    expect(readFileSync(join(outDir, "station/index.html"), "utf8")).not.toMatch(/<style|style=|<script(?![^>]*src)/);
  });
});
