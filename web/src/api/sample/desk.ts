import type { Schemas } from "../client";
import { at, id } from "./ids";
import { type Answers, page, refusal } from "./states";
import { records, SUPERVISOR, waiting } from "./waiting";
import { CANDIDATE, CENTRE, candidates, conflict, devices, EXAM, operators, stats, story } from "./world";

type StoryItem = Schemas["StoryItem"];

/** The supervisor whose desk it is, and the other one of the centre. */
const ME = SUPERVISOR;
const OTHER = id(4, 30);
export const supervisor: Partial<Schemas["Me"]> = {
  id: ME,
  username: "super4",
  name: "Kavita Meena",
  role: "supervisor",
  centreId: CENTRE,
};

const people: Schemas["Account"][] = [
  ...operators
    .filter((one) => one.role === "operator")
    .slice(0, 5)
    .map((one) => ({ ...one, centreId: CENTRE, disabled: false })),
  { ...(operators[6] as Schemas["Account"]), id: ME, name: "Kavita Meena", centreId: CENTRE },
  { ...(operators[6] as Schemas["Account"]), id: OTHER, name: "Deepak Joshi", username: "super4b", centreId: CENTRE },
];

const alert = (place: number, minutes: number, rest: Partial<Schemas["AlertView"]>): Schemas["AlertView"] => ({
  id: id(8, 100 + place),
  examId: EXAM,
  centreId: CENTRE,
  candidateId: id(5, place),
  rollNumber: String(26_000_000 + place),
  operatorId: id(4, 2),
  deviceId: "tablet-2",
  type: "face_mismatch",
  severity: "high",
  status: "open",
  mode: "online",
  details: { attempt: 1 },
  repeats: 0,
  occurredAt: at(minutes),
  matchPercentage: 71.2,
  ...rest,
});

export const MISMATCHED = id(5, 7);
const mismatches = [alert(7, 8, {}), alert(7, 9, { id: id(8, 120), matchPercentage: 88.4, details: { attempt: 2 } })];
const copies = [alert(8, 24, { type: "invalid_photo", matchPercentage: 99.9, details: { attempt: 1, copied: true } })];

const first = story[1] as StoryItem;
const compared = (place: number, minutes: number, by: string, data: Record<string, unknown>): StoryItem => ({
  ...first,
  eventId: id(9, 8_000 + place),
  at: at(minutes),
  action: "verify_face",
  actorId: by,
  imageUrl: `/api/face/attempts/${id(16, place)}/image`,
  data: { attempt: place, verified: false, matchPercentage: 71.2, threshold: 96.5, engine: "local", ...data },
});

const present = { ...(candidates[6] as Schemas["CandidateView"]), id: MISMATCHED, rollNumber: "26000007" };
const standing: Schemas["CandidateView"] = {
  ...present,
  centreId: CENTRE,
  status: "attendance_completed",
  attendance: { id: id(6, 7), status: "completed", operatorId: id(4, 2), completedAt: at(5) },
  face: { verified: false, matchPercentage: 88.4, attempts: 2 },
  fingerprint: { captured: true },
  omr: { barcode: "OMR-48007" },
};
const finger: StoryItem = { ...first, eventId: id(9, 8_100), action: "capture_fingerprint", data: { exception: true } };
const twice = (by: string): StoryItem[] => [
  compared(1, 8, by, {}),
  compared(2, 9, by, { matchPercentage: 88.4 }),
  finger,
];

/** A candidate whose face was compared twice in vain. */
export const mismatched = { data: { candidate: standing, items: twice(id(4, 2)), complete: true } };
/** The same, compared by the supervisor. */
export const ownMismatch = { data: { candidate: standing, items: twice(ME), complete: true } };
/** Matched at the third attempt, before anybody came to the desk. */
export const settledMismatch = {
  data: {
    candidate: { ...standing, face: { verified: true, matchPercentage: 99.1, attempts: 3 } },
    items: [...twice(id(4, 2)), compared(3, 12, id(4, 2), { verified: true, matchPercentage: 99.1 })],
    complete: true,
  },
};
/** Marked at the gate, and no more. */
const marked: Schemas["CandidateView"] = { ...standing, omr: null, fingerprint: null, face: null };
export const gateOnly = { data: { candidate: marked, items: [], complete: true } };

const files: Answers = {
  "GET /api/admin/stats/*": stats(1),
  "GET /api/devices/*": page(
    devices.slice(12, 17).map((one, place) => ({ ...one, centreId: CENTRE, operatorId: id(4, 1 + place) })),
  ),
  "GET /api/face/attempts/*/image": refusal(404, "ATTEMPT_NOT_FOUND"),
  "GET /api/candidates/*/*/photo": refusal(404, "PHOTO_NOT_FOUND"),
};

/** What a desk is answered with: one of each kind waits. */
export const desk: Answers = {
  ...files,
  "GET /api/desk/*": page(waiting),
  "GET /api/operators": page(people),
  "GET /api/sync/records/*": [page(records("pending")), page(records("failed"))],
  "GET /api/sync/conflicts/*": page([{ ...conflict, candidateId: CANDIDATE }]),
  "GET /api/alerts/*": [page(mismatches), page(copies)],
  "GET /api/candidates/*/*/story": mismatched,
};

export const noDesk: Answers = {
  ...files,
  "GET /api/desk/*": page([]),
  "GET /api/operators": page(people),
  "GET /api/alerts/*": page([]),
};
