import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { Browser } from "playwright-core";
import { built, Served } from "../attack/served";
import { browser, Line, PASSWORD, Person, Program } from "../kit";

/** A centre with two operators and a supervisor, as head office has set it up by calls; nobody works there yet. */
export interface Centre {
  program: Program;
  /** With `MPA_PAGES=built`: the pages of this folder before the program. */
  served: Served | undefined;
  /** Between the stations and the program. Head office has a line of its own. */
  line: Line;
  exam: string;
  tokens: Map<string, string>;
  /** Candidates by their roll numbers. */
  candidates: Map<string, string>;
  /** Accounts by their user names. */
  accounts: Map<string, string>;
}

interface Listed<T> {
  items: T[];
}

const PICTURES = join(process.env.MPA_MODELS ?? "../models", "pictures");
export const EXAM = { name: "Teacher Entrance Test", code: "TET-26" };
const GIVEN = ["Asha", "Imran", "Meena", "Deepak", "Kavita", "Rahul", "Sunita", "Arjun", "Farah"];

export const roll = (place: number): string => `TE26${String(place).padStart(4, "0")}`;

/** A public picture, as `make setup` fetches them beside the models. */
export const picture = (name: string): Buffer => readFileSync(join(PICTURES, name));

/** Whose photographs are with the roster, by the candidates' places. */
export type Photos = ReadonlyMap<number, string>;

function form(fields: Record<string, Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    data.append(name, value, name === "file" ? "roster.csv" : "photos.zip");
  return data;
}

/** The roster as a spreadsheet, and the photographs that it names. */
function imported(people: number, photos: Photos): FormData {
  const rows = Array.from({ length: people }, (_, at) =>
    [
      roll(at),
      `${GIVEN[at % GIVEN.length]} Verma`,
      "Om Prakash",
      "2004-07-14",
      "C001",
      "School 1",
      "Morning",
      String(1 + (at % 4)),
      String(1 + at),
      photos.get(at) ?? "",
    ].join(","),
  );
  const header = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot,Room,Seat,Photo";
  const file = new Blob([[header, ...rows].join("\n")]);
  const pictures = [...new Set(photos.values())].map((name) => [name, new Uint8Array(picture(name))] as const);
  if (pictures.length === 0) return form({ file });
  const zip = zipSync({ "read.me": strToU8("photographs"), ...Object.fromEntries(pictures) }, { level: 0 });
  return form({ file, photos: new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" }) });
}

export const as = <T>(centre: Centre, who: string, method: string, path: string, body?: unknown): Promise<T> =>
  centre.program.call<T>(method, path, centre.tokens.get(who), body);

let folder: Promise<string> | undefined;

/** An exam whose operators decide over a face that did not match, on a server that was empty. */
export async function begin(people: number, photos: Photos = new Map()): Promise<Centre> {
  const program = await Program.empty();
  if (process.env.MPA_PAGES === "built") folder ??= built();
  const served = folder && (await Served.of(program, await folder));
  const line = await Line.to(served?.address ?? program.address);
  const centre: Centre = {
    program,
    served,
    line,
    exam: "",
    tokens: new Map([["head", await program.token("head")]]),
    candidates: new Map(),
    accounts: new Map(),
  };
  const asHead = <T>(method: string, path: string, body?: unknown) => as<T>(centre, "head", method, path, body);
  const settings = { allowMismatchApproval: true };
  centre.exam = (await asHead<{ id: string }>("POST", "/api/exams", { ...EXAM, settings })).id;
  const { photos: taken } = await asHead<{ photos: { rejected: object[] } }>(
    "POST",
    `/api/exams/${centre.exam}/candidates/import`,
    imported(people, photos),
  );
  if (taken.rejected.length > 0) throw new Error(`photographs were not taken: ${JSON.stringify(taken.rejected)}`);
  const [school] = (await asHead<Listed<{ id: string }>>("GET", "/api/centres")).items;
  const [slot] = (await asHead<Listed<{ id: string }>>("GET", `/api/slots?examId=${centre.exam}`)).items;
  await asHead("PATCH", `/api/slots/${slot?.id}`, { status: "active" });
  for (const [username, name, role] of [
    ["op1", "Operator One", "operator"],
    ["op2", "Operator Two", "operator"],
    ["super1", "Supervisor One", "supervisor"],
  ] as const) {
    const account = { username, name, role, password: PASSWORD, centreId: school?.id };
    const { id } = await asHead<{ id: string }>("POST", "/api/operators", account);
    centre.accounts.set(username, id);
    if (role === "operator") await asHead("POST", "/api/slot/assign", { operatorId: id, slotId: slot?.id });
    centre.tokens.set(username, await program.token(username));
  }
  const all = await asHead<Listed<{ id: string; rollNumber: string }>>(
    "GET",
    `/api/candidates/${centre.exam}?limit=200`,
  );
  for (const one of all.items) centre.candidates.set(one.rollNumber, one.id);
  return centre;
}

export async function finish(centre: Centre | undefined): Promise<void> {
  await centre?.line.end();
  await centre?.served?.end();
  await centre?.program.end();
}

/** A download password, as head office reads it out. */
export async function spoken(centre: Centre, username: string): Promise<string> {
  const path = "/api/admin/download/password/generate";
  const body = { examId: centre.exam, operatorId: centre.accounts.get(username) };
  return (await as<{ password: string }>(centre, "head", "POST", path, body)).password;
}

/** Head office before its panel of the exam, with a line that nobody cuts. */
export async function panel(centre: Centre): Promise<{ head: Person; chromium: Browser }> {
  const chromium = await browser();
  const head = await Person.at(chromium, centre.program.address);
  await head.logIn("head");
  await head.go(`/exams/${centre.exam}`);
  return { head, chromium };
}

/** A record as the server keeps it. */
export interface KeptRecord {
  id: string;
  type: string;
  status: "pending" | "synced" | "conflict" | "failed" | "superseded";
  code: string | null;
  /** Microseconds since 1970. */
  capturedAt: number;
  rollNumber: string | null;
  capturedBy: string;
  reused: number;
  /** How often it was handed over. */
  handed: number;
}

const QUESTION = `
SELECT r.record_id, r.entity_type, r.status, r.code, r.captured_at, c.roll_number, a.username, r.reused,
  (SELECT sum(h.times) FROM sync_hand_over h WHERE h.record_id = r.id)
FROM sync_record r
JOIN account a ON a.id = r.operator_id
LEFT JOIN candidate c ON c.exam_id = r.exam_id AND c.id = r.candidate_id
ORDER BY r.captured_at, r.received_at`;

type Row = [string, string, KeptRecord["status"], string | null, number, string | null, string, number, number];

/** What the server has of devices, asked of its database. */
export const records = (centre: Centre): KeptRecord[] =>
  centre.program
    .sql<Row>(QUESTION)
    .map(([id, type, status, code, capturedAt, rollNumber, capturedBy, reused, handed]) => {
      return { id, type, status, code, capturedAt, rollNumber, capturedBy, reused, handed };
    });
