import { describe, expect, it } from "vitest";
import { numberOf, sought } from "../src/pages/office/audit/seek";

describe("an entry that a link names", () => {
  const log = [3, 4, 9, 20].map((seq) => ({ seq }));

  it("is found by its number", () => {
    expect(log.map(({ seq }) => sought(log, true, seq))).toEqual([0, 1, 2, 3].map((index) => ({ index })));
  });

  it("is further down only while there is more to be read beyond the last one", () => {
    expect(sought(log, true, 21)).toBe("further");
    expect(sought(log, false, 21)).toBe("absent");
    expect(sought([], true, 1)).toBe("further");
    expect(sought([], false, 1)).toBe("absent");
  });

  it("is nowhere where its number is left out", () => {
    for (const seq of [1, 5, 19]) expect(sought(log, true, seq), String(seq)).toBe("absent");
  });

  it("is named by a whole number alone", () => {
    expect(["17", "", "0", "-3", "1e9", "17 ", "x", "99999999999999999"].map(numberOf)).toEqual([
      17,
      ...Array(7).fill(undefined),
    ]);
  });
});
