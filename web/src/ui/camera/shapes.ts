/**
 * Where what is captured should be in the picture, in its pixels. The same shapes are drawn over the video, measured
 * and read: what is outside them does not count.
 */

/** As much of the picture's height, or of its width, as a face may take. */
const OVAL_HEIGHT = 0.8;
const OVAL_WIDTH = 0.86;
/** Width to height of a face with its hair. */
const FACE = 0.75;

export interface Oval {
  x: number;
  y: number;
  radiusX: number;
  radiusY: number;
}

export function ovalIn(width: number, height: number): Oval {
  const radiusX = Math.min((FACE * OVAL_HEIGHT * height) / 2, (OVAL_WIDTH * width) / 2);
  return { x: width / 2, y: height / 2, radiusX, radiusY: radiusX / FACE };
}

export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Wide enough for a long code of bars, high enough for a square one. */
export function frameIn(width: number, height: number): Frame {
  const [wide, high] = [Math.round(0.88 * width), Math.round(Math.min(0.6 * height, 0.88 * width))];
  return { x: Math.round((width - wide) / 2), y: Math.round((height - high) / 2), width: wide, height: high };
}
