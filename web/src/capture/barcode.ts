/**
 * Barcodes through the camera: by the browser's own reader where it has one for all the kinds that stand on sheets and
 * admit cards (Android, macOS), else by zxing-wasm, whose program comes from our own address and can be fetched before
 * the line is gone.
 */

/** The program of the reader, for whoever keeps it for later. */
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import { type Code, FORMATS, type Format, Seen } from "./codes";

export { type Code, FORMATS, type Format } from "./codes";

export type Source = HTMLVideoElement | Blob | ImageData;

/** A part of a picture, in its pixels. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** https://wicg.github.io/shape-detection-api/#barcode-detection-api */
interface Detector {
  detect: (source: ImageBitmapSource) => Promise<{ rawValue: string; format: string }[]>;
}

interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

/** What zxing calls them, and we. */
const OF_ZXING = {
  Code128: "code_128",
  Code39: "code_39",
  EAN13: "ean_13",
  EAN8: "ean_8",
  ITF: "itf",
  QRCode: "qr_code",
  DataMatrix: "data_matrix",
  PDF417: "pdf417",
} as const satisfies Record<string, Format>;
type ZxingName = keyof typeof OF_ZXING;

const isFormat = (name: string): name is Format => (FORMATS as readonly string[]).includes(name);

/** Only for all kinds: a reader that lacks one would pass over sheets without a word. */
async function native(): Promise<Detector | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  if (!BarcodeDetector) return undefined;
  try {
    const known = await BarcodeDetector.getSupportedFormats();
    return FORMATS.every((format) => known.includes(format)) ? new BarcodeDetector({ formats: FORMATS }) : undefined;
  } catch {
    return undefined;
  }
}

type Read = (picture: Blob | ImageData) => Promise<Code[]>;

async function zxing(): Promise<Read> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  await prepareZXingModule({
    overrides: { locateFile: (name: string, folder: string) => (name.endsWith(".wasm") ? wasm : folder + name) },
    fireImmediately: true,
  });
  const formats = Object.keys(OF_ZXING) as ZxingName[];
  return async (picture) => {
    const found = await readBarcodes(picture, { formats, textMode: "Plain", maxNumberOfSymbols: 8 });
    return found.flatMap(({ isValid, symbology, format, text }) => {
      const name = OF_ZXING[format as ZxingName] ?? OF_ZXING[symbology as ZxingName];
      return isValid && name && text ? [{ text, format: name }] : [];
    });
  };
}

/** One that could not be loaded is asked for again the next time. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

const zxingReader = once(zxing);
let detector = once(native);

/** Loads all that reading needs, so that it is there when the line is not. */
export async function preload(): Promise<void> {
  await zxingReader();
}

let canvas: HTMLCanvasElement | undefined;

function pictureOf(video: HTMLVideoElement, part?: Part): ImageData | undefined {
  const { x, y, width, height } = part ?? { x: 0, y: 0, width: video.videoWidth, height: video.videoHeight };
  if (width < 1 || height < 1) return undefined;
  canvas ??= document.createElement("canvas");
  canvas.width = Math.floor(width);
  canvas.height = Math.floor(height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, x, y, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}

/**
 * The codes in a picture, or in what a video shows now.
 *
 * @throws What loading the reader failed with, where there is no line and nothing was kept.
 */
export async function readFrom(source: Source, part?: Part): Promise<Code[]> {
  const picture = source instanceof Blob || source instanceof ImageData ? source : pictureOf(source, part);
  if (!picture) return [];
  const own = await detector();
  if (own) {
    try {
      const found = await own.detect(picture);
      return found.flatMap(({ rawValue, format }) =>
        isFormat(format) && rawValue ? [{ text: rawValue, format }] : [],
      );
    } catch (error) {
      // A file that is no picture is no fault of the reader's.
      if (source instanceof Blob && error instanceof DOMException && error.name === "InvalidStateError") return [];
      detector = async () => undefined; // It is named, and the service behind it is missing.
    }
  }
  return await (await zxingReader())(picture);
}

export interface WatchOptions {
  /** Milliseconds from one look to the next; a look that takes longer is waited for. */
  every?: number;
  /** Only this part of the picture is read. */
  within?: (width: number, height: number) => Part;
  /** Nothing can be read here; it will be tried again. */
  onFailed?: (error: unknown) => void;
}

/**
 * Tells each code that comes before the camera, once until it has been gone for a second; until it is stopped.
 */
export function watch(video: HTMLVideoElement, onCode: (code: Code) => void, options: WatchOptions = {}): () => void {
  const { every = 200, within, onFailed } = options;
  const seen = new Seen();
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    let next = every;
    if (video.videoWidth && !document.hidden) {
      try {
        const codes = await readFrom(video, within?.(video.videoWidth, video.videoHeight));
        for (const code of seen.see(codes, performance.now())) if (!stopped) onCode(code);
      } catch (error) {
        if (!stopped) onFailed?.(error);
        next = RETRY_MILLISECONDS;
      }
    }
    if (!stopped) timer = setTimeout(look, next);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

const RETRY_MILLISECONDS = 3_000;
