import recorded from "../../../test/proof.json";
import type { Schemas } from "../client";
import type { Account, Centre, Exam, Slot } from "../lists";
import { arrivals, forecasts } from "./forecasts";
import { at, id } from "./ids";
import { pace } from "./pace";
import { type Answers, page } from "./states";
import { records, waiting } from "./waiting";

// A day as it might be, for the gallery. Names are invented; nothing of it leaves the development build.
export const EXAM = id(1, 1);
export const CANDIDATE = id(5, 1);
export const CENTRE = id(2, 4);
export const CONFLICT = id(7, 1);

const TOWNS = ["Jaipur", "Kota", "Ajmer", "Udaipur", "Bikaner", "Alwar", "Sikar", "Bhilwara"];
const SCHOOLS = ["Government Girls School", "City College", "Model Public School", "Kendriya Vidyalaya"];
const PEOPLE = [
  "Asha Verma",
  "Ravi Kumar",
  "Meena Sharma",
  "Imran Khan",
  "Sunita Yadav",
  "Deepak Joshi",
  "Kavita Meena",
  "Arjun Singh",
];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export const exam: Exam = {
  id: EXAM,
  code: "SET-2026",
  name: "State Eligibility Test 2026",
  createdAt: at(-14_400),
  createdBy: id(4, 0),
  settings: {
    faceThreshold: 96.5,
    maxFaceAttempts: 3,
    allowMismatchApproval: false,
    operatorRule: "same_person",
    requireFingerprint: true,
    requireOmr: true,
    slotActivation: "manual",
    minVerificationSeconds: 5,
    graceMinutes: 30,
    strictAfterEnd: false,
    faceEngine: "local",
    faceFallback: "none",
    retentionDays: 365,
    hideNamesAtGate: false,
  },
};

export const centres: Centre[] = Array.from({ length: 48 }, (_, index) => ({
  id: id(2, index + 1),
  code: `C${String(index + 1).padStart(3, "0")}`,
  name: `${pick(SCHOOLS, index)}, ${pick(TOWNS, index >> 1)}`,
  createdAt: at(-14_400),
}));

const slots: Slot[] = centres.flatMap((centre, index) =>
  ["Morning", "Afternoon"].map((slotName, turn) => ({
    id: id(3, 2 * index + turn + 1),
    examId: EXAM,
    centreId: centre.id,
    slotName,
    currentCount: 380 + ((index * 37) % 60),
    maxCandidates: 450,
    startTime: at(turn === 0 ? 60 : 360),
    endTime: at(turn === 0 ? 240 : 540),
    status: turn === 0 ? ("active" as const) : ("scheduled" as const),
  })),
);

export const operators: Account[] = Array.from({ length: 24 }, (_, index) => ({
  id: id(4, index),
  username: index === 0 ? "head" : `op${index}`,
  name: index === 0 ? "Head office" : pick(PEOPLE, index),
  role: index === 0 ? "admin" : index % 6 === 0 ? "supervisor" : "operator",
  centreId: index === 0 ? null : pick(centres, index >> 1).id,
  examIds: [],
  disabled: index === 9,
  mustChangePassword: index === 5,
  secondFactor: index === 0 || index === 12 ? "on" : "off",
  secondFactorRequired: index === 0 || index === 6,
  faceEnrolled: false,
  createdAt: at(-9_000),
}));

function figure(index: number): Schemas["CentreStats"] {
  const { id: centreId, code, name } = pick(centres, index % centres.length);
  const silent = index % 48 === 3;
  const present = index % 11 === 7 ? 0 : Math.min(410, 180 + ((index * 53) % 260));
  return {
    centreId: index < centres.length ? centreId : id(2, index + 1),
    code: index < centres.length ? code : `C${String(index + 1).padStart(4, "0")}`,
    name,
    candidates: 410,
    present,
    completed: Math.floor(present * 0.7),
    devices: 4,
    silentDevices: silent ? 4 : 0,
    silent,
    pending: silent ? 37 : index % 17 === 5 ? 12 : 0,
    lastActivityAt: at(silent ? 22 : 39),
    lastHeardAt: at(silent ? 22 : 39.8),
    ...(silent ? { silentSince: at(22) } : {}),
  };
}

export function stats(count: number): { data: Schemas["Stats"]; more: Record<string, unknown> } {
  const all = Array.from({ length: count }, (_, index) => figure(index));
  const sum = (name: "candidates" | "present" | "completed" | "pending" | "silentDevices"): number =>
    all.reduce((total, one) => total + one[name], 0);
  const present = sum("present");
  return {
    data: {
      candidates: sum("candidates"),
      present,
      absent: 0,
      faceVerified: Math.floor(present * 0.72),
      faceMismatched: Math.floor(present * 0.006),
      fingerprints: Math.floor(present * 0.71),
      omrBound: Math.floor(present * 0.705),
      completed: sum("completed"),
      operatorsActive: count * 4,
      pendingSync: sum("pending"),
      conflicts: 1,
      alertsOpen: 6,
      silentDevices: sum("silentDevices"),
      silentCentres: all.filter((one) => one.silent).length,
      seq: 48_211,
      centres: all,
    },
    more: { timestamp: new Date().toISOString(), refreshInterval: 30_000 },
  };
}

const STATUSES = ["biometric_completed", "attendance_completed", "registered"] as const;

export const candidates: Schemas["CandidateView"][] = Array.from({ length: 100 }, (_, index) => {
  const status = pick(STATUSES, index * 7);
  const here = status !== "registered";
  return {
    id: id(5, index + 1),
    examId: EXAM,
    rollNumber: String(26_000_001 + index),
    name: pick(PEOPLE, index * 3),
    fatherName: pick(PEOPLE, index * 5 + 1),
    dob: "2001-07-14",
    gender: index % 2 ? "M" : "F",
    centreId: pick(centres, index >> 3).id,
    slotId: pick(slots, 2 * (index >> 3)).id,
    room: String(1 + ((index >> 2) % 20)),
    seat: String(1 + (index % 24)),
    status,
    faceEnrolled: true,
    ...(here
      ? {
          attendance: {
            id: id(6, index),
            status: "completed" as const,
            operatorId: id(4, 1 + (index % 20)),
            completedAt: at(4 + index / 3),
          },
        }
      : {}),
    ...(status === "biometric_completed"
      ? {
          face: { verified: index % 9 !== 0, matchPercentage: index % 9 ? 99.41 : 71.2, attempts: 1 },
          fingerprint: { captured: true },
          omr: { barcode: `OMR-${48_000 + index}` },
        }
      : {}),
  };
});

const KINDS = [
  "face_mismatch",
  "duplicate_face",
  "clock_tampering",
  "rapid_verification",
  "sync_conflict",
  "duplicate_omr",
] as const;

const alerts: Schemas["AlertView"][] = Array.from({ length: 18 }, (_, index) => ({
  id: id(8, index + 1),
  examId: EXAM,
  centreId: pick(centres, index * 5).id,
  candidateId: id(5, index + 1),
  rollNumber: String(26_000_001 + index),
  operatorId: id(4, 1 + (index % 20)),
  deviceId: `tablet-${index + 1}`,
  type: pick(KINDS, index),
  severity: pick(["high", "high", "medium", "low"] as const, index),
  status: "open",
  mode: index % 3 ? "online" : "offline",
  details: {},
  repeats: index % 4 === 0 ? index : 0,
  occurredAt: at(39 - index * 1.7),
  ...(index % 6 === 0 ? { matchPercentage: 71.2 } : {}),
}));

export const conflict: Schemas["ConflictItem"] = {
  conflictId: CONFLICT,
  candidateId: CANDIDATE,
  rollNumber: "26000001",
  centreId: id(2, 1),
  entityType: "attendance",
  conflictReason: "ATTENDANCE_EXISTS",
  operatorId: id(4, 2),
  deviceId: "tablet-7",
  joined: 0,
  corrected: false,
  createdAt: at(30),
  resolved: false,
  existing: {
    status: "completed",
    operatorId: id(4, 1),
    deviceId: "tablet-3",
    completedAt: at(12.4),
    candidateId: CANDIDATE,
  },
  incoming: {
    entityType: "attendance",
    operatorId: id(4, 2),
    uploadedBy: id(4, 2),
    deviceId: "tablet-7",
    capturedAt: at(11.8),
    receivedAt: at(29.9),
    clockOffsetSeconds: 3,
    data: { status: "completed" },
  },
};

const ACTIONS = [
  "mark_attendance",
  "verify_face",
  "capture_fingerprint",
  "bind_sheet",
  "close_biometric",
  "read_photo",
] as const;

export const entries: Schemas["AuditEntry"][] = Array.from({ length: 60 }, (_, index) => ({
  seq: index + 1,
  id: id(9, index + 1),
  occurredAt: at(index / 2),
  action: pick(ACTIONS, index),
  outcome: index % 13 === 12 ? "refused" : "done",
  code: index % 13 === 12 ? "ATTENDANCE_EXISTS" : null,
  examId: EXAM,
  centreId: pick(centres, index >> 3).id,
  slotId: pick(slots, index).id,
  candidateId: id(5, (index % 100) + 1),
  subjectId: null,
  actorId: id(4, 1 + (index % 20)),
  actorRole: "operator",
  sessionId: id(10, index),
  address: "10.4.17.22",
  deviceId: `tablet-${1 + (index % 8)}`,
  data: {},
}));

export const devices: Schemas["DeviceItem"][] = Array.from({ length: 40 }, (_, index) => ({
  deviceId: `tablet-${index + 1}`,
  centreId: pick(centres, index >> 2).id,
  operatorId: id(4, 1 + (index % 20)),
  lastSeenAt: at(index === 13 ? 22 : 39.7),
  waiting: index === 13 ? 37 : index % 17 === 5 ? 12 : 0,
  ...(index === 13 ? { oldestCapturedAt: at(21) } : {}),
  clockOffsetMs: index === 21 ? 420_000 : 800,
  appVersion: "0.5.0",
  ...(index % 7 === 6
    ? {}
    : {
        ready: {
          camera: true,
          scanner: index % 9 !== 4,
          fingerprint: true,
          sound: true,
          storagePersisted: true,
          batteryPercent: index === 30 ? 11 : 84,
        },
      }),
  ...(index % 10 === 9 ? {} : { package: { downloadId: id(11, index), completedAt: at(-900) } }),
}));

const downloads = [
  { usedBy: id(4, 1), usedAt: at(-902), packageBytes: 66_000_000, sentBytes: 66_000_000, completedAt: at(-890) },
  { usedBy: id(4, 2), usedAt: at(-40), packageBytes: 66_000_000, sentBytes: 41_000_000 },
  {},
  { expiresAt: at(-700) },
].map((more, index) => ({
  passwordId: id(12, index + 1),
  createdAt: at(-905 + index),
  createdBy: id(4, 0),
  expiresAt: at(60),
  operatorId: id(4, index + 1),
  ...more,
}));

export const story: Schemas["StoryItem"][] = ACTIONS.slice(0, 5).map((kind, index) => ({
  eventId: id(9, 4_411 + index),
  at: at(12 + index * 0.7),
  decidedAt: at(12 + index * 0.7),
  action: kind,
  outcome: "done",
  seq: 4_411 + index,
  actorId: id(4, index < 1 ? 1 : 2),
  actorRole: "operator" as const,
  deviceId: "tablet-3",
  data:
    kind === "verify_face" || kind === "close_biometric"
      ? { verified: true, matchPercentage: 99.41, threshold: 96.5, attempt: 1 }
      : {},
}));

const me: Schemas["Me"] = {
  id: id(4, 0),
  username: "head",
  name: "Asha Verma",
  role: "admin",
  examIds: [],
  mustChangePassword: false,
  secondFactor: "off" as const,
  secondFactorRequired: false,
};

/** The answer of every call that a page makes by itself. */
export const world: Answers = {
  "POST /api/auth/refresh": { data: { accessToken: "gallery", user: me } },
  "POST /api/demo/session": {
    data: { station: { username: "op1", password: "demo", examId: EXAM, centreName: "City College" } },
  },
  "GET /api/exams": page([exam, { ...exam, id: id(1, 2), code: "CONST-2026", name: "Constable Recruitment" }]),
  "GET /api/exams/*": { data: exam },
  "GET /api/centres": page(centres),
  "GET /api/operators": page(operators),
  "GET /api/slots": page(slots),
  "GET /api/slot/assignments": page(
    operators.slice(1, 20).map((one, index) => ({
      id: id(13, index),
      operatorId: one.id,
      username: one.username,
      name: one.name,
      examId: EXAM,
      centreId: pick(slots, 2 * index).centreId,
      slotId: pick(slots, 2 * index).id,
      slotName: pick(slots, 2 * index).slotName,
      assignedBy: id(4, 0),
      assignedAt: at(-600),
    })),
  ),
  "GET /api/admin/stats/*": stats(48),
  "GET /api/admin/stats/*/arrivals": { data: arrivals },
  "GET /api/admin/stats/*/forecasts": { data: forecasts(centres.map((one) => one.id)) },
  "GET /api/admin/stats/*/pace": { data: pace },
  "GET /api/alerts/*": page(alerts),
  "GET /api/candidates/*": page(candidates, 19_680),
  "GET /api/candidates/*/*": { data: candidates[0] },
  "GET /api/candidates/*/*/story": { data: { candidate: candidates[0], items: story, complete: true } },
  "GET /api/candidates/*/*/photo": { status: 404, body: { success: false, error: "", code: "PHOTO_NOT_FOUND" } },
  "GET /api/sync/conflicts/*": page([conflict]),
  "GET /api/sync/conflicts/*/*": { data: conflict },
  "GET /api/audit/*": page(entries),
  "GET /api/audit/checkpoint": {
    data: {
      checkpoint: recorded.proof.checkpoint,
      publicKey: recorded.publicKey,
      rootHash: "HTwvBMw+QvGNhY6D96ZXs09Y3VOM9dBYneBwyJ2Z/cs=",
      size: 34,
    },
  },
  "GET /api/audit/*/*/proof": { data: recorded.proof },
  "GET /api/desk/*": page(waiting),
  "GET /api/sync/records/*": [page(records("pending")), page(records("failed"))],
  "GET /api/devices/*": page(devices),
  "GET /api/admin/downloads/*": page(downloads),
  "POST /api/admin/download/password/generate": {
    data: {
      passwordId: id(12, 3),
      password: "6E1Q1-K99G6-Q167N-XJKZ4",
      expiresAt: new Date(Date.now() + 29 * 60_000).toISOString(),
    },
  },
};
