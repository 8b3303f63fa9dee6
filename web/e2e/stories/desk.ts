import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { expect, test } from "vitest";
import { browser, Line, PASSWORD, Person, Program, type Site, site, type Way } from "../kit";

/** One morning at a centre with two operators and two supervisors, one of whom sits before a browser. */
export interface Morning {
  program: Program;
  line: Line;
  site: Site;
  chromium: Browser;
  supervisor: Person;
  exam: string;
  tokens: Map<string, string>;
  /** Candidates by their roll numbers. */
  candidates: Map<string, string>;
}

interface Listed<T> {
  items: T[];
}
interface Candidate {
  id: string;
  rollNumber: string;
  status: string;
  attendance?: { id: string; operatorId: string };
}

const PICTURES = join(process.env.MPA_MODELS ?? "../models", "pictures");
const CANDIDATES = 12;
const roll = (place: number): string => `2610${String(place).padStart(4, "0")}`;

const ROSTER = [
  "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot",
  ...Array.from(
    { length: CANDIDATES },
    (_, at) => `${roll(at)},Asha Verma,Om Prakash,2004-07-14,C001,School 1,Morning`,
  ),
].join("\n");

/** A public picture, as `make setup` fetches them beside the models. */
function picture(name: string): Blob {
  return new Blob([readFileSync(join(PICTURES, name))]);
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) data.append(name, value, "picture.jpg");
    else data.append(name, value);
  }
  return data;
}

const as = <T>(morning: Morning, who: string, method: string, path: string, body?: unknown): Promise<T> =>
  morning.program.call<T>(method, path, morning.tokens.get(who), body);

const candidate = (morning: Morning, place: number): Promise<Candidate> =>
  as(morning, "head", "GET", `/api/candidates/${morning.exam}/${morning.candidates.get(roll(place))}`);

/** An exam with a slot that is on, made by head office's calls. */
async function setUp(morning: Morning): Promise<void> {
  morning.tokens.set("head", await morning.program.token("head"));
  const made = { name: "Teacher Entrance Test", code: "TET-26" };
  morning.exam = (await as<{ id: string }>(morning, "head", "POST", "/api/exams", made)).id;
  const file = form({ file: new Blob([ROSTER]) });
  await as(morning, "head", "POST", `/api/exams/${morning.exam}/candidates/import`, file);
  const { items: centres } = await as<Listed<{ id: string }>>(morning, "head", "GET", "/api/centres");
  const slots = `/api/slots?examId=${morning.exam}`;
  const slot = (await as<Listed<{ id: string }>>(morning, "head", "GET", slots)).items[0]?.id;
  await as(morning, "head", "PATCH", `/api/slots/${slot}`, { status: "active" });
  for (const [username, name] of [
    ["op1", "Gate"],
    ["op2", "Room"],
    ["super1", "Supervisor One"],
    ["super2", "Supervisor Two"],
  ] as const) {
    const role = username.startsWith("op") ? "operator" : "supervisor";
    const account = { username, name, role, password: PASSWORD, centreId: centres[0]?.id };
    const { id } = await as<{ id: string }>(morning, "head", "POST", "/api/operators", account);
    if (role === "operator") await as(morning, "head", "POST", "/api/slot/assign", { operatorId: id, slotId: slot });
    morning.tokens.set(username, await morning.program.token(username));
  }
  const all = await as<Listed<Candidate>>(morning, "head", "GET", `/api/candidates/${morning.exam}?limit=100`);
  for (const one of all.items) morning.candidates.set(one.rollNumber, one.id);
}

export async function begin(way: Way): Promise<Morning> {
  const program = await Program.empty();
  const pages = await site(program);
  const line = await Line.to(pages.address);
  const chromium = await browser();
  const supervisor = await Person.at(chromium, line.address, { way });
  const rest = { exam: "", tokens: new Map<string, string>(), candidates: new Map<string, string>() };
  const morning = { program, line, site: pages, chromium, supervisor, ...rest };
  await setUp(morning);
  return morning;
}

export async function finish(morning: Morning): Promise<void> {
  await morning.chromium.close();
  await morning.line.end();
  await morning.site.end();
  await morning.program.end();
}

const mark = (morning: Morning, who: string, place: number) =>
  as<{ id: string }>(morning, who, "POST", "/api/attendance", { examId: morning.exam, rollNumber: roll(place) });

/** What a device captured without a line is handed over. */
async function handOver(morning: Morning, who: string, record: object, secondsAgo: number): Promise<string> {
  const capturedAt = new Date(Date.now() - secondsAgo * 1000).toISOString();
  const records = [{ id: crypto.randomUUID(), capturedAt, ...record }];
  const batch = { examId: morning.exam, deviceId: `${who}-tablet`, deviceTime: new Date().toISOString(), records };
  const told = await as<{ results: { status: string }[] }>(morning, who, "POST", "/api/sync/upload", batch);
  return told.results[0]?.status ?? "";
}

/** Somebody else stands before the camera than is on the form; the fingerprint and the sheet are there. */
async function impostor(morning: Morning, place: number): Promise<void> {
  const [examId, candidateId] = [morning.exam, morning.candidates.get(roll(place)) ?? ""];
  const barcode = `OMR-${place}`;
  await as(morning, "head", "POST", "/api/face/enroll", form({ examId, candidateId, faceImage: picture("biden.jpg") }));
  await mark(morning, "op1", place);
  const compared = form({ examId, candidateId, liveFaceImage: picture("obama.jpg") });
  const { verified } = await as<{ verified: boolean }>(morning, "op1", "POST", "/api/face/verify", compared);
  expect(verified).toBe(false);
  const finger = form({ examId, candidateId, exceptionReason: "Bandaged hand" });
  await as(morning, "op1", "POST", "/api/fingerprint/capture", finger);
  await as(morning, "op1", "POST", "/api/omr/scan", { examId, barcode });
  await as(morning, "op1", "POST", "/api/omr/validate", { examId, barcode, rollNumber: roll(place) });
}

/** A supervisor decides. */
export function deciding(of: () => Morning): void {
  /** One of the things that wait, or a candidate who was found. */
  const row = (name: RegExp) => of().supervisor.button(name).first();
  const gone = (name: RegExp) => expect.poll(() => of().supervisor.button(name).count()).toBe(0);

  test("whoever logs in as supervisor is before the desk of the exam that runs, and nothing waits", async () => {
    const { supervisor, exam } = of();
    await supervisor.logIn("super1");
    await supervisor.heading("Desk").waitFor();
    await supervisor.says("Nothing waits for you");
    expect(new URL(supervisor.page.url()).pathname).toBe(`/desk/${exam}`);
  });

  test("a face that did not match comes by itself, both pictures side by side, and is decided with a reason", async () => {
    const { supervisor } = of();
    await impostor(of(), 0);
    await row(/^26100000.*Face not matched/).waitFor();
    await supervisor.hands.press(row(/^26100000/));
    const pictures = supervisor.page.locator("main figure img");
    await expect.poll(() => pictures.count()).toBe(2);
    const widths = () => pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
    await expect.poll(async () => Math.min(...(await widths()))).toBeGreaterThan(0);
    await supervisor.says(/of \d+ strangers|stranger in ten/i);
    await supervisor.hands.press(supervisor.button("Close without a match"));
    await supervisor.hands.press(supervisor.button("Identity document checked"));
    await supervisor.hands.press(supervisor.button("Close the station"));
    await supervisor.says("Station 2 of 26100000 is closed");
    await gone(/^26100000/);
    expect((await candidate(of(), 0)).status).toBe("biometric_completed");
  });

  test("a record that waits is applied, and one for a wrong roll number is corrected", async () => {
    const { supervisor } = of();
    const first = await mark(of(), "op1", 1);
    await as(of(), "op1", "POST", `/api/attendance/${first.id}/undo`, { reason: "Pressed by mistake" });
    const entry = { entityType: "attendance", data: { status: "completed" } };
    expect(await handOver(of(), "op2", { ...entry, rollNumber: roll(1) }, 30)).toBe("pending");
    expect(await handOver(of(), "op2", { ...entry, rollNumber: "99999" }, 20)).toBe("failed");
    await supervisor.hands.press(row(/^26100001.*Waits for you: attendance/));
    await supervisor.says(/this mark may be from before that/);
    await supervisor.hands.press(supervisor.button("Apply"));
    await supervisor.hands.press(supervisor.button("I saw the candidate myself"));
    await supervisor.hands.press(supervisor.button("Apply it"));
    await supervisor.says("The record of 26100001 is applied");
    await gone(/^26100001/);
    expect((await candidate(of(), 1)).status).toBe("attendance_completed");

    await supervisor.hands.press(row(/^Roll number not known.*Could not be used/));
    await supervisor.hands.press(supervisor.button("Apply corrected"));
    await supervisor.hands.type(supervisor.field("Roll number"), roll(2));
    await supervisor.hands.type(supervisor.field("Reason"), "The card was read wrongly.");
    await supervisor.hands.press(supervisor.button("Apply it corrected"));
    await supervisor.says(/is applied as corrected/);
    await gone(/^Roll number not known/);
    expect((await candidate(of(), 2)).status).toBe("attendance_completed");
  });

  test("nobody decides what they captured themselves: it is said who can", async () => {
    const { supervisor } = of();
    const entry = { entityType: "attendance", rollNumber: "88888", data: { status: "completed" } };
    expect(await handOver(of(), "super1", entry, 10)).toBe("failed");
    await supervisor.hands.press(row(/^Roll number not known/));
    await supervisor.says("Somebody else decides it: Supervisor Two, Head office.");
    expect(await supervisor.button("Apply").count()).toBe(0);
    await supervisor.hands.press(row(/^Roll number not known/));
  });

  test("a candidate is found by roll number, handed over, and their attendance is taken back", async () => {
    const { supervisor } = of();
    await mark(of(), "op1", 3);
    await supervisor.hands.press(supervisor.button("Find a candidate"));
    await supervisor.page.keyboard.type(roll(3));
    await supervisor.hands.press(supervisor.button("Hand over"));
    await supervisor.hands.choose(supervisor.field("To whom"), /^Room/);
    await supervisor.hands.press(supervisor.button("The device has failed"));
    await supervisor.hands.press(supervisor.page.getByRole("dialog").getByRole("button", { name: "Hand over" }));
    await supervisor.says("Room goes on with the candidate");
    await supervisor.hands.press(supervisor.button("Take attendance back"));
    await supervisor.hands.press(supervisor.button("Marked at two gates"));
    await supervisor.hands.press(supervisor.button("Take it back"));
    await supervisor.says("The attendance of 26100003 was taken back");
    expect((await candidate(of(), 3)).status).toBe("registered");
  });

  test("a sheet is made void, and a second time is refused in words", async () => {
    const { supervisor, exam } = of();
    const barcode = "OMR-3";
    await mark(of(), "op1", 4);
    await as(of(), "op1", "POST", "/api/omr/scan", { examId: exam, barcode });
    await as(of(), "op1", "POST", "/api/omr/validate", { examId: exam, barcode, rollNumber: roll(4) });
    for (const says of [/Sheet OMR-3 is void/, "This sheet is void."]) {
      await supervisor.hands.press(supervisor.button("A damaged sheet"));
      await supervisor.hands.type(supervisor.field("Barcode of the sheet"), barcode);
      await supervisor.hands.press(supervisor.button("Torn or wet"));
      await supervisor.hands.press(supervisor.button("Make it void"));
      await supervisor.says(says);
    }
    await supervisor.hands.press(supervisor.button("Cancel"));
  });

  test("without a line everything stays, with its age, and nothing can be decided", async () => {
    const { supervisor, line } = of();
    const entry = { entityType: "attendance", rollNumber: "77777", data: { status: "completed" } };
    await handOver(of(), "op1", entry, 10);
    const waits = row(/^Roll number not known.*Gate · op1-tablet/);
    await supervisor.hands.press(waits);
    const aside = supervisor.button("Set aside");
    await expect.poll(() => aside.isEnabled()).toBe(true);
    await line.cut();
    await supervisor.page.getByText(/^No line. This is how it was at/).waitFor({ timeout: 40_000 });
    expect(await aside.isEnabled()).toBe(false);
    await supervisor.says("This needs the line.");
    await line.restore();
    await expect.poll(() => aside.isEnabled(), { timeout: 40_000 }).toBe(true);
    await supervisor.hands.press(aside);
    await supervisor.hands.press(supervisor.button("Was captured again"));
    await supervisor.hands.press(supervisor.page.getByRole("dialog").getByRole("button", { name: "Set it aside" }));
    await supervisor.says(/is set aside/);
    await gone(/^Roll number not known.*Gate · op1-tablet/);
  });
}
