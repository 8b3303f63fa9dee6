import type { Browser } from "playwright-core";
import { expect, test } from "vitest";
import { Tablet } from "../attack/browser";
import type { Person } from "../kit";
import { holdCamera, show } from "../kit/camera";
import { FalseReader } from "../kit/fingerprints";
import { as, begin, type Centre, finish, type Photos, panel, picture, records, roll, spoken } from "./centre";
import { type Shown, Worker } from "./worker";

/** Ten candidates. Whose photograph is enrolled is a person of whom there is another picture, or at least one. */
const ENROLLED: Photos = new Map([
  [0, "obama.jpg"],
  [1, "biden.jpg"],
  [2, "astronaut.png"],
]);
const PEOPLE = 10;
/** Of one person alone there are two pictures; another's face before the second one's photograph does not match. */
const LIVE: ReadonlyMap<number, string> = new Map([
  [0, "obama2.jpg"],
  [1, "obama3.jpg"],
]);
/** A first picture of them shows nobody. */
const WALL = 0;
/** Marked meanwhile by another device, with a line. */
const ELSEWHERE = 9;
/** The finger is captured by a reader; of the others it is excepted. */
const FINGERS = 4;

export const says =
  `${PEOPLE} candidates: ${LIVE.size} by a face (of one person alone there are two public pictures: one candidate ` +
  `matches, one does not), ${PEOPLE - LIVE.size} without a picture, by a reason and the supervisor's override`;

export interface Day {
  centre: Centre;
  tablet: Tablet;
  reader: FalseReader;
  head: Person;
  chromium: Browser;
  worker: Worker;
}

async function on(tablet: Tablet, centre: Centre): Promise<Worker> {
  const page = await tablet.on();
  await holdCamera(tablet.context);
  await page.setViewportSize({ width: 1366, height: 768 });
  return new Worker(page, centre.line.address, "mouse", "day");
}

export async function morning(): Promise<Day> {
  const reader = await FalseReader.listening();
  reader.after = 20;
  const centre = await begin(PEOPLE, ENROLLED);
  const tablet = new Tablet();
  const [worker, { head, chromium }] = await Promise.all([on(tablet, centre), panel(centre)]);
  return { centre, tablet, reader, head, chromium, worker };
}

export async function evening(day: Day | undefined): Promise<void> {
  await day?.chromium.close();
  await day?.tablet.end();
  await day?.reader.end();
  await finish(day?.centre);
}

/** Face, finger, sheet, close. */
async function room({ worker }: Day, place: number): Promise<void> {
  const { page } = worker;
  await worker.press(worker.button(new RegExp(`^${roll(place)}`)));
  const live = LIVE.get(place);
  if (place === WALL) {
    // Grey: nobody. Without a line nobody knows that it is none; it is taken again all the same.
    await worker.press(worker.button("Take the picture"));
    await worker.press(worker.button("Yes, keep it"));
    await worker.field("Reader").waitFor();
    await worker.press(worker.button(/^Face/));
  }
  if (live) {
    await show(page, picture(live), 1);
    await worker.press(worker.button("Take the picture"));
    await worker.says("Is it the same person?");
    if (place === 0) await worker.shot("face-taken");
    await worker.press(worker.button("Yes, keep it"));
    await worker.says("It is scored when the line is back. A mismatch then goes to the supervisor.");
    if (place === 0) await worker.shot("face-kept");
    await worker.field("Reader").waitFor();
  } else {
    await worker.press(worker.button("No picture is possible"));
    const dialog = page.getByRole("dialog");
    await worker.press(worker.button(ENROLLED.has(place) ? "Face covered" : "No photograph enrolled", dialog));
    if (place === 2) await worker.shot("no-picture");
    await worker.press(worker.button("Go on without", dialog));
  }
  if (place < FINGERS) {
    await worker.press(worker.button("Capture"));
  } else {
    await worker.press(worker.button("No fingerprint"));
    await worker.press(worker.button("Worn ridges"));
    if (place === FINGERS) await worker.shot("no-finger");
    await worker.press(worker.button("Go on without"));
  }
  await worker.field("Barcode of the answer sheet").waitFor();
  await worker.scan(`OMR-${1000 + place}`);
  await expect.poll(() => worker.field("Barcode of the answer sheet").inputValue()).toBe(`OMR-${1000 + place}`);
  if (place === 0) await worker.shot("sheet");
  await worker.press(worker.button("Bind this sheet"));
  if (place === 0 || place === 2) await worker.shot("close");
  await worker.press(worker.button(live ? "Close" : "Leave it to the supervisor"));
  await worker.says(`${roll(place)} ${live ? "is through" : "is left to the supervisor"}`);
  if (place === 2) await worker.shot("left");
}

interface Waits {
  recordId: string;
  code: string;
  capturedAt: string;
}

const at = (one: { rollNumber: string | null; type: string; capturedAt: number }): string =>
  `${one.rollNumber} ${one.type} ${one.capturedAt}`;

/** What the page calls a kind of record, as the server does. */
const KINDS: Record<string, string> = {
  attendance: "attendance",
  face: "face",
  fingerprint: "fingerprint",
  "answer sheet": "omr",
  close: "biometric",
};

/** One day without a line, a browser that is killed, and everything handed over. */
export function working(of: () => Day): void {
  let shown: Shown[] = [];
  let before = 0;

  test("a device is set up with the password that head office reads out", async () => {
    const { worker, centre } = of();
    await worker.come("op1");
    await worker.says("This device holds no candidates yet");
    await worker.shot("empty");
    await worker.setUp(await spoken(centre, "op1"));
    await worker.says(`${PEOPLE} candidates and ${ENROLLED.size} photographs`);
    await worker.shot("home");
  });

  test(`without a line, ${says}`, async () => {
    const { worker, centre, head } = of();
    await head.page.evaluate(() => Object.assign(window, { stays: true }));
    before = await head.figure("Present");
    expect(before).toBe(0);
    await centre.line.cut();
    await worker.says(/^Line off since/);
    // Another device is faster with one of them.
    await as(centre, "op2", "POST", "/api/attendance", { examId: centre.exam, rollNumber: roll(ELSEWHERE) });
    await worker.go("Gate");
    for (let place = 0; place < PEOPLE; place++) {
      await worker.scan(roll(place));
      await worker.page.locator("[data-gate=found]").getByText(roll(place)).waitFor();
      if (place === 0) await worker.shot("found");
      await worker.press(worker.button("Present"));
      await worker.says("Present: saved");
      if (place === 0) await worker.shot("present");
    }
    await worker.go("Room");
    await worker.shot("room");
    for (let place = 0; place < PEOPLE; place++) await room(of(), place);
    await worker.page.getByText("0 wait here").waitFor();
    await worker.go("Records and sending");
    shown = await worker.records();
    await worker.shot("queue-offline");
    expect(shown).toHaveLength(4 * PEOPLE + LIVE.size + 1);
    expect(new Set(shown.map((one) => one.state))).toEqual(new Set(["waiting here"]));
  });

  test("the page is loaded anew, and the browser is killed with SIGKILL: what was shown is there", async () => {
    const { worker, tablet, centre } = of();
    await worker.page.reload();
    await worker.says("Who works here?");
    await worker.enter("op1");
    await expect.poll(() => worker.records()).toEqual(shown);
    await tablet.kill();
    of().worker = await on(tablet, centre);
    await of().worker.come("op1", "/station/queue");
    await expect.poll(() => of().worker.records()).toEqual(shown);
    expect(records(centre)).toEqual([]);
  });

  test("the line is back: all is handed over, and the panel moves by itself", async () => {
    const { worker, centre, head } = of();
    await centre.line.restore();
    await worker.page.getByText("Everything handed over").waitFor({ timeout: 60_000 });
    await expect.poll(() => head.figure("Present"), { timeout: 15_000 }).toBe(PEOPLE);
    expect(await head.page.evaluate(() => "stays" in window)).toBe(true);
    await expect
      .poll(() => records(centre).filter((one) => one.status === "pending" && one.code === "SCORING"))
      .toEqual([]);
    await worker.shot("queue-online");
  });

  test("the supervisor decides what was left to them, with the reasons of the operator", async () => {
    const { centre } = of();
    const path = `/api/sync/records/${centre.exam}?status=pending&limit=100`;
    const { items } = await as<{ items: Waits[] }>(centre, "super1", "GET", path);
    // In the order in which they were captured: a close needs what was captured before it.
    for (const { recordId } of items.sort((a, b) => a.capturedAt.localeCompare(b.capturedAt)))
      await as(centre, "super1", "POST", `/api/sync/records/${recordId}/decide`, {
        decision: "apply",
        reason: "I saw the candidate myself",
      });
    const codes = new Set(items.map((one) => one.code));
    expect(codes).toEqual(new Set(["STATION_INCOMPLETE", "FACE_NOT_VERIFIED", "OPERATOR_MISMATCH"]));
  });

  test("captured = applied + conflicts + refused, none doubled, each at the time that was shown", async () => {
    const { worker, centre } = of();
    const kept = records(centre);
    const count = (status: string): number => kept.filter((one) => one.status === status).length;
    const captured = shown.map(({ rollNumber, type, capturedAt }) =>
      at({ rollNumber, type: KINDS[type] ?? type, capturedAt: 1000 * Date.parse(capturedAt) }),
    );
    expect(kept.map(at).sort()).toEqual(captured.sort());
    expect(new Set(kept.map((one) => one.id)).size).toBe(kept.length);
    expect(kept.filter((one) => one.reused !== 0)).toEqual([]);
    expect([count("conflict"), count("failed")]).toEqual([1, 1]);
    expect(count("synced") + count("conflict") + count("failed")).toBe(captured.length);
    expect(new Set(kept.map((one) => one.capturedBy))).toEqual(new Set(["op1"]));
    // The device comes to know it by itself.
    const known = async () => {
      const after = await worker.records();
      return ["handed over", "conflict", "refused"].map((state) => after.filter((one) => one.state === state).length);
    };
    await expect.poll(known, { timeout: 30_000 }).toEqual(["synced", "conflict", "failed"].map(count));
    await worker.shot("settled");
  });
}
