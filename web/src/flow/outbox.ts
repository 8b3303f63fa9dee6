/**
 * What was captured and is to be handed over, as rules: what goes next, how much at a time, and what an answer makes of a
 * record. Nothing is forgotten before the server says that it has it, and one record never holds up the others.
 */

/** How the server judged a record (`POST /api/sync/upload`). */
export interface Result {
  id: string;
  status: "synced" | "duplicate" | "conflict" | "pending" | "failed";
  code?: string | undefined;
  conflictId?: string | undefined;
}

export type Standing =
  /** On this device alone. */
  | { at: "waiting"; tries: number; notBefore: number }
  /** The server has it and has applied it. */
  | { at: "applied" }
  /** The server has it whole; somebody decides, or another record is still on its way. */
  | { at: "kept"; code?: string | undefined }
  | { at: "conflict"; conflictId?: string | undefined }
  /** The server cannot use it as it is; it is shown with what to do, and stays here. */
  | { at: "refused"; code: string }
  /** It was taken back before it left the device; it stays in the device's own log. */
  | { at: "void" };

export interface Waiting {
  id: string;
  /** In which order it was captured on this device. */
  order: number;
  /** Bytes of it as it is sent. */
  bytes: number;
  standing: Standing;
}

/** The server takes 500 records or 32 MiB; less at a time loses less when a line breaks. */
export const MOST_RECORDS = 20;
export const MOST_BYTES = 4 * 1024 * 1024;

const FIRST_PAUSE_MILLISECONDS = 2_000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;

export const FRESH: Standing = { at: "waiting", tries: 0, notBefore: 0 };

/** What a device may forget: the server has it, whatever comes of it there, or nobody wants it. */
export const isSafe = ({ at }: Standing): boolean =>
  at === "applied" || at === "conflict" || at === "kept" || at === "void";

/** How a record stands after news of it: what the server has is never sent again because of news that came late. */
export function following(now: Standing, news: Standing | undefined): Standing {
  if (!news || now.at === "void") return now;
  return (now.at === "applied" || now.at === "conflict") && !isSafe(news) ? now : news;
}

/** What goes next: in the order in which it was captured, as much as one call takes; at least one, however large. */
export function due(records: readonly Waiting[], now: number): Waiting[] {
  const ready = records
    .filter(({ standing }) => standing.at === "waiting" && standing.notBefore <= now)
    .sort((a, b) => a.order - b.order);
  // What was refused with others is sent alone, so that it is known which one it was.
  const alone = ready[0] && triesOf(ready[0]) > 0;
  const batch: Waiting[] = [];
  let bytes = 0;
  for (const one of ready) {
    const fits = batch.length < (alone ? 1 : MOST_RECORDS) && bytes + one.bytes <= MOST_BYTES && triesOf(one) === 0;
    if (batch.length > 0 && !fits) {
      if (alone || batch.length >= MOST_RECORDS) break;
      continue;
    }
    batch.push(one);
    bytes += one.bytes;
  }
  return batch;
}

const triesOf = ({ standing }: Waiting): number => (standing.at === "waiting" ? standing.tries : 0);

/** What the server's word makes of a record. A word that is not known leaves it where it is safe: here. */
export function judged(record: Waiting, result: Result | undefined, now: number): Standing {
  switch (result?.status) {
    case "synced":
    case "duplicate":
      return { at: "applied" };
    case "conflict":
      return { at: "conflict", conflictId: result.conflictId };
    case "pending":
      return { at: "kept", code: result.code };
    case "failed":
      return { at: "refused", code: result.code ?? "INTERNAL" };
    default:
      return again(record, now);
  }
}

/** A record of a call that came to nothing: it waits a little longer each time, and goes alone. */
export function again({ standing }: Waiting, now: number): Standing {
  const tries = standing.at === "waiting" ? standing.tries + 1 : 1;
  const pause = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (tries - 1));
  return { at: "waiting", tries, notBefore: now + pause };
}

/** After a call without an answer nothing is known of the records, and nothing is wrong with them: they wait for the line. */
export function unanswered({ standing }: Waiting, until: number): Standing {
  return standing.at === "waiting" ? { ...standing, notBefore: until } : standing;
}
