import { id } from "../../api/sample/ids";
import { type Answers, page, refusal } from "../../api/sample/states";
import { CANDIDATE, CENTRE, EXAM, exam } from "../../api/sample/world";
import type { Me } from "../../api/session";
import type { Worker } from "../../device/here";
import type { Candidate, HeldSlot, Roster } from "../../device/roster";
import type { SampleRecord } from "./states";

// A centre as it might be on one device, for the gallery. Names are invented; nothing of it leaves the development build.

const ME = id(4, 1);
const OTHER = id(4, 2);
const minutes = (ago: number): string => new Date(Date.now() - ago * 60_000).toISOString();

export const worker: Worker = { key: "gallery", id: ME, username: "op1", name: "Ravi Kumar", role: "operator" };

export const me: Me = {
  id: ME,
  username: "op1",
  name: "Ravi Kumar",
  role: "operator",
  centreId: CENTRE,
  examIds: [EXAM],
  mustChangePassword: false,
  secondFactor: "off",
  secondFactorRequired: false,
};

const slots: HeldSlot[] = [
  {
    id: id(3, 1),
    slotName: "Morning",
    centreId: CENTRE,
    status: "active",
    startTime: minutes(-30),
    endTime: minutes(-210),
  },
  {
    id: id(3, 2),
    slotName: "Afternoon",
    centreId: CENTRE,
    status: "scheduled",
    startTime: minutes(-300),
    endTime: minutes(-480),
  },
];

const NAMES = [
  "Asha Verma",
  "Ravi Kumar",
  "Meena Sharma",
  "Imran Khan",
  "Sunita Yadav",
  "Deepak Joshi",
  "Kavita Meena",
  "Arjun Singh",
  "Pooja Gurjar",
  "Mohammad Irfan",
];

/** Whom the states name by their place in the list. */
export const PEOPLE = {
  enrolled: 0,
  noPhoto: 1,
  long: 2,
  afternoon: 3,
  /** Marked by somebody else on another device; not here yet, as far as anybody knows; through. */
  elsewhere: 4,
  absent: 5,
  through: 6,
  /** Present, and so far at station 2. */
  present: 10,
  once: 11,
  twice: 12,
  exhausted: 13,
  finger: 14,
  sheet: 15,
  close: 16,
  stuck: 17,
  notEnrolled: 18,
} as const;

const mark = (operatorId: string, ago: number): NonNullable<Candidate["attendance"]> => ({
  id: id(6, ago),
  status: "completed",
  operatorId,
  completedAt: minutes(ago),
});
const matched = { verified: true, matchPercentage: 99.41, attempts: 1 };
const missed = (attempts: number) => ({ verified: false, matchPercentage: 71.2, attempts });

const SPECIAL: Record<number, Partial<Candidate>> = {
  [PEOPLE.noPhoto]: { faceEnrolled: false },
  [PEOPLE.long]: {
    rollNumber: "RSSB/2026/SET-000000000003",
    name: "Venkatanarasimharajuvaripeta Lakshminarayana Subrahmanyeshwara Rao",
    room: "Examination Hall 12 (second floor)",
  },
  [PEOPLE.afternoon]: { slotId: id(3, 2) },
  [PEOPLE.elsewhere]: { attendance: mark(OTHER, 7), status: "attendance_completed" },
  [PEOPLE.through]: {
    attendance: mark(ME, 30),
    status: "biometric_completed",
    face: matched,
    fingerprint: { captured: true },
    omr: { barcode: "OMR-48006" },
  },
  [PEOPLE.once]: { face: missed(1) },
  [PEOPLE.twice]: { face: missed(2) },
  [PEOPLE.exhausted]: { face: missed(3) },
  [PEOPLE.finger]: { face: matched },
  [PEOPLE.sheet]: { face: matched, fingerprint: { captured: true } },
  [PEOPLE.close]: { face: matched, fingerprint: { captured: true }, omr: { barcode: "OMR-48016" } },
  [PEOPLE.stuck]: { face: missed(3), fingerprint: { captured: true }, omr: { barcode: "OMR-48017" } },
  [PEOPLE.notEnrolled]: { faceEnrolled: false },
};
/** From here to there they are present, marked by whoever works here. */
const [FROM, TO] = [10, 19];

const people: Candidate[] = Array.from({ length: 60 }, (_, index) => {
  const special = SPECIAL[index] ?? {};
  const here = index >= FROM && index < TO ? { attendance: mark(ME, 29 - index), status: "attendance_completed" } : {};
  const candidate = {
    id: index === 0 ? CANDIDATE : id(5, index + 1),
    rollNumber: String(26_000_001 + index),
    name: NAMES[index % NAMES.length] as string,
    slotId: index < 48 ? id(3, 1) : id(3, 2),
    centreId: CENTRE,
    room: String(1 + (index >> 2)),
    seat: String(1 + (index % 24)),
    faceEnrolled: true,
    status: "registered",
    ...here,
    ...special,
  };
  return candidate.faceEnrolled ? { ...candidate, photo: `photos/${candidate.id}.jpg` } : candidate;
});

export const rollOf = (person: number): string => (people[person] as Candidate).rollNumber;

export const roster: Roster = {
  format: "mpa-package/1",
  downloadId: id(11, 1),
  serverTime: minutes(75),
  operatorId: ME,
  captureToken: "gallery",
  captureTokenExpiresAt: minutes(-600),
  exam: { id: EXAM, code: exam.code, name: exam.name, settings: exam.settings as Roster["exam"]["settings"] },
  centres: [{ id: CENTRE, code: "C004", name: "Kendriya Vidyalaya, Kota" }],
  slots,
  exportRecipient: "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq",
  people,
};

/** The same day with other rules. */
export const ruled = (rules: Partial<Roster["exam"]["settings"]>): Roster => ({
  ...roster,
  exam: { ...roster.exam, settings: { ...roster.exam.settings, ...rules } },
});

const LATER = 3_600_000;
/** On the device, and not asked for yet. */
export const waits = { at: "waiting", tries: 0, notBefore: Date.now() + LATER } as const;

/** Records in every state, the newest last. */
export const records: readonly SampleRecord[] = [
  { person: 20, type: "attendance", minutes: 31, standing: { at: "applied" } },
  {
    person: 21,
    type: "attendance",
    minutes: 28,
    standing: { at: "applied" },
    outcome: { undone: true, reason: "Wrong person" },
  },
  { person: 22, type: "attendance", minutes: 27, standing: { at: "conflict", conflictId: id(7, 1) } },
  { person: 22, type: "face", minutes: 24, standing: { at: "kept", code: "ATTENDANCE_REQUIRED" } },
  {
    person: 23,
    type: "omr",
    minutes: 22,
    standing: { at: "refused", code: "BARCODE_EXISTS" },
    data: { barcode: "OMR-48000" },
  },
  { person: 24, type: "attendance", minutes: 19, standing: { at: "refused", code: "NO_SLOT_ASSIGNED" } },
  { person: 24, type: "fingerprint", minutes: 15, standing: { at: "applied" } },
  { person: 25, type: "attendance", minutes: 12, standing: { at: "void" }, outcome: { reason: "Only a trial" } },
  { person: 26, type: "attendance", minutes: 9, standing: { at: "conflict", conflictId: id(7, 2) } },
  { person: 27, type: "attendance", minutes: 5, standing: { at: "applied" } },
  { person: 28, type: "attendance", minutes: 4, standing: waits, tried: true },
  { person: 29, type: "attendance", minutes: 1, standing: waits },
];

/** The answer of every call that a station makes by itself. What it sends is on its way. */
export const stationWorld: Answers = {
  "GET /health/live": { status: 200, body: { status: "ok" }, headers: { date: new Date().toUTCString() } },
  "GET /api/exams": page([exam]),
  "GET /api/candidates/*/*": "never",
  "POST /api/sync/upload": "never",
  "POST /api/sync/states": { data: { results: [] } },
  "POST /api/devices/heartbeat": { data: {} },
  "POST /api/demo/session": refusal(404, "NOT_FOUND"),
};
