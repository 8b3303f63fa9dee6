import { describe, expect, it } from "vitest";
import { bare, type Heard, meant, readings, Scanner } from "../src/capture/scanner";

/** Keys one after the other, so many milliseconds apart. */
function press(scanner: Scanner, keys: readonly string[], apart: number, from = 1_000): Heard[] {
  return keys.map((key, index) => scanner.hear({ key, at: from + index * apart }));
}

const codes = (heard: readonly Heard[]): string[] => heard.flatMap((one) => (one.kind === "code" ? [one.code] : []));

describe("a hand-held scanner", () => {
  it("is told from a person by its speed", () => {
    const scanner = new Scanner();
    expect(codes(press(scanner, [..."26000123", "Enter"], 8))).toEqual(["26000123"]);
    expect(codes(press(scanner, [..."26000123", "Enter"], 140, 5_000))).toEqual([]);
  });

  it("may send Tab behind a code, or nothing", () => {
    const scanner = new Scanner();
    expect(codes(press(scanner, [..."OMR-48211", "Tab"], 12))).toEqual(["OMR-48211"]);
    expect(codes(press(scanner, [..."OMR-48211"], 12, 9_000))).toEqual([]);
    expect(scanner.take()).toBe("OMR-48211");
    expect(scanner.take()).toBeUndefined();
  });

  it("holds Shift for its capitals, and may begin with a function key", () => {
    const scanner = new Scanner();
    const keys = ["F8", "Shift", "A", "Shift", "B", "1", "2", "3", "4", "Enter"];
    expect(codes(press(scanner, keys, 5))).toEqual(["AB1234"]);
  });

  it("reads two codes that follow at once as two", () => {
    const scanner = new Scanner();
    expect(codes(press(scanner, [..."11112222", "Enter", ..."33334444", "Enter"], 6))).toEqual([
      "11112222",
      "33334444",
    ]);
  });

  it("leaves what a person types to the field, from the first key on", () => {
    const scanner = new Scanner();
    const kinds = press(scanner, [..."2600", "Backspace", "1", "Enter"], 150).map((one) => one.kind);
    expect(new Set(kinds)).toEqual(new Set(["typed"]));
  });

  it("gives back what quick fingers typed, and takes the second end of a code from whatever has the focus", () => {
    const scanner = new Scanner();
    press(scanner, ["a", "s"], 30);
    expect([scanner.held, scanner.isOver(1_040), scanner.isOver(1_090)]).toEqual(["s", false, true]);
    expect([scanner.take(), scanner.held]).toEqual([undefined, ""]);
    const twice = press(scanner, [..."26000123", "Enter", "Enter"], 8, 5_000);
    expect(twice.at(-1)).toEqual({ kind: "held" });
    expect(scanner.isSending(5_080)).toBe(true);
    expect(scanner.hear({ key: "Enter", at: 5_400 })).toEqual({ kind: "typed" });
  });

  it("puts a code together whose keys a busy machine brought late, and lets its end press nothing", () => {
    const scanner = new Scanner();
    press(scanner, [..."TE26"], 5);
    expect(scanner.take()).toBe("TE26");
    expect(codes(press(scanner, [..."0021", "Enter"], 5, 1_020))).toEqual(["TE260021"]);
    press(scanner, [..."TE260022"], 5, 9_000);
    expect(scanner.take()).toBe("TE260022");
    expect(scanner.hear({ key: "Enter", at: 9_040 })).toEqual({ kind: "held" });
    expect(scanner.hear({ key: "Enter", at: 9_900 })).toEqual({ kind: "typed" });
  });

  it("takes no key that fell by chance for a code, and no code without an end", () => {
    const scanner = new Scanner();
    expect(codes(press(scanner, ["1", "2", "Enter"], 5))).toEqual([]);
    expect(codes(press(scanner, [..."9".repeat(500), "Enter"], 2, 9_000))[0]).toHaveLength(128);
  });
});

describe("a code", () => {
  it("is read as it is first, then without what scanners add", () => {
    expect(readings("]C126000123")).toEqual(["]C126000123", "26000123"]);
    expect(readings("*AB12#\r\n", { before: "*", behind: "#" })).toEqual(["*AB12#", "AB12", "ab12"]);
  });

  it("is taken as it was printed where nobody knows which codes there are", () => {
    expect([bare("]C1OMR-7\r\n"), bare("OMR-7")]).toEqual(["OMR-7", "OMR-7"]);
    expect([..."oMR-7"].map((key, at) => meant(key, at < 3, at === 0)).join("")).toBe("OMR-7");
    expect(readings("*TE-12*")).toContain("TE-12");
  });

  it("is read with its capitals turned, as Caps Lock gives them", () => {
    expect(readings("ab-12Cd")).toEqual(["ab-12Cd", "AB-12cD"]);
  });

  it("is not eaten by its own marks", () => {
    expect(readings("**", { before: "*", behind: "*" })).toEqual(["**"]);
    expect(readings(" \t\u0000")).toEqual([]);
  });
});
