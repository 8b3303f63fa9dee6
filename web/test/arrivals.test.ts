import { describe, expect, it } from "vitest";
import { heard } from "../src/api/arrivals";

const centre = (centreId: string, outsideAtClose: number) => ({
  centreId,
  rate: 2,
  insideAtClose: 100 - outsideAtClose,
  outsideAtClose,
});
const all = { rate: 4, insideAtClose: 130, outsideAtClose: 70 };
const centres = [centre("a", 10), centre("b", 60)];

describe("a forecast", () => {
  it("is that of all gates where all are heard", () => {
    expect(heard(all, centres, () => false)).toEqual({ forecast: all, silent: undefined });
    expect(heard(all, undefined, () => true)).toEqual({ forecast: all, silent: undefined });
    expect(heard(null, centres, () => false)).toEqual({ forecast: undefined, silent: undefined });
  });

  it("leaves out the gates of which nothing is heard, and tells how many people they say nothing of", () => {
    expect(heard(all, centres, (id) => id === "b")).toEqual({
      forecast: { rate: 2, insideAtClose: 90, outsideAtClose: 10 },
      silent: { centres: 1, people: 100 },
    });
  });

  it("is none where no gate is heard", () => {
    expect(heard(all, centres, () => true)).toEqual({ forecast: undefined, silent: { centres: 2, people: 200 } });
  });
});
