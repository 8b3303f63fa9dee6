/** Something that looks like a fingerprint to whoever grades it, and is nobody's; as `crates/testkit` draws it. */

/** Pixels from ridge to ridge: what a 500 dpi reader sees of a finger. */
const PERIOD = 9;

/** Mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c), as public domain. */
function dice(seed: number): (low: number, high: number) => number {
  let state = seed >>> 0;
  return (low, high) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (high - low);
  };
}

/** Grey levels, row by row: an even seed gives a whorl, an odd one a loop. */
export function ridges(seed: number, width: number, height: number): Uint8Array {
  const between = dice(seed);
  const [coreX, coreY] = [width * between(0.42, 0.58), height * between(0.38, 0.5)];
  const squeeze = between(0.7, 0.95);
  const warps = [0, 1, 2].map(() => [between(-0.03, 0.03), between(-0.03, 0.03), between(0, 2 * Math.PI)] as const);
  const isLoop = seed % 2 === 1;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - coreX;
      const down = (y - coreY) * squeeze;
      // Below the core, the ridges of a loop run straight down.
      const dy = isLoop ? Math.min(down, 0) : down;
      const warp = warps.reduce(
        (sum, [alongX, alongY, phase]) => sum + 9 * Math.sin(alongX * x + alongY * y + phase),
        0,
      );
      const ridge = Math.cos((2 * Math.PI * (Math.hypot(dx, dy) + warp)) / PERIOD);
      // Squared off a little, as skin is: ridges are not sine waves.
      const ink = 128 + 100 * Math.max(-1, Math.min(1, 2 * ridge)) + between(-14, 14);
      const edge = Math.hypot((x / width - 0.5) / 0.46, (y / height - 0.5) / 0.48);
      const fade = Math.max(0, Math.min(1, (edge - 0.92) / 0.08));
      grey[y * width + x] = Math.max(0, Math.min(255, ink + (250 - ink) * fade));
    }
  }
  return grey;
}
