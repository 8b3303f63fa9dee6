import type { Schemas } from "../client";
import { at, id } from "./ids";

type Item = Schemas["DeskItem"];
type Handed = Schemas["RecordItem"];

/** The supervisor whose desk it is, and their centre. */
export const SUPERVISOR = id(4, 6);
const CENTRE = id(2, 4);
const CONFLICT = id(7, 1);

const APPLY: Item["next"] = ["apply", "discard"];
const waits = (place: number, minutes: number, rest: Partial<Item> & Pick<Item, "kind" | "code">): Item => ({
  ...(rest.kind === "conflict" ? { conflictId: CONFLICT } : { recordId: id(14, place) }),
  entityType: "attendance",
  candidateId: id(5, place),
  centreId: CENTRE,
  waitingSince: at(minutes),
  operatorId: id(4, 1 + (place % 4)),
  deviceId: `tablet-${1 + (place % 4)}`,
  next: rest.kind === "conflict" ? ["keep_existing", "use_new"] : APPLY,
  ...rest,
});

/** One of each kind, and one that the supervisor captured. */
export const waiting: Item[] = [
  waits(1, 6, { kind: "conflict", code: "ATTENDANCE_EXISTS" }),
  waits(2, 11, { kind: "pending", code: "FACE_NOT_VERIFIED", entityType: "biometric" }),
  waits(3, 14, {
    kind: "pending",
    code: "OVERRIDE_UNCONFIRMED",
    entityType: "biometric",
    operatorId: SUPERVISOR,
    next: [],
  }),
  waits(4, 19, { kind: "failed", code: "CANDIDATE_NOT_FOUND", entityType: "omr", candidateId: null }),
  waits(5, 22, {
    kind: "unread",
    code: "VALIDATION",
    entityType: null,
    candidateId: null,
    next: ["correct", "discard"],
  }),
  waits(6, 27, { kind: "pending", code: "ATTEMPTS_EXHAUSTED", entityType: "face" }),
];

const handed = (item: Item): Handed => ({
  recordId: item.recordId ?? "",
  id: id(15, 1),
  readable: item.kind !== "unread",
  capturedBy: item.operatorId,
  proved: item.kind === "pending",
  uploadedBy: item.operatorId,
  deviceId: item.deviceId ?? null,
  entityType: item.entityType ?? null,
  candidateId: item.candidateId ?? null,
  rollNumber: item.candidateId ? String(26_000_000 + Number.parseInt(item.candidateId.slice(-12), 16)) : null,
  centreId: CENTRE,
  capturedAt: item.kind === "unread" ? null : at(3),
  receivedAt: item.waitingSince,
  status: item.kind === "pending" ? "pending" : "failed",
  code: item.code,
  error: item.kind === "unread" ? "entityType: must be one of attendance, face, fingerprint, omr, biometric" : null,
  waitingFor: "supervisor",
  imageKept: item.entityType === "face",
});

export const records = (status: Handed["status"]): Handed[] =>
  waiting
    .filter((one) => one.recordId)
    .map(handed)
    .filter((one) => one.status === status);
