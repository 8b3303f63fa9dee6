/** What a package brought, as it is kept and read on a device. */
import type { Rules } from "../flow/room";
import { db } from "./db";
import type { Vault } from "./keys";
import { openJson } from "./sealing";

/** A candidate, as in `candidates.jsonl` of a package (`docs/package.md`). */
export interface Candidate {
  id: string;
  rollNumber: string;
  name: string;
  fatherName?: string | null;
  dob?: string | null;
  slotId: string;
  centreId: string;
  room?: string | null;
  seat?: string | null;
  faceEnrolled: boolean;
  attendance?: { id: string; status: string; operatorId: string; completedAt?: string | null } | null;
  face?: { verified: boolean; matchPercentage?: number | null; attempts: number } | null;
  fingerprint?: { captured: boolean } | null;
  omr?: { barcode?: string | null } | null;
  status: string;
  photo?: string;
}

export interface HeldSlot {
  id: string;
  slotName: string;
  centreId: string;
  status: string;
  startTime?: string | null;
  endTime?: string | null;
}

/** `exam.json` of a package. */
export interface ExamFile {
  format: string;
  downloadId: string;
  serverTime: string;
  operatorId: string;
  captureToken: string;
  captureTokenExpiresAt: string;
  exam: {
    id: string;
    code: string;
    name: string;
    settings: Rules & { operatorRule: string; hideNamesAtGate: boolean; faceThreshold: number };
  };
  centres: { id: string; code: string; name: string }[];
  slots: HeldSlot[];
  /** To whom the export of the queue is encrypted (age). */
  exportRecipient?: string;
}

export interface Roster extends ExamFile {
  people: Candidate[];
}

/** Under what a package of an operator is kept. */
export const packageKey = (operatorKey: string, examId: string): string => `${operatorKey}/${examId}`;
export const photoKey = (examId: string, candidateId: string): string => `${examId}/${candidateId}`;

/** The rosters that an operator has here. */
export async function rosters(vault: Vault, operatorKey: string): Promise<Roster[]> {
  const kept = await db();
  const range = IDBKeyRange.bound(`${operatorKey}/`, `${operatorKey}/\uffff`);
  const keys = await kept.getAllKeys("rosters", range);
  const read = keys.map(async (key) => openJson<Roster>(vault, "roster", key, await kept.get("rosters", key)));
  return (await Promise.all(read)).filter((roster) => roster !== undefined);
}

/** The enrolled photograph; nothing, where there is none. */
export async function photo(vault: Vault, examId: string, candidateId: string): Promise<Blob | undefined> {
  const key = photoKey(examId, candidateId);
  const sealed = await (await db()).get("photos", key);
  const plain = sealed && (await vault.open("photo", key, sealed));
  return plain && new Blob([plain]);
}
