/**
 * Whether the picture of a face is good enough, told while it can still be changed. It is advice: the server decides,
 * and measures more exactly. All here is pure; `hints.ts` looks through the camera.
 */

/** A small picture, as a canvas gives it. */
export interface Frame {
  /** Red, green, blue, alpha. */
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Where the face should be, in pixels of the frame. */
export interface Oval {
  x: number;
  y: number;
  radiusX: number;
  radiusY: number;
}

/** What a browser that finds faces has found, in pixels of the frame. */
export interface Face {
  x: number;
  y: number;
  width: number;
  height: number;
  eyes?: readonly [Point, Point] | undefined;
  nose?: Point | undefined;
}

interface Point {
  x: number;
  y: number;
}

export interface Measures {
  /** Mean luma within the oval, 0–255. */
  brightness: number;
  /** Part of the oval that is blown out (luma of 250 and more), 0–1. */
  blownOut: number;
  /** Fine detail in proportion to contrast; see {@link measure}. */
  sharpness: number;
  /** Only where the browser finds faces, and has found one. */
  face?: Placed | undefined;
}

/** Where a face is, in proportion to the oval, and how it is held. */
export interface Placed {
  /** Its width: 1 is that of the oval. */
  width: number;
  /** How far its middle is from the oval's: 1 is the oval's edge. */
  offX: number;
  offY: number;
  /** How far the nose is to the side of the middle of the eyes, in distances between the eyes. */
  yaw?: number | undefined;
  /** Angle of the line between the eyes, in degrees. */
  roll?: number | undefined;
}

/** Luma of ITU-R BT.601, as in JPEG and on the server. */
function lumaOf({ data, width, height }: Frame): Float32Array {
  const luma = new Float32Array(width * height);
  for (let at = 0; at < luma.length; at++) {
    const from = at * 4;
    luma[at] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
  }
  return luma;
}

const BLOWN_OUT = 250;
/** The variance of the luma of what is no face at all: a wall, the sky. */
const EVEN = 25;

/**
 * Measures what is within the oval, as the server measures the face and not the wall behind it.
 *
 * Sharpness is the variance of the Laplacian (J. L. Pech-Pacheco et al.: *Diatom autofocusing in brightfield
 * microscopy*, ICPR 2000) in proportion to the variance of the luma, so that a dim picture is not a blurred one.
 */
export function measure(frame: Frame, oval: Oval, face?: Face | undefined): Measures {
  const { width, height } = frame;
  const luma = lumaOf(frame);
  let [count, sum, squares, blown, edges, edgeSquares] = [0, 0, 0, 0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      if (((x - oval.x) / oval.radiusX) ** 2 + ((y - oval.y) / oval.radiusY) ** 2 > 1) continue;
      const at = y * width + x;
      const here = luma[at] ?? 0;
      const around = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const edge = around - 4 * here;
      count += 1;
      sum += here;
      squares += here * here;
      edges += edge;
      edgeSquares += edge * edge;
      if (here >= BLOWN_OUT) blown += 1;
    }
  }
  const variance = (all: number, ofSquares: number): number => ofSquares / count - (all / count) ** 2;
  const light = count ? variance(sum, squares) : 0;
  return {
    brightness: count ? sum / count : 0,
    blownOut: count ? blown / count : 0,
    // An even surface has no detail that could be missed.
    sharpness: light > EVEN ? variance(edges, edgeSquares) / light : 1,
    face: face && placed(face, oval),
  };
}

function placed({ x, y, width, height, eyes, nose }: Face, oval: Oval): Placed {
  const place: Placed = {
    width: width / (2 * oval.radiusX),
    offX: (x + width / 2 - oval.x) / oval.radiusX,
    offY: (y + height / 2 - oval.y) / oval.radiusY,
  };
  if (!eyes) return place;
  const [left, right] = eyes[0].x <= eyes[1].x ? eyes : [eyes[1], eyes[0]];
  const [acrossX, acrossY] = [right.x - left.x, right.y - left.y];
  const apart = Math.hypot(acrossX, acrossY);
  if (apart === 0) return place;
  const roll = (Math.atan2(acrossY, acrossX) * 180) / Math.PI;
  // Along the line between the eyes, so that a head that leans is not taken for one that is turned.
  const along = nose
    ? ((nose.x - (left.x + right.x) / 2) * acrossX + (nose.y - (left.y + right.y) / 2) * acrossY) / apart
    : undefined;
  return { ...place, roll, yaw: along === undefined ? undefined : along / apart };
}

export type Hint = "dark" | "bright" | "blurred" | "far" | "turn";

/**
 * Where advice begins. What the server refuses stands in `docs/model-card.md` and `crates/face/src/quality.rs`: a mean
 * luma under 25 or over 220, more than 35 % blown out, a face under 64 pixels, a yaw over 1.4, a live face that leans
 * more than 25°. The worst of 1,852 press photographs have 61, 194, 15 %, and 99.5 % a yaw under 0.55. Advice begins
 * between the two: before a refusal, and not at a face that is well.
 *
 * Of 150 press photographs before a false camera none has a sharpness under 0.02; blurred by 2 pixels, when the server
 * refuses 17 %, they have 0.003–0.013, and by 4, when it refuses 98 %, 0.001–0.004.
 */
export const LIMITS = {
  brightness: [45, 205],
  blownOut: 0.25,
  sharpness: 0.008,
  faceWidth: 0.45,
  yaw: 0.6,
  roll: 20,
} as const;

/**
 * The one thing to change first, in the server's order: in bad light a face is also found too small, and more light
 * helps. Whoever has no finder of faces is never told to come nearer or to turn.
 */
export function hintOf({ brightness, blownOut, sharpness, face }: Measures): Hint | undefined {
  if (brightness < LIMITS.brightness[0]) return "dark";
  if (brightness > LIMITS.brightness[1] || blownOut > LIMITS.blownOut) return "bright";
  if (face && face.width < LIMITS.faceWidth) return "far";
  if (face && (Math.abs(face.yaw ?? 0) > LIMITS.yaw || Math.abs(face.roll ?? 0) > LIMITS.roll)) return "turn";
  return sharpness < LIMITS.sharpness ? "blurred" : undefined;
}

const HELD_MILLISECONDS = 300;
const GONE_MILLISECONDS = 500;

/** Shows something only when it has held, and keeps it a while when it is gone: nobody can read what flickers. */
export class Steady<T> {
  #shown: T | undefined;
  #shownLast = 0;
  #waiting: T | undefined;
  #since = 0;

  constructor(
    readonly held: number = HELD_MILLISECONDS,
    readonly gone: number = GONE_MILLISECONDS,
  ) {}

  /** What is to be shown now, when `value` was seen at `at` (milliseconds of any clock that goes on evenly). */
  see(value: T | undefined, at: number): T | undefined {
    if (value !== this.#waiting) {
      this.#waiting = value;
      this.#since = at;
    }
    if (value !== undefined && value === this.#shown) this.#shownLast = at;
    else if (value !== undefined && at - this.#since >= this.held) {
      this.#shown = value;
      this.#shownLast = at;
    } else if (this.#shown !== undefined && at - this.#shownLast >= this.gone) this.#shown = undefined;
    return this.#shown;
  }
}
