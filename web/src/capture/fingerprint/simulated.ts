/** No reader at all: draws ridges that are nobody's. Only for a demo, whose pages say so beside it. */
import { type FingerprintDriver, FingerprintFailed } from "./driver";
import { ridges } from "./ridges";

const [WIDTH, HEIGHT] = [316, 354];
/** So long a finger lies on a reader. */
const PRESS_MILLISECONDS = 900;

function pressed(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PRESS_MILLISECONDS);
    const cancelled = (): void => {
      clearTimeout(timer);
      reject(new FingerprintFailed("cancelled"));
    };
    if (signal?.aborted) cancelled();
    signal?.addEventListener("abort", cancelled, { once: true });
  });
}

function drawn(seed: number): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const picture = new ImageData(WIDTH, HEIGHT);
  for (const [at, grey] of ridges(seed, WIDTH, HEIGHT).entries()) picture.data.set([grey, grey, grey, 255], at * 4);
  canvas.getContext("2d")?.putImageData(picture, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** @param seed Which finger; another one each time where none is named. */
export const simulated = (seed?: number): FingerprintDriver => ({
  id: "simulated",
  simulated: true,
  probe: async () => "ready",
  capture: async ({ signal }) => {
    await pressed(signal);
    const image = await drawn(seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
    if (!image) throw new FingerprintFailed("unreadable");
    return { image, model: "simulated" };
  },
});
