import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { cellSays, speak } from "../src/text";
import cellsHi from "../src/text/cells.hi.json";
import codesEn from "../src/text/codes.en.json";
import codesHi from "../src/text/codes.hi.json";
import en from "../src/text/en.json";
import hi from "../src/text/hi.json";

const English: Record<string, string> = en;
const Hindi: Record<string, string> = hi;
const SRC = resolve(import.meta.dirname, "../src");
const source = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => readFileSync(join(SRC, file), "utf8"))
  .join("\n");

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe("the texts", () => {
  it("are the same keys in both languages, with the same places", () => {
    expect(Object.keys(Hindi).sort()).toEqual(Object.keys(English).sort());
    const differ = Object.keys(English).filter(
      (key) => String(places(English[key] ?? "")) !== String(places(Hindi[key] ?? "")),
    );
    expect(differ).toEqual([]);
  });

  it("are in Hindi where they should be", () => {
    const latin = Object.entries(Hindi).filter(
      ([, text]) => !/[\u0900-\u097f]/.test(text) && /[A-Za-z]{2,}/.test(text.replace(/\{\w+\}/g, "")),
    );
    expect(latin).toEqual([]);
  });

  it("have a sentence and a next step for every code, in both languages", () => {
    expect(Object.keys(codesHi).sort()).toEqual(Object.keys(codesEn).sort());
    for (const said of [...Object.values(codesEn), ...Object.values(codesHi)]) {
      expect(said).toHaveLength(2);
      expect(said.every((text) => text.length > 3)).toBe(true);
    }
    for (const said of Object.values(codesHi)) expect(said.every((text) => /[\u0900-\u097f]/.test(text))).toBe(true);
  });

  it("have a sentence in Hindi for exactly what the server finds wrong with a cell", () => {
    const document = JSON.parse(readFileSync(resolve(SRC, "../../openapi.json"), "utf8"));
    expect(Object.keys(cellsHi).sort()).toEqual([...document.components.schemas.CellFault.enum].sort());
    for (const said of Object.values(cellsHi)) expect(said).toMatch(/[;:] .*[\u0900-\u097f].*।$/);
  });

  it("are all used", () => {
    const written = new Set(
      [...source.matchAll(/["`]([a-zA-Z]+(?:\.[a-zA-Z0-9_]+)*)["`]/g)].map(([, key = ""]) => key),
    );
    const made = [...source.matchAll(/`([^`]*\$\{[^`]*)`/g)].map(
      ([, key = ""]) =>
        new RegExp(
          `^${key
            .replace(/\$\{[^}]*\}/g, "@")
            .replace(/[.*+?^()|[\]\\{}$]/g, "\\$&")
            .replaceAll("@", "[\\w.]+")}$`,
        ),
    );
    const general = made.filter((one) => !/^\^(\[\\w\.\]\+)/.test(one.source));
    const unused = Object.keys(English).filter((key) => {
      const stem = key.replace(/_(one|other)$/, "");
      return !written.has(key) && !written.has(stem) && !general.some((one) => one.test(key));
    });
    expect(unused).toEqual([]);
  });
});

describe("a bad cell", () => {
  const cell = { code: "repeated", message: "This Roll No is also in row 17.", otherRow: 17 } as const;
  afterEach(() => speak("en"));

  it("is told in the server's own words on an English page", async () => {
    await speak("en");
    expect(cellSays(cell)).toBe(cell.message);
  });

  it("is told in Hindi on a Hindi one, with the other row", async () => {
    await speak("hi");
    expect(cellSays(cell)).toBe(`${cellsHi.repeated} पंक्ति 17 भी देखें।`);
    expect(cellSays({ code: "empty", message: "" })).toBe(cellsHi.empty);
    // What is wrong with a row has no code: it was said in Hindi already.
    expect(cellSays({ message: "ऐसा कोई केंद्र नहीं है।" })).toBe("ऐसा कोई केंद्र नहीं है।");
  });
});
