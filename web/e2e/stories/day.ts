import type { Browser } from "playwright-core";
import { browser, Line, Person, Program, type Site, site, type Way } from "../kit";

/** One day of an exam, from an empty server to its last page; each theme goes on where the one before left off. */
export interface Day {
  program: Program;
  line: Line;
  site: Site;
  chromium: Browser;
  /** Head office, before its browser. */
  head: Person;
  way: Way;
  /** The token of head office's calls beside the page. */
  token: string;
  exam: string;
  /** Tokens of the others, by their user names. */
  tokens: Map<string, string>;
  /** When the device that falls silent was heard last. */
  silentFrom: number;
  beats: ReturnType<typeof setInterval> | undefined;
}

export const EXAM = { name: "National Entrance Test", code: "NET-26" };
export const CENTRES = ["C001", "C002", "C003"] as const;
/** Of each centre's candidates the first so many come. */
export const IN_CENTRE = 90;
export const CANDIDATES = IN_CENTRE * CENTRES.length;

export const roll = (centre: number, place: number): string => `26${centre + 1}${String(place).padStart(4, "0")}`;

const HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot";
const GIVEN = ["Asha", "Imran", "Meena", "Deepak", "Kavita", "Rahul", "Sunita", "Arjun", "Farah"];
const FAMILY = ["Verma", "Khan", "Sharma", "Joshi", "Patel", "Singh", "Nair"];

export function nameOf(place: number): string {
  return `${GIVEN[place % GIVEN.length]} ${FAMILY[place % FAMILY.length]}`;
}

/** The roster as a spreadsheet; with `bad`, three of its cells cannot be used. */
export function roster(bad: boolean): string {
  const rows = CENTRES.flatMap((code, centre) =>
    Array.from({ length: IN_CENTRE }, (_, place) => [
      roll(centre, place),
      nameOf(place),
      "Om Prakash",
      `2004-07-${String(1 + (place % 28)).padStart(2, "0")}`,
      code,
      `School ${centre + 1}`,
      "Morning",
    ]),
  );
  if (bad) {
    (rows[2] as string[])[3] = "31/02/2001";
    (rows[3] as string[])[0] = "";
    (rows[9] as string[])[4] = "";
  }
  return [HEADER, ...rows.map((row) => row.join(","))].join("\n");
}

export async function begin(way: Way): Promise<Day> {
  const program = await Program.empty();
  const pages = await site(program);
  const line = await Line.to(pages.address);
  const chromium = await browser();
  const head = await Person.at(chromium, line.address, { way });
  const token = await program.token("head");
  const rest = { tokens: new Map(), silentFrom: 0, beats: undefined, exam: "" };
  return { program, line, site: pages, chromium, head, way, token, ...rest };
}

export async function finish(day: Day): Promise<void> {
  clearInterval(day.beats);
  await day.chromium.close();
  await day.line.end();
  await day.site.end();
  await day.program.end();
}

/** What the page told the program, beside it. */
export const asHead = <T>(day: Day, method: string, path: string, body?: unknown): Promise<T> =>
  day.program.call<T>(method, path, day.token, body);

export const as = <T>(day: Day, who: string, method: string, path: string, body?: unknown): Promise<T> =>
  day.program.call<T>(method, path, day.tokens.get(who), body);

export interface Listed<T> {
  items: T[];
  total?: number;
}

/** Marks these present, a few at a time, as the gates of several centres do. */
export async function mark(day: Day, rolls: readonly (readonly [who: string, roll: string])[]): Promise<void> {
  const waiting = [...rolls];
  const gate = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await as(day, next[0], "POST", "/api/attendance", { examId: day.exam, rollNumber: next[1] });
  };
  await Promise.all([gate(), gate(), gate()]);
  // Whoever marks is heard of.
  day.silentFrom = Date.now();
}

/** Those places of each centre, with the operator of its gate. */
export function gates(from: number, to: number, centres: number = CENTRES.length): [string, string][] {
  const places = Array.from({ length: to - from }, (_, at) => from + at);
  return places.flatMap((place) =>
    Array.from({ length: centres }, (_, centre): [string, string] => [`op${centre + 1}`, roll(centre, place)]),
  );
}
