import { describe, expect, it } from "vitest";
import { type Outcome, PATTERNS } from "../src/capture/signal";

const outcomes: readonly Outcome[] = ["good", "again", "wrong"];
const pairs = outcomes.flatMap((one, at) => outcomes.slice(at + 1).map((other) => [one, other] as const));

describe("the sounds", () => {
  it("differ in pitch and in rhythm", () => {
    for (const [one, other] of pairs) {
      const [first, second] = [PATTERNS[one].tones, PATTERNS[other].tones];
      // A fifth apart at least: those who hear no pitch well hear that.
      expect(Math.abs(Math.log2(first[0]!.hertz / second[0]!.hertz))).toBeGreaterThan(0.5);
      expect(first.map(({ at }) => at)).not.toEqual(second.map(({ at }) => at));
      expect(PATTERNS[one].vibration).not.toEqual(PATTERNS[other].vibration);
    }
  });

  it("have no tones that lie over each other, and end within a second", () => {
    for (const outcome of outcomes) {
      const { tones } = PATTERNS[outcome];
      for (const [at, tone] of tones.entries())
        expect(tone.at + tone.milliseconds).toBeLessThanOrEqual(tones[at + 1]?.at ?? 1_000);
    }
  });
});
