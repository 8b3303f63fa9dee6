import { describe, expect, it } from "vitest";
import { type Frame, hintOf, LIMITS, type Measures, measure, type Oval, Steady } from "../src/capture/quality";

const [WIDTH, HEIGHT] = [160, 120];
const OVAL: Oval = { x: 80, y: 60, radiusX: 36, radiusY: 48 };

function frame(grey: (x: number, y: number) => number): Frame {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const level = grey(at % WIDTH, Math.floor(at / WIDTH));
    data.set([level, level, level, 255], at * 4);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

const well: Measures = { brightness: 120, blownOut: 0.02, sharpness: 0.5 };
const waves = (length: number) => (x: number, y: number) =>
  120 + 60 * Math.sin((2 * Math.PI * x) / length) * Math.cos((2 * Math.PI * y) / length);

describe("the measures of a picture", () => {
  it("are of what is within the oval alone", () => {
    const inside = (x: number, y: number) => ((x - 80) / 36) ** 2 + ((y - 60) / 48) ** 2 <= 1;
    const { brightness, blownOut } = measure(
      frame((x, y) => (inside(x, y) ? 100 : 255)),
      OVAL,
    );
    expect(brightness).toBeCloseTo(100, 0);
    expect(blownOut).toBe(0);
  });

  it("count what is blown out", () => {
    expect(
      measure(
        frame((x) => (x < 80 ? 255 : 50)),
        OVAL,
      ).blownOut,
    ).toBeCloseTo(0.5, 1);
  });

  it("find less in what is blurred, and as much in what is dim", () => {
    const sharp = measure(frame(waves(5)), OVAL).sharpness;
    const blurred = measure(frame(waves(20)), OVAL).sharpness;
    const dim = measure(
      frame((x, y) => waves(5)(x, y) / 3),
      OVAL,
    ).sharpness;
    expect(blurred).toBeLessThan(sharp / 10);
    expect(dim / sharp).toBeCloseTo(1, 1);
  });

  it("find nothing blurred in an even surface, nor in no picture", () => {
    expect(
      measure(
        frame(() => 90),
        OVAL,
      ).sharpness,
    ).toBe(1);
    expect(measure({ data: new Uint8ClampedArray(), width: 0, height: 0 }, OVAL)).toMatchObject({ brightness: 0 });
  });

  it("place a face by the oval, and tell how it is held whichever eye comes first", () => {
    const eyes = [
      { x: 96, y: 50 },
      { x: 64, y: 50 },
    ] as const;
    const face = { x: 44, y: 24, width: 72, height: 72, eyes, nose: { x: 96, y: 66 } };
    const { face: found } = measure(
      frame(() => 90),
      OVAL,
      face,
    );
    expect(found).toMatchObject({ width: 1, offX: 0, offY: 0, roll: 0, yaw: 0.5 });
  });
});

describe("the hint", () => {
  it("is none for a picture that is well, and never about a face that nothing looked for", () => {
    expect(hintOf(well)).toBeUndefined();
    expect(hintOf({ ...well, face: { width: 0.8, offX: 0, offY: 0, yaw: 0.1, roll: 3 } })).toBeUndefined();
  });

  it("is the first of several, in the server's order", () => {
    const far = { width: 0.2, offX: 0, offY: 0, yaw: 2 };
    const bad: Measures = { brightness: 20, blownOut: 0.9, sharpness: 0, face: far };
    expect(hintOf(bad)).toBe("dark");
    expect(hintOf({ ...bad, brightness: 120 })).toBe("bright");
    expect(hintOf({ ...bad, brightness: 230, blownOut: 0 })).toBe("bright");
    expect(hintOf({ ...bad, brightness: 120, blownOut: 0 })).toBe("far");
    expect(hintOf({ ...bad, brightness: 120, blownOut: 0, face: { ...far, width: 0.8 } })).toBe("turn");
    expect(hintOf({ ...well, sharpness: 0 })).toBe("blurred");
    expect(hintOf({ ...well, face: { width: 0.8, offX: 0, offY: 0, roll: -30 } })).toBe("turn");
  });

  it("comes before the server would refuse", () => {
    expect(LIMITS.brightness[0]).toBeGreaterThan(25);
    expect(LIMITS.brightness[1]).toBeLessThan(220);
    expect(LIMITS.blownOut).toBeLessThan(0.35);
    expect(LIMITS.yaw).toBeLessThan(1.4);
    expect(LIMITS.roll).toBeLessThan(25);
  });
});

describe("what is shown of it", () => {
  const shown = (seen: [string | undefined, number][]): (string | undefined)[] => {
    const steady = new Steady<string>();
    return seen.map(([value, at]) => steady.see(value, at));
  };

  it("waits until it has held, and stays a while when it is gone", () => {
    expect(
      shown([
        ["dark", 0],
        ["dark", 299],
        ["dark", 300],
        [undefined, 400],
        [undefined, 799],
        [undefined, 800],
      ]),
    ).toEqual([undefined, undefined, "dark", "dark", "dark", undefined]);
  });

  it("does not come for what flickers, nor go for it", () => {
    expect(
      shown([
        ["dark", 0],
        [undefined, 200],
        ["dark", 299],
        ["dark", 500],
        ["dark", 599],
        [undefined, 700],
        ["dark", 900],
        [undefined, 1000],
        ["dark", 1300],
      ]),
    ).toEqual([undefined, undefined, undefined, undefined, "dark", "dark", "dark", "dark", "dark"]);
  });

  it("gives way to another that has held", () => {
    expect(
      shown([
        ["dark", 0],
        ["dark", 300],
        ["far", 400],
        ["far", 699],
        ["far", 700],
      ]),
    ).toEqual([undefined, "dark", "dark", "dark", "far"]);
  });
});
