import { PASSWORD, Program } from "../kit";

/** How large it is: in full as issue 10 says, smaller to try the tests themselves. */
export const CENTRES = Number(process.env.MPA_CENTRES ?? 5_000);
export const IN_CENTRE = Number(process.env.MPA_IN_CENTRE ?? 20);
export const CANDIDATES = CENTRES * IN_CENTRE;
export const SECONDS = Number(process.env.MPA_SECONDS ?? 60);
/** Updates a second that are tried for. */
export const RATE = Number(process.env.MPA_RATE ?? 500);
const OPERATORS = 8;
/** Calls that are under way at once. */
const HANDS = 32;
const ASSIGNED_AT_ONCE = 2_000;

export const roll = (at: number): string => `27${String(at).padStart(7, "0")}`;

/** An exam of many centres that is on, and those who work in it. */
export interface Crowd {
  program: Program;
  head: string;
  exam: string;
  /** The operators' tokens; the centres are dealt out to them in turn. */
  operators: string[];
  /** Candidates that are still to come, by operator. */
  waiting: string[][];
}

interface Listed {
  items: { id: string; centreId: string; code: string }[];
  nextCursor?: string;
}

async function whole(crowd: Crowd, path: string): Promise<Listed["items"]> {
  const items: Listed["items"] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page: Listed = await crowd.program.call("GET", `${path}${more}`, crowd.head);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  return items;
}

function roster(): Blob {
  const rows = Array.from({ length: CANDIDATES }, (_, at) => {
    const centre = Math.floor(at / IN_CENTRE) + 1;
    return `${roll(at)},Candidate ${at},Father ${at},2004-07-14,N${String(centre).padStart(4, "0")},School ${centre},Morning`;
  });
  return new Blob([["Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot", ...rows].join("\n")]);
}

export async function gather(): Promise<Crowd> {
  const program = await Program.empty();
  const head = await program.token("head");
  const { id: exam } = await program.call<{ id: string }>("POST", "/api/exams", head, {
    name: "A large exam",
    code: "XL",
  });
  const crowd: Crowd = { program, head, exam, operators: [], waiting: [] };
  const form = new FormData();
  form.set("dryRun", "false");
  form.set("file", roster(), "roster.csv");
  const began = Date.now();
  await program.call("POST", `/api/exams/${exam}/candidates/import`, head, form);
  console.log(`${CANDIDATES} candidates of ${CENTRES} centres imported in ${seconds(began)} s`);
  await program.call("POST", "/api/slots/status", head, { examId: exam, slotName: "Morning", status: "active" });
  await staff(crowd);
  return crowd;
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

async function staff(crowd: Crowd): Promise<void> {
  const { program, head, exam } = crowd;
  const slots = await whole(crowd, `/api/slots?examId=${exam}&limit=1000`);
  const centres = new Map((await whole(crowd, "/api/centres?limit=1000")).map((one) => [one.id, one.code]));
  const ids: string[] = [];
  for (let at = 0; at < OPERATORS; at++) {
    const account = { username: `crowd${at}`, name: `Crowd ${at}`, role: "operator", password: PASSWORD };
    ids.push((await program.call<{ id: string }>("POST", "/api/operators", head, account)).id);
    crowd.waiting.push([]);
  }
  const assignments = slots.map((slot) => {
    const centre = Number(centres.get(slot.centreId)?.slice(1)) - 1;
    const operator = centre % OPERATORS;
    for (let place = 0; place < IN_CENTRE; place++) crowd.waiting[operator]?.push(roll(centre * IN_CENTRE + place));
    return { operatorId: ids[operator], slotId: slot.id };
  });
  for (let at = 0; at < assignments.length; at += ASSIGNED_AT_ONCE)
    await program.call("POST", "/api/slot/assign/bulk", head, {
      assignments: assignments.slice(at, at + ASSIGNED_AT_ONCE),
    });
  for (let at = 0; at < OPERATORS; at++) crowd.operators.push(await program.token(`crowd${at}`));
}

/** Marks online, at the rate that is asked for or at the one that the program can; how many it took. */
export async function come(crowd: Crowd): Promise<{ marked: number; rate: number }> {
  const { program, exam } = crowd;
  const began = Date.now();
  let marked = 0;
  let due = 0;
  const hand = async (operator: number): Promise<void> => {
    while (Date.now() - began < SECONDS * 1000) {
      // Whoever is late does not wait.
      const wait = began + (due++ * 1000) / RATE - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const rollNumber = crowd.waiting[operator]?.pop();
      if (!rollNumber) return;
      await program.call("POST", "/api/attendance", crowd.operators[operator], { examId: exam, rollNumber });
      marked++;
    }
  };
  await Promise.all(Array.from({ length: HANDS }, (_, at) => hand(at % OPERATORS)));
  return { marked, rate: (marked * 1000) / (Date.now() - began) };
}
