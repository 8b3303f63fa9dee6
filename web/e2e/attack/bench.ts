import type { Page } from "playwright-core";
import { Line, Program } from "../kit";
import { holdCamera, show } from "../kit/camera";
import { Tablet } from "./browser";
import { type Candidate, type Exam, examOf, marked, picture } from "./exam";
import { pagesOf } from "./served";
import { Station } from "./station";

/** A program with one exam, a line, and a tablet that is killed and switched on again. */
export interface Bench {
  program: Program;
  pages: { address: string; end: () => void };
  line: Line;
  tablet: Tablet;
  exam: Exam;
  candidates: readonly Candidate[];
  live: Buffer;
}

/** A picture no wider or higher than so, as JPEG, without the lower part of a long one; Chromium draws it. */
export async function smaller(page: Page, jpeg: Uint8Array, side: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([given, most]) => {
      const bytes = Uint8Array.from(atob(given), (one) => one.charCodeAt(0));
      const drawn = await createImageBitmap(new Blob([bytes]));
      const high = Math.min(drawn.height, 1.3 * drawn.width);
      const scale = Math.min(1, most / high);
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [Math.round(drawn.width * scale), Math.round(high * scale)];
      canvas.getContext("2d")?.drawImage(drawn, 0, 0, drawn.width * scale, drawn.height * scale);
      return canvas.toDataURL("image/jpeg", 0.85).split(",")[1] ?? "";
    },
    [Buffer.from(jpeg).toString("base64"), side] as const,
  );
  return Buffer.from(base64, "base64");
}

const FACES = ["biden.jpg", "obama.jpg", "obama2.jpg"] as const;

export const rollOf = (place: number): string => `27${String(place).padStart(6, "0")}`;

/** So many people, the first of them with a photograph each of about so many bytes. */
export async function people(page: Page, count: number, bytes: number, pictured = count): Promise<Candidate[]> {
  const faces = await Promise.all(FACES.map((name) => smaller(page, picture(name), 360)));
  return Array.from({ length: count }, (_, at) => {
    const photo = at < pictured && marked(faces[at % faces.length] as Buffer, `photograph-of-${rollOf(at)}`, bytes);
    return { roll: rollOf(at), name: `Zibvqe Kanthrow ${at}`, photo: photo || undefined };
  });
}

export async function bench(
  operators: readonly string[],
  count: number,
  bytes: number,
  more: { pictured?: number; password?: string; served?: (program: Program) => Promise<Bench["pages"]> } = {},
): Promise<Bench> {
  const tablet = new Tablet();
  const [page, program] = await Promise.all([tablet.on(), Program.empty()]);
  const [candidates, live] = [
    await people(page, count, bytes, more.pictured),
    await smaller(page, picture("obama3.jpg"), 700),
  ];
  await tablet.kill();
  const [exam, pages] = await Promise.all([
    examOf(program, candidates, operators, more.password),
    more.served ? more.served(program) : pagesOf(program),
  ]);
  return { program, pages, line: await Line.to(pages.address), tablet, exam, candidates, live };
}

export async function clear({ program, pages, line, tablet }: Bench): Promise<void> {
  await tablet.end();
  await line.end();
  pages.end();
  await program.end();
}

/** The tablet on, with a camera; nobody has come yet. */
export async function switchOn({ tablet, line }: Bench): Promise<Station> {
  const page = await tablet.on();
  await holdCamera(tablet.context);
  return new Station(page, line.address);
}

/** Takes the face of somebody who is present. */
export async function takeFace(bench: Bench, station: Station, roll: string): Promise<void> {
  await station.go("room");
  await show(station.page, bench.live);
  await station.face(roll);
  await station.says(/Saved on this device|Match:|No match:/);
  await station.go("gate");
}

/** What the server has of a candidate: marks, faces, and records that a device handed over. */
export function held({ program }: Bench, roll: string): { marks: number; faces: number; records: string[] } {
  const one = (table: string): number => {
    const query = `SELECT count(*) FROM ${table} JOIN candidate c ON c.id = candidate_id AND c.exam_id = ${table}.exam_id WHERE c.roll_number = '${roll}'`;
    return program.sql<[number]>(query)[0]?.[0] ?? 0;
  };
  const records = program.sql<[string, string]>(
    `SELECT r.entity_type, r.status FROM sync_record r JOIN candidate c ON c.id = r.candidate_id AND c.exam_id = r.exam_id
     WHERE c.roll_number = '${roll}' ORDER BY r.received_at`,
  );
  return { marks: one("attendance"), faces: one("face_attempt"), records: records.map((row) => row.join(" ")) };
}
