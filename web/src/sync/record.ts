/** What somebody does at a station: written down on the device first, then handed over. */
import { signal } from "@preact/signals";
import { call } from "../api/client";
import { Failure } from "../api/failure";
import { line } from "../api/line";
import { session } from "../api/session";
import { Wiped } from "../device/db";
import { changed, here, outbox, shut } from "../device/here";
import { type Captive, capture, type EntityType, settle, takeBack } from "../device/outbox";
import type { Candidate, Roster } from "../device/roster";
import { seen } from "../device/work";
import { nudge } from "./sender";

/** So long a station waits for the server before it goes on without it. */
export const LOOK_MILLISECONDS = 1_500;
const POLL_MILLISECONDS = 50;

/** The device is full: nothing was written down. */
export const full = signal(false);

/** Whether it is worth asking the server now: a slow line counts as none. */
export const isOnline = (): boolean => line.value.state === "on" && session.value.state === "in";

/** Writes a record down. When this is over it is safe on this device, and on its way. */
export async function record(
  roster: Roster,
  candidate: Candidate,
  entityType: EntityType,
  data: Record<string, unknown>,
  picture?: Blob,
): Promise<Captive> {
  const now = here.peek();
  if (!now) throw new Error("nobody has opened this page");
  const captured = {
    examId: roster.exam.id,
    entityType,
    candidateId: candidate.id,
    rollNumber: candidate.rollNumber,
    capturedAt: new Date().toISOString(),
    captureToken: roster.captureToken,
    data,
  };
  try {
    const made = await capture(now.vault, now.worker.key, captured, picture);
    full.value = false;
    await changed([made.order]);
    nudge();
    return made;
  } catch (cause) {
    full.value = (cause as DOMException).name === "QuotaExceededError";
    if (cause instanceof Wiped) shut();
    throw cause;
  }
}

/** What the server says of a candidate now; nothing, where it does not say it in time. */
export async function look(examId: string, candidateId: string): Promise<Candidate | undefined> {
  if (!isOnline()) return undefined;
  try {
    const path = { examId, candidateId };
    const limit = AbortSignal.timeout(LOOK_MILLISECONDS);
    const found = await call("get", "/api/candidates/{examId}/{candidateId}", { path, signal: limit });
    const news = found as unknown as Candidate;
    seen.value = new Map(seen.peek()).set(candidateId, news);
    return news;
  } catch {
    return undefined;
  }
}

/** Waits until a record was judged, and no longer than so long. The record as it stands then. */
export async function judgedWithin(order: number, milliseconds: number): Promise<Captive | undefined> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const now = outbox.peek().get(order);
    if (now?.standing.at !== "waiting" || performance.now() > end || !isOnline()) return now;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/** Takes a mark back: here while it has not left the device, else where it arrived. Throws the server's refusal. */
export async function undo(
  roster: Roster,
  candidate: Candidate,
  mark: Captive | undefined,
  reason: string,
): Promise<void> {
  const now = here.peek();
  if (!now) return;
  if (mark && (await takeBack(now.vault, mark.order, reason))) return changed([mark.order]);
  const path = { examId: roster.exam.id, candidateId: candidate.id };
  const news = await call("get", "/api/candidates/{examId}/{candidateId}", { path });
  const id = news.attendance?.id;
  // The mark has arrived and waits for something, or another gate took it back.
  if (!id) throw new Failure(404, "ATTENDANCE_NOT_FOUND", undefined, undefined, undefined);
  await call("post", "/api/attendance/{id}/undo", { path: { id }, body: { reason } });
  if (mark) {
    await settle(now.vault, [{ order: mark.order, outcome: { reason, undone: true } }]);
    await changed([mark.order]);
  }
  seen.value = new Map(seen.peek()).set(candidate.id, { ...(news as unknown as Candidate), attendance: null });
}
