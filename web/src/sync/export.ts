/**
 * The queue as a file, for a line that never comes back: encrypted (age) to head office, whoever carries it.
 * Its form, `mpa-queue/1`, is that of `docs/package.md`.
 */
import { device } from "../device/db";
import { here } from "../device/here";
import { type Captive, imageOf } from "../device/outbox";
import type { Roster } from "../device/roster";

const base64 = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

async function line(record: Captive): Promise<string> {
  const now = here.peek();
  if (!now) throw new Error("nobody has opened this page");
  const image = await imageOf(now.vault, record);
  const { id, entityType, candidateId, capturedAt, captureToken, data } = record;
  const whole = image ? { ...data, image: await base64(image) } : data;
  return JSON.stringify({ id, entityType, candidateId, capturedAt, captureToken, data: whole });
}

/** The file. Throws where the package carries nobody to encrypt it to. */
export async function exported(roster: Roster, records: readonly Captive[]): Promise<Blob> {
  const { exportRecipient } = roster;
  if (!exportRecipient) throw new Error("the package names no recipient");
  const { Encrypter } = await import("age-encryption");
  const head = {
    format: "mpa-queue/1",
    examId: roster.exam.id,
    deviceId: (await device()).id,
    deviceTime: new Date().toISOString(),
    records: records.length,
  };
  const lines = [JSON.stringify(head), ...(await Promise.all(records.map(line)))];
  const encrypter = new Encrypter();
  encrypter.addRecipient(exportRecipient);
  const sealed = await encrypter.encrypt(`${lines.join("\n")}\n`);
  return new Blob([sealed as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" });
}
