/**
 * The camera: opened for one side, released for certain, and a picture of what it shows. What can go wrong has five
 * names, each of which an operator can do something about.
 */

export type CameraFailure =
  /** The page is not a secure one: no browser gives it a camera. */
  | "insecure"
  /** There is no camera. */
  | "none"
  /** The browser, or whoever was asked by it, does not allow it. */
  | "refused"
  /** It is there, and does not start: another program has it. */
  | "busy"
  /** It was there, and is gone: unplugged, or the permission was taken back. */
  | "lost";

export class CameraFailed extends Error {
  constructor(readonly failure: CameraFailure) {
    super(failure);
    this.name = "CameraFailed";
  }
}

/** Towards whoever looks at the screen, or away from them. */
export type Facing = "user" | "environment";

export interface Wanted {
  facing: Facing;
  /** The camera that was used last; another one is taken where it is gone. */
  deviceId?: string | undefined;
  /** Whoever waits for the camera may give it up meanwhile. */
  signal?: AbortSignal | undefined;
  /** The camera was lost after it had been opened. It is released already. */
  onLost?: (() => void) | undefined;
}

export interface Camera {
  stream: MediaStream;
  /** To be remembered for the next time. */
  deviceId: string;
  /** What the camera says of itself; those of a desk say nothing, and look at whoever sits there. */
  facing: Facing | undefined;
  hasTorch: boolean;
  /** Whether the light is now as it was asked to be. */
  torch: (on: boolean) => Promise<boolean>;
  stop: () => void;
}

export interface Found {
  deviceId: string;
  /** What the machine calls it; empty until a camera has been allowed once. */
  label: string;
}

/** What the light of a telephone is in the browser's words; it stands in no library of types yet. */
type WithTorch<T> = T & { torch?: boolean };

/** What a browser's refusal means (https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia). */
export function failureOf(error: unknown): CameraFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return "busy";
}

/** What is asked of the browser. The sides are wishes: a camera that has them not is better than none. */
export function constraints({ facing, deviceId }: Pick<Wanted, "facing" | "deviceId">): MediaStreamConstraints {
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: facing } };
  return { audio: false, video: { ...which, width: { ideal: 1280 }, height: { ideal: 960 } } };
}

async function streamOf(wanted: Wanted): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  try {
    return await mediaDevices.getUserMedia(constraints(wanted));
  } catch (error) {
    if (!wanted.deviceId || failureOf(error) !== "none") throw new CameraFailed(failureOf(error));
  }
  // The camera that is remembered is not there any more.
  return await mediaDevices.getUserMedia(constraints({ facing: wanted.facing })).catch((error: unknown) => {
    throw new CameraFailed(failureOf(error));
  });
}

/**
 * Opens a camera, and asks for permission where it has not been given.
 *
 * @throws CameraFailed, or the signal's reason.
 */
export async function openCamera(wanted: Wanted): Promise<Camera> {
  if (!isSecureContext) throw new CameraFailed("insecure");
  if (!navigator.mediaDevices) throw new CameraFailed("none");
  const stream = await streamOf(wanted);
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  const [track] = stream.getVideoTracks();
  // Nobody looks any more: a camera that stays on would be a light that nobody can put out.
  if (wanted.signal?.aborted || !track) stop();
  wanted.signal?.throwIfAborted();
  if (!track) throw new CameraFailed("none");
  wanted.signal?.addEventListener("abort", stop, { once: true });
  // It comes for what the outside did; not after `stop()`.
  track.addEventListener("ended", () => {
    stop();
    wanted.onLost?.();
  });
  return { stream, ...sidesOf(track), ...lightOf(track), stop };
}

function sidesOf(track: MediaStreamTrack): Pick<Camera, "deviceId" | "facing"> {
  const { deviceId = "", facingMode } = track.getSettings();
  return { deviceId, facing: facingMode === "user" || facingMode === "environment" ? facingMode : undefined };
}

function lightOf(track: MediaStreamTrack): Pick<Camera, "hasTorch" | "torch"> {
  // Firefox does not know what a track can do.
  const able: WithTorch<MediaTrackCapabilities> = track.getCapabilities?.() ?? {};
  const hasTorch = Boolean(able.torch);
  const torch = async (on: boolean): Promise<boolean> => {
    if (!hasTorch) return !on;
    const wish: WithTorch<MediaTrackConstraintSet> = { torch: on };
    return await track.applyConstraints({ advanced: [wish] }).then(
      () => true,
      () => false,
    );
  };
  return { hasTorch, torch };
}

/** The cameras of this machine. */
export async function cameras(): Promise<Found[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.flatMap(({ kind, deviceId, label }) => (kind === "videoinput" ? [{ deviceId, label }] : []));
}

const LONG_SIDE = 1280;
const JPEG_QUALITY = 0.9;

/** The sides of a picture that is made smaller, never larger, so that its longer one is at most `most`. */
export function fitted(width: number, height: number, most = LONG_SIDE): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * What the camera shows now, as JPEG: all of it, never mirrored, at most 1,280 pixels on its longer side.
 *
 * @throws CameraFailed when there is no picture.
 */
export async function snapshot(video: HTMLVideoElement): Promise<Blob> {
  if (!video.videoWidth || !video.videoHeight) throw new CameraFailed("lost");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, fitted(video.videoWidth, video.videoHeight));
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
  if (!blob) throw new CameraFailed("lost");
  return blob;
}
