import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

process.env.NODE_ENV = "production"; // As `make build` does it.
const outDir = mkdtempSync(join(tmpdir(), "mpa-web-"));

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

let manifest: Record<string, Chunk>;
beforeAll(async () => {
  await build({ logLevel: "error", mode: "production", build: { outDir, emptyOutDir: true, manifest: true } });
  manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8"));
}, 60_000);
afterAll(() => rmSync(outDir, { recursive: true }));

/** The files of a page and of what is opened on it, with what they import. */
function loaded(page: string, opened: RegExp): Set<string> {
  const files = new Set<string>([page]);
  const seen = new Set<string>();
  const take = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) take(next);
  };
  take(page);
  for (const name of Object.keys(manifest)) if (opened.test(name)) take(name);
  return files;
}

function compressed(files: ReadonlySet<string>, of: string): number {
  const bytes = [...files].map((file) => brotliCompressSync(readFileSync(join(outDir, file))).length);
  const sum = bytes.reduce((all, one) => all + one, 0);
  console.log(`first load of ${of}: ${(sum / 1024).toFixed(1)} KB in ${files.size} files`);
  return sum;
}

const written = (file: string): string => readFileSync(join(outDir, file), "utf8");
const OWN_STYLE = /<style|style=|<script(?![^>]*src)/;

describe("the first load of the panel with its chart", () => {
  it("is at most 200 KB compressed, and has neither the gallery nor a style in the page", () => {
    const files = loaded("index.html", /office\/panel\/Page|text\/(codes\.)?en\.json|uplot/i);
    expect([...files].some((name) => /uplot/i.test(name))).toBe(true);
    expect(compressed(files, "the panel")).toBeLessThan(200 * 1024);
    expect(Object.keys(manifest).filter((name) => /gallery|sample|states/.test(name))).toEqual([]);
    expect(written("index.html")).not.toMatch(OWN_STYLE);
  });
});

describe("the first load of the station with its gate and room", () => {
  it("is at most 120 KB compressed, and the worker keeps all of it and the reader of barcodes", () => {
    // What is opened on an ordinary day, in one language.
    const opened = /pages\/station\/(home|setup|gate|room)\/Page|text\/(codes\.)?en\.json/;
    const files = loaded("station/index.html", opened);
    expect(compressed(files, "the station")).toBeLessThan(120 * 1024);
    const worker = written("station/worker.js");
    for (const file of files) expect(worker).toContain(`/${file}`);
    expect(worker).toMatch(/zxing_reader-[\w-]+\.wasm/);
    expect(worker).not.toMatch(/__FILES__|__RELEASE__|gallery|sample/);
    expect(written("station/index.html")).not.toMatch(OWN_STYLE);
  });
});
