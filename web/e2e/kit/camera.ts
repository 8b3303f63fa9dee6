import { writeFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";

/** What a test may do with the camera that it holds before a page. */
interface Control {
  show: (base64: string, share: number) => Promise<void>;
  refuse: (name: string | undefined) => void;
  unplug: () => void;
  /** Lights that were put on and off, in their order. */
  lights: boolean[];
  /** Cameras that are on. */
  running: () => number;
}

declare global {
  interface Window {
    falseCamera?: Control;
  }
}

/** What is put before every page of a context; it runs in the page, and sees nothing of this file. */
function install(): void {
  const [width, height] = [1280, 960];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  const cameras = [
    { deviceId: "front", label: "False camera, front", facingMode: "user" },
    { deviceId: "back", label: "False camera, back", facingMode: "environment" },
  ];
  const tracks = new Set<MediaStreamTrack>();
  const lights: boolean[] = [];
  let picture: ImageBitmap | undefined;
  let share = 1;
  let refusal: string | undefined;

  const draw = (): void => {
    if (!context) return;
    context.fillStyle = "#9a9a94";
    context.fillRect(0, 0, width, height);
    if (!picture) return;
    const scale = share * Math.min(width / picture.width, height / picture.height);
    const [wide, high] = [picture.width * scale, picture.height * scale];
    context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
  };
  // A canvas gives a frame only when something was drawn on it.
  setInterval(() => tracks.size > 0 && draw(), 60);

  const wantedBy = (constraint: ConstrainDOMString | undefined): string[] => {
    if (typeof constraint !== "object" || Array.isArray(constraint)) return [constraint ?? []].flat();
    return [constraint.exact ?? constraint.ideal ?? []].flat();
  };
  const open = async ({ video }: MediaStreamConstraints = {}): Promise<MediaStream> => {
    if (refusal) throw new DOMException(refusal, refusal);
    const { deviceId, facingMode } = typeof video === "object" ? video : {};
    const [id, side] = [wantedBy(deviceId)[0], wantedBy(facingMode)[0]];
    const camera = id
      ? cameras.find((one) => one.deviceId === id)
      : (cameras.find((one) => one.facingMode === side) ?? cameras[0]);
    if (!camera) throw new DOMException("No such camera", "OverconstrainedError");
    draw();
    const stream = canvas.captureStream(15);
    for (const track of stream.getVideoTracks()) {
      const stop = track.stop.bind(track);
      tracks.add(track);
      Object.assign(track, {
        getSettings: () => ({ ...camera, width, height }),
        getCapabilities: () => ({ torch: camera.facingMode === "environment" }),
        applyConstraints: async (wish: { advanced?: { torch?: boolean }[] }) => {
          for (const { torch } of wish.advanced ?? []) if (torch !== undefined) lights.push(torch);
        },
        stop: () => {
          tracks.delete(track);
          stop();
        },
      });
    }
    return stream;
  };
  // Where a page is not secure there is no camera to be false.
  if (navigator.mediaDevices) {
    const list = async () =>
      cameras.map(({ deviceId, label }) => ({ kind: "videoinput", groupId: "", deviceId, label }));
    Object.defineProperty(navigator.mediaDevices, "getUserMedia", { value: open });
    Object.defineProperty(navigator.mediaDevices, "enumerateDevices", { value: list });
  }
  window.falseCamera = {
    show: async (base64, ofIt) => {
      share = ofIt;
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      picture = await createImageBitmap(new Blob([bytes]));
      draw();
    },
    refuse: (name) => {
      refusal = name;
    },
    unplug: () => {
      for (const track of tracks) track.dispatchEvent(new Event("ended"));
    },
    lights,
    running: () => tracks.size,
  };
}

/**
 * Gives every page that is opened from now on a camera of the test's: one to the front, one (with a light) to the back.
 * They show grey until {@link show}. Chromium's own device is not asked; {@link cameraArguments} is for that.
 */
export const holdCamera = (to: BrowserContext | Page): Promise<unknown> => to.addInitScript(install);

const controlled = async <T>(page: Page, act: (control: Control) => T): Promise<Awaited<T>> => {
  const control = await page.evaluateHandle(() => {
    if (!window.falseCamera) throw new Error("holdCamera was not called before the page was opened");
    return window.falseCamera;
  });
  try {
    return (await control.evaluate(act as (control: Control) => unknown)) as Awaited<T>;
  } finally {
    await control.dispose();
  }
};

/**
 * Holds a picture (JPEG, PNG) before the camera: a face, a barcode. It stays until the next one, or a new page.
 *
 * @param share How much of the camera's picture it takes: 1 fills its height or its width.
 */
export async function show(page: Page, picture: Uint8Array, share = 1): Promise<void> {
  const base64 = Buffer.from(picture).toString("base64");
  await page.evaluate(([picture, share]) => window.falseCamera?.show(picture, share), [base64, share] as const);
  // Two frames, so that what is looked at next is what was shown.
  await page.waitForTimeout(150);
}

/** Lets the camera be refused from now on, as browsers name it: `NotAllowedError`, `NotReadableError`, …; or no more. */
export async function refuseCamera(page: Page, name: string | undefined): Promise<void> {
  await page.evaluate((name) => window.falseCamera?.refuse(name), name);
}

/** Pulls the cable. */
export const unplugCamera = (page: Page): Promise<void> => controlled(page, (control) => control.unplug());

/** How many cameras are on: none may be left on by a page that is gone. */
export const camerasRunning = (page: Page): Promise<number> => controlled(page, (control) => control.running());

export const lightsOf = (page: Page): Promise<boolean[]> => controlled(page, (control) => control.lights);

/**
 * What Chromium is started with so that its own false device shows a film, and nobody is asked whether it may. The film
 * is shown over and over and cannot be exchanged.
 */
export const cameraArguments = (film: string): string[] => [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
];

/** Writes pictures as the film that Chromium takes: JPEGs of one size, with even sides, one after the other. */
export async function writeFilm(browser: Browser, path: string, pictures: readonly Uint8Array[]): Promise<void> {
  if (!path.endsWith(".mjpeg")) throw new Error("Chromium knows a film by its name: ….mjpeg");
  const page = await browser.newPage();
  const frames: Buffer[] = [];
  for (const picture of pictures) {
    const frame = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const drawn = await createImageBitmap(new Blob([bytes]));
      const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 960 });
      const scale = Math.min(canvas.width / drawn.width, canvas.height / drawn.height);
      const [wide, high] = [drawn.width * scale, drawn.height * scale];
      canvas.getContext("2d")?.drawImage(drawn, (canvas.width - wide) / 2, (canvas.height - high) / 2, wide, high);
      return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
    }, Buffer.from(picture).toString("base64"));
    frames.push(Buffer.from(frame, "base64"));
  }
  await page.close();
  writeFileSync(path, Buffer.concat(frames));
}

let writer: Promise<typeof import("zxing-wasm/writer")> | undefined;

/** A barcode as a picture for {@link show}, drawn by the other half of what the pages read with. */
export async function barcode(
  text: string,
  format: "Code128" | "Code39" | "EAN13" | "ITF" | "QRCode" | "DataMatrix" | "PDF417",
) {
  writer ??= (async () => {
    const { readFileSync } = await import("node:fs");
    const { createRequire } = await import("node:module");
    const module = await import("zxing-wasm/writer");
    const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm"));
    module.prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
    return module;
  })();
  const { writeBarcode } = await writer;
  const { image, error } = await writeBarcode(text, { format, scale: 5, addQuietZones: true });
  if (!image) throw new Error(`${format}: ${error}`);
  return new Uint8Array(await image.arrayBuffer());
}
