import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

/** Which folder may take from which, beside itself. What is not here yet has its place already. */
const ARROWS: Record<string, readonly string[]> = {
  app: ["pages", "sync", "device", "capture", "api", "ui", "text"],
  pages: ["flow", "sync", "device", "capture", "api", "ui", "text"],
  api: ["text"],
  sync: ["device", "api", "flow"],
  device: ["flow"],
  capture: [],
  flow: [],
  ui: ["text"],
  text: [],
};

const files = (readdirSync(SRC, { recursive: true }) as string[]).filter(
  (file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"),
);

function importsOf(file: string): string[] {
  const source = readFileSync(join(SRC, file), "utf8");
  const found = source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g);
  return [...found].map(([, target = ""]) => relative(SRC, resolve(SRC, dirname(file), target)));
}

const layer = (path: string): string => path.split("/")[0] ?? "";
const pageOf = (path: string): string => path.split("/").slice(0, 3).join("/");

describe("what imports what", () => {
  it("follows the arrows", () => {
    const wrong = files.flatMap((file) => {
      const allowed = ARROWS[layer(file)];
      if (!allowed) return file.includes("/") ? [`${file} lies in a folder without arrows`] : [];
      return importsOf(file)
        .filter(
          (target) => !target.startsWith("..") && layer(target) !== layer(file) && !allowed.includes(layer(target)),
        )
        .map((target) => `${file} takes ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("has no page that imports another", () => {
    const wrong = files
      .filter((file) => layer(file) === "pages")
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => layer(target) === "pages" && pageOf(target) !== pageOf(file))
          .map((target) => `${file} takes ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it("takes nothing from outside but in the gallery's sample day", () => {
    const outside = files.filter((file) => importsOf(file).some((target) => target.startsWith("..")));
    expect(outside.filter((file) => !file.startsWith("api/sample/") && !file.endsWith("states.ts"))).toEqual([]);
  });

  it("has no circle", () => {
    const graph = new Map(files.map((file) => [file, importsOf(file)]));
    const file = (target: string): string | undefined =>
      [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((one) => graph.has(one));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (at: string, path: readonly string[]): void => {
      if (path.includes(at)) circles.push([...path.slice(path.indexOf(at)), at].join(" → "));
      else if (!done.has(at)) {
        for (const target of graph.get(at) ?? []) {
          const next = file(target);
          if (next) visit(next, [...path, at]);
        }
        done.add(at);
      }
    };
    for (const at of graph.keys()) visit(at, []);
    expect(circles).toEqual([]);
  });

  it("keeps every file under 400 lines", () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 400);
    expect(long).toEqual([]);
  });

  it("says the order of the layers in every style sheet, whichever is loaded first", () => {
    const sheets = (readdirSync(SRC, { recursive: true }) as string[]).filter((file) => file.endsWith(".css"));
    const without = sheets.filter(
      (file) => !readFileSync(join(SRC, file), "utf8").startsWith("@layer reset, tokens, base, ui, page;"),
    );
    expect(without).toEqual([]);
  });
});
