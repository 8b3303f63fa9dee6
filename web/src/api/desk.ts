import { call, type Schemas } from "./client";
import type { Update } from "./live";
import { changed, type Remote, useRemote } from "./query";

type DeskItem = Schemas["DeskItem"];
type Alert = Schemas["AlertView"];
export type Handed = Schemas["RecordItem"];
export type Story = Schemas["Story"];

/** Something at a centre that waits for a decision. */
export interface Waiting {
  key: string;
  /** `mismatch`: a face that was compared at a station and did not match; what else it is, the server says. */
  what: Schemas["DeskKind"] | "mismatch";
  since: string;
  /** Why it waits. */
  code: string;
  entityType: Schemas["EntityType"] | undefined;
  candidateId: string | undefined;
  rollNumber: string | undefined;
  centreId: string | undefined;
  /** Who captured it. */
  operatorId: string | undefined;
  /** All whose work it is: of a conflict both sides. None of them decides it. */
  captors: readonly string[];
  deviceId: string | undefined;
  /** What the server lets whoever asks do about it; nothing where they captured it themselves. */
  next: readonly Schemas["DeskStep"][];
  recordId: string | undefined;
  conflictId: string | undefined;
  record: Handed | undefined;
  matchPercentage: number | undefined;
  /** The open alerts that tell of it, and are reviewed with it. */
  alertIds: readonly string[];
}

export interface Desk {
  items: Waiting[];
  /** Whether more waits than was read. */
  more: boolean;
}

/** So much is read of each list; whoever has more to decide decides the oldest first. */
const MOST = 500;
/** Codes of a record that the mismatch of its candidate belongs to. */
const OF_FACES: readonly string[] = ["FACE_NOT_VERIFIED", "OVERRIDE_UNCONFIRMED", "ATTEMPTS_EXHAUSTED"];

/** What stands beside the list: what was handed over, and conflicts, for roll numbers and for what is known of each. */
export interface Beside {
  records: readonly Handed[];
  conflicts: readonly Schemas["ConflictItem"][];
  /** Open alerts of faces that did not match. */
  alerts: readonly Alert[];
}

/** How the rows of what stands call whoever made them. */
const MAKERS = ["operatorId", "markedBy", "scannedBy", "validatedBy", "capturedBy", "closedBy"] as const;

function captorsOf(item: DeskItem, conflict: Schemas["ConflictItem"] | undefined): string[] {
  const existing = (conflict?.existing ?? {}) as Record<string, unknown>;
  const made = MAKERS.map((name) => existing[name]).filter((one) => typeof one === "string");
  return [...new Set([item.operatorId, ...made])];
}

function waiting(item: DeskItem, beside: Beside): Waiting {
  const record = beside.records.find((one) => one.recordId === item.recordId);
  const conflict = beside.conflicts.find((one) => one.conflictId === item.conflictId);
  return {
    key: item.recordId ?? item.conflictId ?? "",
    what: item.kind,
    since: item.waitingSince,
    code: item.code,
    entityType: item.entityType ?? undefined,
    candidateId: item.candidateId ?? undefined,
    rollNumber: record?.rollNumber ?? conflict?.rollNumber ?? undefined,
    centreId: item.centreId ?? undefined,
    operatorId: item.operatorId,
    captors: captorsOf(item, conflict),
    deviceId: item.deviceId ?? undefined,
    next: item.next,
    recordId: item.recordId ?? undefined,
    conflictId: item.conflictId ?? undefined,
    record,
    matchPercentage: undefined,
    alertIds: [],
  };
}

/** The mismatches of one candidate, as one thing to decide: it waits since the first of them. */
function mismatch(candidateId: string, alerts: readonly Alert[]): Waiting {
  const [first, last] = [alerts[0] as Alert, alerts.at(-1) as Alert];
  return {
    key: candidateId,
    what: "mismatch",
    since: first.occurredAt,
    code: alerts.some((one) => one.type === "invalid_photo") ? "copied" : "mismatch",
    entityType: "face",
    candidateId,
    rollNumber: first.rollNumber ?? undefined,
    centreId: first.centreId ?? undefined,
    operatorId: last.operatorId ?? undefined,
    captors: [...new Set(alerts.flatMap((one) => one.operatorId ?? []))],
    deviceId: last.deviceId ?? undefined,
    next: [],
    recordId: undefined,
    conflictId: undefined,
    record: undefined,
    matchPercentage: alerts.findLast((one) => one.matchPercentage != null)?.matchPercentage ?? undefined,
    alertIds: alerts.map((one) => one.id),
  };
}

/** One list out of what the server keeps in several: the longest waiting first. */
export function laid(items: readonly DeskItem[], beside: Beside): Waiting[] {
  const all = items.map((item) => waiting(item, beside));
  const faces = beside.alerts.filter((one) => one.type === "face_mismatch" || one.details.copied === true);
  faces.sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
  const byCandidate = new Map<string, Alert[]>();
  for (const one of faces) {
    if (one.candidateId) byCandidate.set(one.candidateId, [...(byCandidate.get(one.candidateId) ?? []), one]);
  }
  for (const [candidateId, alerts] of byCandidate) {
    const own = all.find((one) => one.candidateId === candidateId && OF_FACES.includes(one.code));
    if (own) {
      own.alertIds = alerts.map((one) => one.id);
      own.matchPercentage = alerts.findLast((one) => one.matchPercentage != null)?.matchPercentage ?? undefined;
    } else all.push(mismatch(candidateId, alerts));
  }
  return all.sort((a, b) => a.since.localeCompare(b.since));
}

async function readDesk(examId: string, signal: AbortSignal): Promise<Desk> {
  const path = { examId };
  const alertsOf = (type: Alert["type"]) =>
    call("get", "/api/alerts/{id}", {
      path: { id: examId },
      query: { type, status: "open", sort: "occurredAt", order: "asc", limit: MOST },
      signal,
    });
  const recordsOf = (status: Handed["status"]) =>
    call("get", "/api/sync/records/{examId}", { path, query: { status, limit: MOST }, signal });
  const [desk, faces, copies] = await Promise.all([
    call("get", "/api/desk/{examId}", { path, query: { limit: MOST }, signal }),
    alertsOf("face_mismatch"),
    alertsOf("invalid_photo"),
  ]);
  const any = (...kinds: DeskItem["kind"][]): boolean => desk.items.some((item) => kinds.includes(item.kind));
  const [pending, failed, conflicts] = await Promise.all([
    any("pending") ? recordsOf("pending") : undefined,
    any("failed", "unread") ? recordsOf("failed") : undefined,
    any("conflict")
      ? call("get", "/api/sync/conflicts/{examId}", { path, query: { resolved: false, limit: MOST }, signal })
      : undefined,
  ]);
  const items = laid(desk.items, {
    records: [...(pending?.items ?? []), ...(failed?.items ?? [])],
    conflicts: conflicts?.items ?? [],
    alerts: [...faces.items, ...copies.items],
  });
  return { items, more: Boolean(desk.nextCursor ?? faces.nextCursor) };
}

/** What waits for a decision, at a supervisor's centre or in the exam. */
export const useDesk = (examId: string): Remote<Desk> =>
  useRemote({ key: ["desk", examId], read: (signal) => readDesk(examId, signal), every: 30_000 });

/** Everything about one candidate; only of whom somebody looks at, as each look is an entry of the log. */
export const useStory = (examId: string, candidateId: string): Remote<Story> =>
  useRemote({
    key: ["story", examId, candidateId],
    read: (signal) =>
      call("get", "/api/candidates/{examId}/{candidateId}/story", { path: { examId, candidateId }, signal }),
  });

/** So many of those who fit are named; else the search is to be narrowed. */
export const FOUND = 6;

export interface Found {
  items: Schemas["CandidateView"][];
  total: number;
}

/** Candidates by the beginning of a roll number. */
export const useFound = (examId: string, q: string): Remote<Found> =>
  useRemote({
    key: ["found", examId, q],
    enabled: q !== "",
    keep: true,
    read: (signal) => call("get", "/api/candidates/{examId}", { path: { examId }, query: { q, limit: FOUND }, signal }),
  });

/** A decision was made: all that it may have changed is read anew. */
export const decided = (): void => changed("desk", "story", "found", "figures", "alerts", "conflicts", "conflict");

/** Alerts that a decision settles are put away with its reason; that they are not is no failure of the decision. */
export async function putAway(ids: readonly string[], note: string): Promise<void> {
  if (ids.length > 0) await call("patch", "/api/alerts/review", { body: { ids: [...ids], note } });
}

/** A comparison of a face that was kept. */
export interface Attempt {
  at: string;
  number: number;
  matched: boolean;
  copied: boolean;
  percentage: number;
  threshold: number;
  /** Whether the percentage is of this program's own scale. */
  own: boolean;
  picture: string | undefined;
  by: string | undefined;
}

/** The comparisons of a story, in the order of time. */
export function attemptsOf(story: Pick<Story, "items">): Attempt[] {
  return story.items.flatMap((item) => {
    const data = item.data as Record<string, unknown>;
    if (item.action !== "verify_face" || item.outcome !== "done" || typeof data.matchPercentage !== "number") return [];
    return [
      {
        at: item.at,
        number: Number(data.attempt),
        matched: data.verified === true,
        copied: data.copied === true,
        percentage: data.matchPercentage,
        threshold: Number(data.threshold),
        own: data.engine !== "rekognition",
        picture: item.imageUrl ?? undefined,
        by: item.actorId ?? undefined,
      },
    ];
  });
}

/** The fingerprint of a story: the candidate's own line tells nothing of an exception. */
export function fingerOf(story: Pick<Story, "items">): "taken" | "exception" | undefined {
  const last = story.items.findLast((item) => item.action === "capture_fingerprint" && item.outcome === "done");
  if (!last) return undefined;
  return (last.data as Record<string, unknown>).exception === true ? "exception" : "taken";
}

/** Of how many strangers one may score as much: what the model card says of a percentage. */
const RATES: readonly (readonly [percentage: number, strangers: number])[] = [
  [99, 100_000],
  [96.5, 10_000],
  [90, 1_000],
  [75, 100],
  [50, 10],
];

/** Of so many strangers at most one scores this or more; nothing: more do than can be told. */
export const strangers = (percentage: number): number | undefined => RATES.find(([from]) => percentage >= from)?.[1];

const SOON_MILLISECONDS = 3_000;
let due: ReturnType<typeof setTimeout> | undefined;

/** Told of a change that the desk may show: it is read anew, once for many of them. */
export function soon(updates: readonly Update[]): void {
  const ours = updates.some(({ data }) => data.event === "sync_update" || data.event === "alert");
  if (!ours || due !== undefined) return;
  due = setTimeout(() => {
    due = undefined;
    changed("desk");
  }, SOON_MILLISECONDS);
}
