/** What a reader of fingerprints is to the rest: one picture of one finger, or a reason that has a name. */

export type FingerprintFailure =
  /** Nothing answers where the reader's program should. */
  | "absent"
  /** The program is there, and no reader is plugged in. */
  | "noDevice"
  /** No finger was put on in time. */
  | "timeout"
  /** It was given up by whoever asked for it. */
  | "cancelled"
  /** A finger was there, and the reader itself would not take it: dry, wet, laid on badly. */
  | "poor"
  /** What came is no picture, or an answer that nobody understands. */
  | "unreadable";

export class FingerprintFailed extends Error {
  constructor(
    readonly failure: FingerprintFailure,
    /** What the reader's program said, for whoever is called for help. */
    readonly said = "",
  ) {
    super(said ? `${failure}: ${said}` : failure);
    this.name = "FingerprintFailed";
  }
}

export interface Captured {
  /** PNG, BMP or WSQ, as the server takes them. */
  image: Blob;
  /** As the reader grades it, 0–100. The server grades anew. */
  quality?: number | undefined;
  /** What the reader calls itself. */
  model?: string | undefined;
}

/** Whether a reader could be asked now. `refused`: the browser was not allowed to ask its program. */
export type Presence = "ready" | "noDevice" | "absent" | "refused";

export interface FingerprintDriver {
  readonly id: "mfs100" | "morfin" | "file" | "simulated";
  /** What its maker calls it, the same in every language; those of ours are named by their id. */
  readonly name?: string;
  /** Whether what it gives is nobody's finger. */
  readonly simulated: boolean;
  probe: () => Promise<Presence>;
  /** @throws FingerprintFailed */
  capture: (options: { signal?: AbortSignal; timeoutMilliseconds: number }) => Promise<Captured>;
}

const KINDS = [
  { type: "image/png", magic: [0x89, 0x50, 0x4e, 0x47] },
  { type: "image/bmp", magic: [0x42, 0x4d] },
  { type: "application/octet-stream", magic: [0xff, 0xa0] }, // WSQ, which has no type of its own.
] as const;

/**
 * The bytes as one of the pictures that the server takes, by how they begin.
 *
 * @throws FingerprintFailed `unreadable`
 */
export function imageOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  const kind = KINDS.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte));
  if (!kind) throw new FingerprintFailed("unreadable");
  return new Blob([bytes], { type: kind.type });
}

/** @throws FingerprintFailed `unreadable` */
export function imageOfBase64(text: string): Blob {
  let decoded: string;
  try {
    decoded = atob(text.replace(/^data:[^,]*,/, ""));
  } catch {
    throw new FingerprintFailed("unreadable");
  }
  return imageOf(Uint8Array.from(decoded, (one) => one.charCodeAt(0)));
}
