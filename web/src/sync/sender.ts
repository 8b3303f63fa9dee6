/**
 * Hands over what was captured, in the background and on one tab of the device alone. A record that nobody can use holds
 * up no other, and after a call without an answer all of them wait for the line.
 */
import { signal } from "@preact/signals";
import { ask, call } from "../api/client";
import { type Explained, explained, passes } from "../api/codes";
import { Failure } from "../api/failure";
import { line } from "../api/line";
import { session } from "../api/session";
import { device } from "../device/db";
import { changed, type Here, here, outbox } from "../device/here";
import { type Captive, type Change, imageOf, leaving, type Outcome, settle } from "../device/outbox";
import { due, FRESH, judged, again as later, type Result, unanswered } from "../flow/outbox";
import { resume } from "./enter";

const TICK_MILLISECONDS = 1_000;
const ANSWER_MILLISECONDS = 45_000;
/** How often what the server keeps for somebody's decision is asked after. */
const STATES_MILLISECONDS = 10_000;
const MOST_STATES = 500;
/** A server that is busy or gone is asked again soon; one that refuses whoever sends, when somebody may have changed it. */
const PASSING_MILLISECONDS = 1_000;
const TROUBLE_MILLISECONDS = 30_000;

/** Whether this tab is the one that sends, and what it is sending. */
export const sending = signal<ReadonlySet<number>>(new Set());
export const isSender = signal(false);

/** Why the server takes nothing at all from here, in its own words; nothing: it does, or is not there. */
export const trouble = signal<Explained | undefined>(undefined);

let wake: () => void = () => undefined;

/** There may be something to send. */
export const nudge = (): void => wake();

const told = (result: Outcome): Outcome | undefined => {
  const { verified, matchPercentage, attemptsLeft, waitsForSupervisor } = result;
  const outcome = { verified, matchPercentage, attemptsLeft, waitsForSupervisor };
  const known = Object.entries(outcome).filter(([, value]) => value !== undefined && value !== null);
  return known.length > 0 ? (Object.fromEntries(known) as Outcome) : undefined;
};

async function form(now: Here, batch: readonly Captive[]): Promise<FormData> {
  const records = batch.map(({ id, entityType, candidateId, capturedAt, captureToken, data }) => {
    return { id, entityType, candidateId, capturedAt, captureToken, data };
  });
  const whole = new FormData();
  const deviceTime = new Date().toISOString();
  const envelope = { examId: batch[0]?.examId, deviceId: (await device()).id, deviceTime, records };
  whole.append("batch", new Blob([JSON.stringify(envelope)], { type: "application/json" }));
  for (const one of batch) {
    const image = await imageOf(now.vault, one);
    if (image) whole.append(one.id, image, one.id);
  }
  return whole;
}

/** What a call made of the records: the server's word, or that there was none. */
async function answered(now: Here, batch: readonly Captive[]): Promise<Change[]> {
  const at = Date.now();
  try {
    const body = await form(now, batch);
    const limit = AbortSignal.timeout(ANSWER_MILLISECONDS);
    const answer = await ask<{ data: { results: (Result & Outcome)[] } }>("post", "/api/sync/upload", {
      body,
      signal: limit,
    });
    trouble.value = undefined;
    const results = new Map(answer.data.results.map((result) => [result.id, result]));
    return batch.map((one) => {
      const result = results.get(one.id);
      return { order: one.order, standing: judged(one, result, Date.now()), outcome: result && told(result) };
    });
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const passing = passes(thrown);
    if (!passing) trouble.value = explained(thrown);
    const pause = passing ? PASSING_MILLISECONDS : TROUBLE_MILLISECONDS;
    const until = Date.now() + Math.max(pause, 1000 * (thrown.retryAfterSeconds ?? 0));
    const isAboutThem = ["PAYLOAD_TOO_LARGE", "VALIDATION", "UNSUPPORTED_MEDIA_TYPE"].includes(thrown.code);
    return batch.map((one) => ({
      order: one.order,
      standing: isAboutThem ? later(one, at) : unanswered(one, until),
    }));
  }
}

/** One batch; false, where nothing is due. */
async function send(now: Here): Promise<boolean> {
  const rows = [...outbox.peek().values()];
  const first = rows.find((one) => due([one], Date.now()).length > 0);
  if (!first) return false;
  const ready = due(
    rows.filter((one) => one.examId === first.examId),
    Date.now(),
  );
  const orders = ready.map((one) => one.order);
  const go = await leaving(orders);
  const batch = ready.map((one) => outbox.peek().get(one.order)).filter((one) => one && go.has(one.order)) as Captive[];
  if (batch.length === 0) {
    await changed(orders);
    return true;
  }
  sending.value = go;
  try {
    await settle(now.vault, await answered(now, batch));
  } finally {
    sending.value = new Set();
    await changed(orders);
  }
  return true;
}

/** What became of what the server keeps. */
async function askAfter(now: Here): Promise<void> {
  const kept = [...outbox.peek().values()].filter(({ standing }) => standing.at === "kept").slice(0, MOST_STATES);
  const first = kept[0];
  if (!first) return;
  const asked = kept.filter((one) => one.examId === first.examId);
  const body = { examId: first.examId, ids: asked.map((one) => one.id) };
  const answer = (await call("post", "/api/sync/states", { body })) as unknown as {
    results: (Omit<Result, "status"> & Outcome & { status: Result["status"] | "superseded" | "unknown" })[];
  };
  const byId = new Map(asked.map((one) => [one.id, one]));
  const changes = answer.results.flatMap((result): Change[] => {
    const one = byId.get(result.id);
    if (!one) return [];
    // What it does not know it has no more, whatever it said (a backup was put back): it waits here again. A picture
    // that is gone from here does not come back; such a record stays as it is.
    if (result.status === "unknown") return one.imageType ? [] : [{ order: one.order, standing: FRESH }];
    const status = result.status === "superseded" ? "synced" : result.status;
    const standing = judged(one, { ...result, status }, Date.now());
    const outcome = told(result);
    const same = standing.at === "kept" && one.standing.at === "kept" && standing.code === one.standing.code;
    return same && !outcome ? [] : [{ order: one.order, standing, outcome }];
  });
  if (changes.length === 0) return;
  await settle(now.vault, changes);
  await changed(changes.map((one) => one.order));
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, TICK_MILLISECONDS);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });

/** A page that was opened without a line has not asked yet who works here. */
const isToResume = (state: string): boolean => state === "out" || state === "unknown";

async function run(stop: AbortSignal): Promise<void> {
  isSender.value = true;
  // What another tab captured is sent as soon as this one has read it.
  const deaf = outbox.subscribe(() => wake());
  let asked = 0;
  while (!stop.aborted) {
    const now = here.peek();
    const may = now && line.peek().state !== "off" && session.peek().state === "in";
    try {
      if (now && may) {
        if (await send(now)) continue;
        if (Date.now() - asked > STATES_MILLISECONDS) {
          asked = Date.now();
          await askAfter(now);
        }
      } else if (now && line.peek().state !== "off" && isToResume(session.peek().state)) await resume();
    } catch (cause) {
      // Nothing is lost by a round that failed: what waits is looked at again.
      if (!(cause instanceof Failure)) console.error(cause);
    }
    await pause();
  }
  deaf();
  isSender.value = false;
}

/** Sends as long as this tab is open, when no other tab does; gives a way to end. */
export function begin(): () => void {
  const stop = new AbortController();
  const hold = navigator.locks
    ? navigator.locks.request("mpa-sender", { signal: stop.signal }, () => run(stop.signal))
    : run(stop.signal);
  hold.catch(() => undefined);
  return () => {
    stop.abort();
    wake();
  };
}

/** What was refused is sent once more: the server judges it anew. */
export async function again(order: number): Promise<void> {
  const now = here.peek();
  if (!now) return;
  await settle(now.vault, [{ order, standing: FRESH }]);
  await changed([order]);
  nudge();
}
