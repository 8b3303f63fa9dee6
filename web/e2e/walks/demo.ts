import type { Browser } from "playwright-core";
import { filled, ROUTES, type Route } from "../../src/app/routes";
import { browser, Line, Program, type Site, site } from "../kit";

/** The sample exam behind a line, with something for each page to show. */
export interface Demo {
  program: Program;
  line: Line;
  site: Site;
  chromium: Browser;
  exam: string;
  /** The address of each route, its places filled with what is there. */
  addresses: ReadonlyMap<Route, string>;
  /** What people have named: not ours to say in Hindi. */
  names: readonly string[];
}

interface Listed {
  items: Record<string, unknown>[];
}

/** The device of the second gate, which we name. */
const DEVICE = "gate-b";
const NAMED = [
  "name",
  "fatherName",
  "username",
  "rollNumber",
  "code",
  "slotName",
  "barcode",
  "deviceId",
  "appVersion",
  "reason",
];

/** One candidate whom two gates of the first centre recorded: a conflict that all may see who see any. */
async function conflict(program: Program, exam: string, head: string): Promise<string> {
  const [first, second] = await Promise.all([program.token("op1a"), program.token("op1b")]);
  const { items } = await program.call<Listed>("GET", `/api/candidates/${exam}?status=registered&limit=1`, first);
  const rollNumber = items[0]?.rollNumber;
  const capturedAt = new Date(Date.now() - 5_000).toISOString();
  await program.call("POST", "/api/attendance", first, { examId: exam, rollNumber });
  const record = { id: crypto.randomUUID(), entityType: "attendance", rollNumber, capturedAt };
  const batch = { examId: exam, deviceId: DEVICE, deviceTime: new Date().toISOString() };
  const records = [{ ...record, data: { status: "completed" } }];
  await program.call("POST", "/api/sync/upload", second, { ...batch, records });
  const path = `/api/sync/conflicts/${exam}?resolved=false`;
  return String((await program.call<Listed>("GET", path, head)).items[0]?.conflictId);
}

export async function begin(): Promise<Demo> {
  const program = await Program.demo();
  const pages = await site(program);
  const line = await Line.to(pages.address);
  const chromium = await browser();
  const head = await program.token("head");
  const supervisor = await program.token("super1");
  const read = (path: string, token = head) => program.call<Listed>("GET", path, token);
  const exams = await read("/api/exams");
  const exam = String(exams.items[0]?.id);
  const candidates = await read(`/api/candidates/${exam}?limit=1000`);
  const mine = await read(`/api/candidates/${exam}?limit=1`, supervisor);
  const centres = await read("/api/centres?limit=1000");
  const slots = await read(`/api/slots?examId=${exam}&limit=1000`);
  const people = await read("/api/operators?limit=1000").catch((): Listed => ({ items: [] }));
  const places: Record<string, string> = {
    "/exams/:e/candidates/:c": String(mine.items[0]?.id),
    "/exams/:e/centres/:c": String(mine.items[0]?.centreId),
    "/exams/:e/conflicts/:c": await conflict(program, exam, head),
  };
  const addresses = new Map(
    ROUTES.map((route) => [route, filled(route.path, { e: exam, c: places[route.path] ?? "" })] as const),
  );
  const devices = await read(`/api/devices/${exam}?limit=500`);
  const me = { items: [await program.call<Record<string, unknown>>("GET", "/api/auth/me", head)] };
  const all = [exams, candidates, centres, slots, people, devices, me].flatMap((list) => list.items);
  const names = new Set(all.flatMap((one) => NAMED.flatMap((name) => (one[name] ? [String(one[name])] : []))));
  return { program, line, site: pages, chromium, exam, addresses, names: [...names, DEVICE] };
}

export async function finish(demo: Demo): Promise<void> {
  await demo.chromium.close();
  await demo.line.end();
  await demo.site.end();
  await demo.program.end();
}
