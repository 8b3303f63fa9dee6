/** A package over a bad line: what came is kept, and it goes on where it broke off. */
import { alone, call, renewed } from "../api/client";
import { Failure, failureOf, unreachable } from "../api/failure";
import { silent } from "../api/line";
import { token } from "../api/session";
import { wire } from "../api/wire";
import { rostersChanged } from "../device/here";
import type { Vault } from "../device/keys";
import { append, begin, Damaged, Overtaken, type Parcel, underway, unpack } from "../device/parcel";

/** Bytes that are lost at most when the battery dies: a piece that is not written yet. */
const PIECE_BYTES = 64 * 1024;
const PAUSE_MILLISECONDS = 2_000;
/** After so long without a byte the line is taken to be gone. */
const SILENCE_MILLISECONDS = 15_000;

export interface Progress {
  step: "waiting" | "fetching" | "checking";
  got: number;
  size: number | undefined;
  /** Share of the checking, 0 to 1. */
  share: number;
}

type Told = (progress: Progress) => void;

/** Uses a password up. From then on the package may be fetched as often as needed. */
export async function order(vault: Vault, key: string, examId: string, password: string): Promise<void> {
  const given = await call("post", "/api/admin/download/verify", { body: { examId, password } });
  const { packageUrl: url, downloadToken, expiresAt } = given;
  await begin(vault, key, { examId, url, token: downloadToken, expiresAt });
}

async function asked(parcel: Parcel, from: number, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token() ?? ""}`,
    "x-download-token": parcel.token,
    ...(from > 0 && parcel.etag ? { range: `bytes=${from}-`, "if-range": parcel.etag } : {}),
  };
  return wire.fetch(parcel.url, { headers, signal, cache: "no-store" });
}

async function answerTo(parcel: Parcel, from: number, signal: AbortSignal): Promise<Response> {
  let answer = await asked(parcel, from, signal);
  if (answer.status === 401 && (await renewed())) answer = await asked(parcel, from, signal);
  if (!answer.ok) throw await failureOf(answer.status, await answer.text(), (name) => answer.headers.get(name));
  return answer;
}

/** What an answer says of the whole. */
function learned(parcel: Parcel, answer: Response, from: number): Parcel {
  const digest = /sha-256=:([^:]+):/.exec(answer.headers.get("repr-digest") ?? "")?.[1];
  const ranged = /\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1];
  const rest = Number(answer.headers.get("content-length"));
  const size = ranged ? Number(ranged) : rest > 0 ? from + rest : undefined;
  return {
    ...parcel,
    etag: answer.headers.get("etag") ?? parcel.etag,
    size: size ?? parcel.size,
    digest: digest ?? parcel.digest,
  };
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One attempt: as much as the line carries. What came before it broke is kept. True, when all is here. */
async function once(vault: Vault, key: string, told: Told, left: AbortSignal): Promise<boolean> {
  const way = await underway(vault, key);
  if (!way) throw new Overtaken();
  const stop = new AbortController();
  let guard = setTimeout(() => stop.abort(), 2 * SILENCE_MILLISECONDS);
  const answer = await answerTo(way.parcel, way.got, AbortSignal.any([stop.signal, left])).catch((cause: unknown) => {
    clearTimeout(guard);
    throw cause instanceof Failure ? cause : unreachable();
  });
  const from = answer.status === 206 ? way.got : 0;
  const parcel = learned(way.parcel, answer, from);
  if (from === 0 && way.got > 0) await begin(vault, key, parcel);
  let at = from;
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const keep = async (): Promise<void> => {
    if (bytes === 0) return;
    const piece = joined(parts, bytes);
    [parts, bytes] = [[], 0];
    await append(vault, key, parcel, at, piece);
    at += piece.length;
    told({ step: "fetching", got: at, size: parcel.size, share: 0 });
  };
  try {
    const reader = answer.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      clearTimeout(guard);
      guard = setTimeout(() => stop.abort(), SILENCE_MILLISECONDS);
      parts.push(part.value);
      bytes += part.value.length;
      if (bytes >= PIECE_BYTES) await keep();
    }
  } catch (cause) {
    if (cause instanceof Overtaken) throw cause;
    await keep();
    throw unreachable();
  } finally {
    clearTimeout(guard);
  }
  await keep();
  return parcel.size === undefined ? false : at === parcel.size;
}

const passes = (thrown: unknown): boolean =>
  thrown instanceof Failure && ["UNREACHABLE", "BUSY", "DEPENDENCY_UNAVAILABLE", "RATE_LIMITED"].includes(thrown.code);

/** Fetches what is on its way, over as many attempts as it takes, checks it and puts it in its place. */
export function bring(vault: Vault, key: string, told: Told, signal: AbortSignal): Promise<void> {
  // Two tabs, or a page that was left and opened again, would each fetch all of it.
  return alone(`mpa-package-${key}`, () => bringAlone(vault, key, told, signal));
}

async function bringAlone(vault: Vault, key: string, told: Told, signal: AbortSignal): Promise<void> {
  for (let whole = false; !whole; ) {
    if (signal.aborted) return;
    const way = await underway(vault, key);
    // Another tab has brought it meanwhile.
    if (!way) return rostersChanged();
    told({ step: "fetching", got: way.got, size: way.parcel.size, share: 0 });
    if (way.parcel.size !== undefined && way.got === way.parcel.size) break;
    try {
      whole = await once(vault, key, told, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      if (thrown instanceof Overtaken) continue;
      if (!passes(thrown)) throw thrown;
      if (thrown instanceof Failure && thrown.code === "UNREACHABLE") silent();
      told({ step: "waiting", got: (await underway(vault, key))?.got ?? 0, size: way.parcel.size, share: 0 });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
  const size = (await underway(vault, key))?.parcel.size;
  try {
    await unpack(vault, key, (share) => told({ step: "checking", got: size ?? 0, size, share }));
  } catch (thrown) {
    // What took its place waits for its turn.
    if (thrown instanceof Overtaken) return rostersChanged();
    if (!(thrown instanceof Damaged)) throw thrown;
    // Its token is good for hours: it is fetched anew, from the beginning.
    const way = await underway(vault, key);
    if (way) await begin(vault, key, { ...way.parcel, etag: undefined, size: undefined, digest: undefined });
    throw thrown;
  }
  await rostersChanged();
}
