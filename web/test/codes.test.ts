import { describe, expect, it } from "vitest";
import { type Code, Seen } from "../src/capture/codes";

const sheet: Code = { text: "OMR-000123", format: "code_128" };
const weak: Code = { text: "12345678", format: "itf" };

describe("a code before the camera", () => {
  it("is told once while it stays, also when a look misses it", () => {
    const seen = new Seen();
    expect(seen.see([sheet], 0)).toEqual([sheet]);
    expect(seen.see([sheet], 200)).toEqual([]);
    expect(seen.see([], 400)).toEqual([]);
    expect(seen.see([sheet], 1_100)).toEqual([]);
  });

  it("is told again when it was gone for a second", () => {
    const seen = new Seen();
    seen.see([sheet], 0);
    expect(seen.see([], 999)).toEqual([]);
    expect(seen.see([sheet], 1_000)).toEqual([sheet]);
  });

  it("does not hide another one, nor the same text of another kind", () => {
    const seen = new Seen();
    const other: Code = { text: sheet.text, format: "qr_code" };
    seen.see([sheet], 0);
    expect(seen.see([sheet, other], 100)).toEqual([other]);
  });

  it("of a kind with a weak check has to be seen twice, which two in one picture are not", () => {
    const seen = new Seen();
    expect(seen.see([weak, weak], 0)).toEqual([]);
    expect(seen.see([weak], 200)).toEqual([weak]);
    expect(seen.see([weak], 400)).toEqual([]);
    expect(seen.see([weak], 2_000)).toEqual([]);
  });
});
