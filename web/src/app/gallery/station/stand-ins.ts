import type { SampleCamera, StationState } from "../../../sync/sample/states";
import { portrait } from "./portrait";

/** What a browser says where it gives no camera. */
const REFUSALS: Partial<Record<SampleCamera, string>> = {
  none: "NotFoundError",
  refused: "NotAllowedError",
  busy: "NotReadableError",
};
const SHADES: Partial<Record<SampleCamera, string>> = { dark: "rgb(0 0 0 / 0.86)", bright: "rgb(255 255 255 / 0.9)" };

function put<T extends object>(on: T, name: string, value: unknown): void {
  Object.defineProperty(on, name, { value, configurable: true });
}

/** What the camera sees, before it is shown: nobody catches it half drawn. */
function scene(kind: SampleCamera, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const scale = kind === "blurred" ? 40 : 1;
  [canvas.width, canvas.height] = [width / scale, height / scale];
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  portrait(context, canvas.width, canvas.height, 0);
  context.fillStyle = SHADES[kind] ?? "transparent";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

function stream(kind: SampleCamera): MediaStream {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1280, 960];
  const context = canvas.getContext("2d");
  const seen = scene(kind, canvas.width, canvas.height);
  const draw = (): void => context?.drawImage(seen, 0, 0, canvas.width, canvas.height);
  draw();
  setInterval(draw, 200);
  return canvas.captureStream(5);
}

/** A finder of faces that finds one which is far away, or turned. */
function finder(kind: SampleCamera): unknown {
  return class {
    async detect({ width, height }: HTMLCanvasElement) {
      const high = kind === "far" ? 0.22 * height : 0.7 * height;
      const at = (dx: number) => [{ x: width / 2 + dx * high, y: height / 2 }];
      const landmarks = [
        { type: "eye", locations: at(-0.2) },
        { type: "eye", locations: at(0.2) },
        { type: "nose", locations: at(kind === "turn" ? 0.34 : 0) },
      ];
      const boundingBox = new DOMRect(width / 2 - 0.35 * high, height / 2 - high / 2, 0.7 * high, high);
      return [{ boundingBox, landmarks }];
    }
  };
}

function camera(kind: SampleCamera): void {
  put(navigator.mediaDevices, "getUserMedia", async () => {
    if (kind === "starting") return new Promise(() => undefined);
    const refusal = REFUSALS[kind];
    if (refusal) throw new DOMException("", refusal);
    const made = stream(kind);
    if (kind === "lost") setTimeout(() => made.getTracks()[0]?.dispatchEvent(new Event("ended")), 300);
    return made;
  });
  put(globalThis, "FaceDetector", kind === "far" || kind === "turn" ? finder(kind) : undefined);
}

/** The program of a reader on the same machine; nothing else is asked for there. */
function reader(kind: StationState["reader"]): void {
  const ask = globalThis.fetch;
  const well = { ErrorCode: "0", DeviceInfo: { Make: "MANTRA", Model: "MFS100" } };
  put(globalThis, "fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const { host, pathname } = new URL(String(input), location.href);
    if (host === location.host) return ask(input, init);
    if (!kind || kind === "refused" || !pathname.startsWith("/mfs100")) throw new TypeError("nobody is there");
    if (kind === "noDevice") return Response.json({ ErrorCode: "-1307", ErrorDescription: "No device" });
    if (pathname.endsWith("info")) return Response.json(well);
    if (kind === "timeout") return Response.json({ ErrorCode: "-1140", ErrorDescription: "Timeout" });
    return new Promise(() => undefined);
  });
  if (kind === "refused") put(navigator.permissions, "query", async () => ({ state: "denied" }));
}

function storage(kind: NonNullable<StationState["storage"]>): void {
  put(navigator.storage, "persist", async () => kind === "kept");
  put(navigator.storage, "estimate", async () => ({ quota: kind === "full" ? 4e8 : 8e9, usage: 1e8 }));
}

function battery(level: number): void {
  put(navigator, "getBattery", async () => Object.assign(new EventTarget(), { level, charging: false }));
}

/** Puts in the place of a machine what the state wants of one, before the page is drawn. */
export function install(state: StationState): void {
  camera(state.camera ?? "face");
  reader(state.reader);
  storage(state.storage ?? "kept");
  battery(state.battery ?? 0.84);
  if (state.insecure) put(globalThis, "isSecureContext", false);
}

const LONG_MILLISECONDS = 1_000;

/** What holds from the moment in which the sample is on the device: it is full, or time stands still. */
export function freeze(state: StationState): void {
  if (state.full) {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("", "QuotaExceededError");
    };
  }
  if (!state.still) return;
  const later = globalThis.setTimeout;
  put(globalThis, "setTimeout", (work: () => void, after?: number) =>
    (after ?? 0) >= LONG_MILLISECONDS ? 0 : later(work, after),
  );
}

/** A package's check stops in the middle of it. */
export function stopChecking(after: number): void {
  const { subtle } = crypto;
  const digest = subtle.digest.bind(subtle);
  let left = after;
  put(subtle, "digest", (...asked: Parameters<typeof digest>) =>
    left-- > 0 ? digest(...asked) : new Promise(() => undefined),
  );
}
