/** What is known of a candidate on this device: what was captured here, what the server said, what the package said. */
import { computed, effect, signal } from "@preact/signals";
import type { Mark } from "../flow/gate";
import type { Attempt, Progress } from "../flow/room";
import { here, outbox } from "./here";
import type { Captive } from "./outbox";
import type { Candidate, Roster } from "./roster";

/** What the server said of candidates since this page was opened; newer than any package. */
export const seen = signal<ReadonlyMap<string, Candidate>>(new Map());

// Whoever leaves takes what they saw with them.
effect(() => {
  if (!here.value) seen.value = new Map();
});

/** Codes of pictures that were no attempt: another one is taken. */
const RETAKE: readonly string[] = [
  "FACE_NOT_DETECTED",
  "MULTIPLE_FACES",
  "IMAGE_QUALITY",
  "IMAGE_UNREADABLE",
  "DUPLICATE_IMAGE",
  "OPERATOR_FACE",
];

export const isRetake = ({ standing }: Captive): boolean => standing.at === "refused" && RETAKE.includes(standing.code);

const counts = ({ standing, outcome }: Captive): boolean => standing.at !== "void" && !outcome?.undone;

/** The records of each candidate, in the order in which they were captured. */
export const byCandidate = computed<ReadonlyMap<string, readonly Captive[]>>(() => {
  const found = new Map<string, Captive[]>();
  const all = [...outbox.value.values()].sort((a, b) => a.order - b.order);
  for (const one of all) {
    const list = found.get(one.candidateId);
    if (list) list.push(one);
    else found.set(one.candidateId, [one]);
  }
  return found;
});

const of = (candidateId: string, entityType: Captive["entityType"]): Captive[] =>
  (byCandidate.value.get(candidateId) ?? []).filter((one) => one.entityType === entityType && counts(one));

/** The newest word on a candidate: the server's, else the package's. */
export const newest = (candidate: Candidate): Candidate => {
  const news = seen.value.get(candidate.id);
  return news ? { ...candidate, ...news } : candidate;
};

/** That somebody is present already; where it was marked, is for the page to put into words. */
export interface Presence extends Mark {
  /** The record on this device, if it was marked here. */
  record?: Captive | undefined;
}

/** Nothing, where nobody marked them as far as this device knows. */
export function presenceOf(candidate: Candidate): Presence | undefined {
  const record = of(candidate.id, "attendance").findLast((one) => one.standing.at !== "refused");
  if (record) {
    const own = record.by === here.value?.worker.key;
    return { at: record.capturedAt, by: own ? "me" : "other", where: "here", recordId: record.id, record };
  }
  const { attendance } = newest(candidate);
  if (attendance?.status !== "completed") return undefined;
  const own = attendance.operatorId === here.value?.worker.id;
  return { at: attendance.completedAt ?? "", by: own ? "me" : "other", where: "server" };
}

function attemptOf(one: Captive): Attempt {
  const { verified, matchPercentage } = one.outcome ?? {};
  return matchPercentage === undefined
    ? { kind: "later" }
    : { kind: "compared", verified: verified === true, matchPercentage };
}

/** How far station 2 is with a candidate. */
export function progressOf(candidate: Candidate): Progress {
  const { face, fingerprint, omr, status } = newest(candidate);
  const faces = of(candidate.id, "face").filter((one) => one.standing.at !== "refused");
  const attempts = faces.map(attemptOf);
  // What the server has compared, it knows best; what it has not told yet is later.
  if (face?.verified && !attempts.some((one) => one.kind === "compared" && one.verified)) {
    attempts.push({ kind: "compared", verified: true, matchPercentage: face.matchPercentage ?? undefined });
  }
  while (face && !face.verified && attempts.length < face.attempts) {
    attempts.push({ kind: "compared", verified: false, matchPercentage: face.matchPercentage ?? undefined });
  }
  const finger = of(candidate.id, "fingerprint").findLast((one) => one.standing.at !== "refused");
  const sheet = of(candidate.id, "omr").findLast(
    (one) => one.standing.at !== "refused" && one.standing.at !== "conflict",
  );
  const close = of(candidate.id, "biometric").findLast((one) => one.standing.at !== "refused");
  const known = finger
    ? { excepted: finger.data.exceptionReason !== undefined }
    : fingerprint && { excepted: !fingerprint.captured };
  return {
    attempts,
    fingerprint: known ? (known.excepted ? "excepted" : "captured") : undefined,
    sheet: (sheet?.data.barcode as string | undefined) ?? omr?.barcode ?? undefined,
    closed: close !== undefined || status === "biometric_completed",
  };
}

/** Whom a roll number names. */
export function byRollNumber(roster: Roster): ReadonlyMap<string, Candidate> {
  let map = maps.get(roster);
  if (!map) {
    map = new Map(roster.people.map((person) => [person.rollNumber, person]));
    maps.set(roster, map);
  }
  return map;
}

const maps = new WeakMap<Roster, ReadonlyMap<string, Candidate>>();

/** Whether whoever works here may go on with them at station 2, as far as this device knows. */
export function mayGoOn(candidate: Candidate, roster: Roster): "yes" | "absent" | "other" {
  const presence = presenceOf(candidate);
  if (!presence) return "absent";
  if (roster.exam.settings.operatorRule !== "same_person" || here.value?.worker.role === "supervisor") return "yes";
  return presence.by === "me" ? "yes" : "other";
}
