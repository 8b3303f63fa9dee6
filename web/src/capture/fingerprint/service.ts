import { FingerprintFailed, type Presence } from "./driver";

/** What Mantra's programs answer; which fields there are depends on what was asked. */
export interface Said {
  ErrorCode?: string | number;
  ErrorDescription?: string;
  BitmapData?: string;
  ImgData?: string;
  Quality?: string | number;
  DeviceInfo?: { Make?: string; Model?: string; SerialNo?: string };
}

/** So long a program on the same machine takes at most to say anything at all. */
const ANSWER_MILLISECONDS = 3_000;
/** So long somebody may think over whether the page may ask it. */
const PERMISSION_MILLISECONDS = 60_000;

/** What Chrome calls the right to ask programs on the same machine: until version 144, and since. */
const RIGHTS = ["local-network-access", "loopback-network"];

/** What the browser was told about asking programs on this machine; `granted` where it does not ask at all. */
export async function permission(): Promise<PermissionState> {
  const states = await Promise.all(
    RIGHTS.map(async (name) => {
      try {
        return (await navigator.permissions.query({ name: name as PermissionName })).state;
      } catch {
        return "granted"; // A browser that does not know it does not ask for it.
      }
    }),
  );
  return states.includes("denied") ? "denied" : states.includes("prompt") ? "prompt" : "granted";
}

export interface Asking {
  body?: unknown;
  /** Milliseconds. */
  within?: number;
  signal?: AbortSignal | undefined;
}

/**
 * A reader's program that listens on this machine, at one of a few addresses: which one is found out by asking, and
 * kept until it stops answering.
 */
export class Service {
  #base: string | undefined;

  constructor(readonly bases: readonly string[]) {}

  /**
   * Asks it something; the first time at each address in turn.
   *
   * @throws FingerprintFailed `absent`, `timeout`, `cancelled`, `unreadable`
   */
  async ask(method: "GET" | "POST", path: string, asking: Asking = {}): Promise<Said> {
    const within = (await permission()) === "prompt" ? PERMISSION_MILLISECONDS : ANSWER_MILLISECONDS;
    const known = this.#base;
    for (const base of known ? [known] : this.bases) {
      const said = await this.#fetch(base, method, path, { within, ...asking });
      // Where it has answered before, what is waited for is the finger.
      if (said === "late" && known) throw new FingerprintFailed("timeout");
      if (said === "late" || said === "silent") continue;
      this.#base = base;
      return said;
    }
    this.#base = undefined;
    throw new FingerprintFailed("absent");
  }

  async #fetch(
    base: string,
    method: string,
    path: string,
    { body, within, signal }: Asking,
  ): Promise<Said | "silent" | "late"> {
    const limit = AbortSignal.timeout(within ?? ANSWER_MILLISECONDS);
    const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    let response: Response;
    try {
      response = await fetch(`${base}/${path}`, {
        method,
        ...(body === undefined ? {} : json),
        cache: "no-store",
        credentials: "omit",
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
    } catch {
      if (signal?.aborted) throw new FingerprintFailed("cancelled");
      return limit.aborted ? "late" : "silent";
    }
    try {
      const said: unknown = await response.json();
      if (typeof said === "object" && said) return said;
    } catch {
      if (signal?.aborted) throw new FingerprintFailed("cancelled");
    }
    throw new FingerprintFailed("unreadable", `${response.status}`);
  }
}

/** Codes are told as text by some of its answers and as a number by others. */
export const codeOf = ({ ErrorCode }: Said): string => String(ErrorCode ?? "");
export const isWell = (said: Said): boolean => codeOf(said) === "0";

/** A grade, where it is one. */
export function gradeOf({ Quality }: Said): number | undefined {
  const grade = Number(Quality ?? Number.NaN);
  return grade >= 0 && grade <= 100 ? grade : undefined;
}

/** What an answer that is no success means: by its code where that is known, else by its words. */
export function failureOf(
  said: Said,
  known: Readonly<Record<string, FingerprintFailed["failure"]>>,
): FingerprintFailed {
  const words = said.ErrorDescription ?? "";
  const tell = `${codeOf(said)} ${words}`.trim();
  const byWords = (): FingerprintFailed["failure"] => {
    if (/time[\s-]*(out|d out)/i.test(words)) return "timeout";
    if (/not (found|connected)|no device|disconnected/i.test(words)) return "noDevice";
    return /quality|not good|placement/i.test(words) ? "poor" : "unreadable";
  };
  return new FingerprintFailed(known[codeOf(said)] ?? byWords(), tell);
}

/** Whether a failure to ask means that nobody is there, or that the browser did not let us. */
export async function presenceOf(ask: () => Promise<Said>, noDevice: (said: Said) => boolean): Promise<Presence> {
  try {
    const said = await ask();
    return noDevice(said) ? "noDevice" : "ready";
  } catch (error) {
    if (error instanceof FingerprintFailed && error.failure === "noDevice") return "noDevice";
    return (await permission()) === "denied" ? "refused" : "absent";
  }
}
