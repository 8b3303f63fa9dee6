import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { PASSWORD, type Program } from "../kit";

const PICTURES = join(process.env.MPA_MODELS ?? "../models", "pictures");
export const picture = (name: string): Buffer => readFileSync(join(PICTURES, name));

const JPEG_MARKS = { start: 2, comment: 0xfe, most: 65_533 };

/** The same picture with a comment: other bytes, by which it is found again. Filled up to so many bytes. */
export function marked(jpeg: Uint8Array, comment: string, bytes = 0): Buffer {
  const said = Buffer.from(comment);
  const filled = Math.max(said.length, bytes - jpeg.length - 4);
  const held = Buffer.alloc(Math.min(filled, JPEG_MARKS.most), 0x2e);
  // What fills it can be packed no smaller.
  for (let at = said.length; at < held.length; at++) held[at] = 0x20 + ((at * 7919 + said.length * 31) % 90);
  said.copy(held);
  const head = Buffer.from([0xff, JPEG_MARKS.comment, (held.length + 2) >> 8, (held.length + 2) & 0xff]);
  const { start } = JPEG_MARKS;
  return Buffer.concat([jpeg.subarray(0, start), head, held, jpeg.subarray(start)]);
}

export interface Candidate {
  roll: string;
  name: string;
  photo?: Buffer | undefined;
}

export interface Exam {
  id: string;
  head: string;
  slot: string;
  /** The id of each operator, by user name. */
  operators: Map<string, string>;
}

/** An exam of one slot at one centre, running, with its operators. */
export async function examOf(
  program: Program,
  candidates: readonly Candidate[],
  operators: readonly string[],
  password = PASSWORD,
): Promise<Exam> {
  const head = await program.token("head");
  const ask = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    program.call<T>(method, path, head, body);
  const { id } = await ask<{ id: string }>("POST", "/api/exams", { name: "Trial of devices", code: `T${Date.now()}` });
  const header = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot,Photo";
  const rows = candidates.map(({ roll, name, photo }) =>
    [roll, name, "Om Prakash", "2004-07-01", "C001", "School 1", "Morning", photo ? `${roll}.jpg` : ""].join(","),
  );
  const form = new FormData();
  form.append("file", new Blob([[header, ...rows].join("\n")], { type: "text/csv" }), "roster.csv");
  const photos = candidates.flatMap(({ roll, photo }) =>
    photo ? [[`${roll}.jpg`, new Uint8Array(photo)] as const] : [],
  );
  const zip = zipSync(photos.length > 0 ? Object.fromEntries(photos) : { "none.txt": strToU8("none") }, { level: 0 });
  form.append("photos", new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" }), "photos.zip");
  const done = await ask<{ photos: { enrolled: number } }>("POST", `/api/exams/${id}/candidates/import`, form);
  if (done.photos.enrolled !== photos.length)
    throw new Error(`photographs were refused: ${JSON.stringify(done.photos)}`);
  const slots = await ask<{ items: { id: string; centreId: string }[] }>("GET", `/api/slots?examId=${id}`);
  const { id: slot, centreId } = slots.items[0] ?? { id: "", centreId: "" };
  await ask("PATCH", `/api/slots/${slot}`, { status: "active" });
  const made = new Map<string, string>();
  for (const username of operators) {
    const account = { username, name: username, role: "operator", password, centreId };
    const { id: operatorId } = await ask<{ id: string }>("POST", "/api/operators", account);
    await ask("POST", "/api/slot/assign", { operatorId, slotId: slot });
    made.set(username, operatorId);
  }
  return { id, head, slot, operators: made };
}

/** What head office reads out. */
export async function passwordFor(program: Program, exam: Exam, username: string): Promise<string> {
  const body = { examId: exam.id, operatorId: exam.operators.get(username) };
  const path = "/api/admin/download/password/generate";
  return (await program.call<{ password: string }>("POST", path, exam.head, body)).password;
}
