/** A newer release comes in the middle of a candidate: nothing changes until somebody has time for it, and nothing is lost. */
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench, clear, held, rollOf, switchOn, takeFace } from "./attack/bench";
import { Tablet } from "./attack/browser";
import { passwordFor } from "./attack/exam";
import { leave, type Written } from "./attack/release-0.6.0";
import { built, type Change, Served } from "./attack/served";
import { Station } from "./attack/station";
import { stopAt } from "./attack/stops";
import { PASSWORD } from "./kit";

/** What tells the next release from this one: a word, and a schema with one store more. */
const NEXT: readonly Change[] = [
  { file: "text/en.json", from: "Who works here?", to: "Who works here now?" },
  { file: "device/db.ts", from: /VERSION = \d+/, to: "VERSION = 99" },
  {
    file: "device/db.ts",
    from: "function upgrade(db: IDBPDatabase<Kept>, from: number): void {",
    to: `function upgrade(db: IDBPDatabase<Kept>, from: number): void {
      if (from > 0) { db.deleteObjectStore("photos"); db.createObjectStore("photos"); }
      db.createObjectStore("trial" as never);`,
  },
];

let on: Bench;
let served: Served;
let next: string;
let station: Station;

beforeAll(async () => {
  const now = await built();
  next = await built(NEXT);
  const serve = async (program: Bench["program"]): Promise<Served> => {
    served = await Served.of(program, now);
    return served;
  };
  on = await bench(["asha", "binod"], 8, 40_000, { served: serve });
}, 180_000);
afterAll(() => clear(on));

const marker = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as { same?: number }).same);
const mark = (page: Page): Promise<unknown> => page.evaluate(() => Object.assign(window, { same: 1 }));

/** As the page does by itself every minute; until the newer release waits. */
const lookForNewer = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/station");
    await registration?.update();
    while (!registration?.waiting) await new Promise((resolve) => setTimeout(resolve, 100));
  });

test("it is served in the middle of a candidate: nothing moves, and the candidate is finished", async () => {
  station = await switchOn(on);
  await station.come("asha");
  await station.kept();
  await station.order(await passwordFor(on.program, on.exam, "asha"));
  await station.says("Trial of devices is on this device");
  await station.mark(rollOf(0));
  // The first load came before its worker; from now on the pages are the worker's.
  await station.come("asha");
  await mark(station.page);
  served.away = true;
  await station.go("gate");
  await station.scan(rollOf(1));

  served.folder = next;
  await lookForNewer(station.page);
  await station.page.waitForTimeout(500);
  await station.button("Present").click();
  await station.says("Present: saved");
  await takeFace(on, station, rollOf(1));
  expect(await marker(station.page)).toBe(1);
  expect(await station.page.getByText("A newer release is here").count()).toBe(0);
});

test("on the start page it is offered, and not while another tab works", async () => {
  const other = new Station(await on.tablet.context.newPage(), on.line.address);
  await other.come("asha");
  await other.go("gate");
  await other.scan(rollOf(2));
  await station.go("");
  await station.says("A newer release is here");
  await station.button("Load it").click();
  await station.says("Somebody is working in another tab");
  await mark(other.page);
  await other.button("Present").click();
  await other.says("Present: saved");
  expect([await marker(station.page), await marker(other.page)]).toEqual([1, 1]);
  await other.page.close();
});

test("it is killed in the migration of the store: what the former release wrote is whole, and is migrated", async () => {
  const { held: stood } = await stopAt(
    station.page,
    { on: "createObjectStore", store: "trial", when: "after" },
    "start",
  );
  await station.button("Load it").click();
  await station.says("Who works here now?");
  station.type("asha").catch(() => undefined);
  await stood;
  await on.tablet.kill();
  station = await switchOn(on);
  await station.open();
  expect(await station.counts("photos", "outbox")).toEqual({ version: 1, counts: [8, 4] });
  await station.come("asha");
  const records = (await station.records()).map((one) => one.replace(/ \d\d:.*/, ""));
  expect(records).toEqual([
    `${rollOf(2)} attendance`,
    `${rollOf(1)} face`,
    `${rollOf(1)} attendance`,
    `${rollOf(0)} attendance`,
  ]);
});

test("the queue that the former release wrote is sent", async () => {
  served.away = false;
  await station.says("Everything handed over");
  expect(held(on, rollOf(1))).toEqual({ marks: 1, faces: 1, records: ["attendance synced", "face synced"] });
  expect(held(on, rollOf(2))).toEqual({ marks: 1, faces: 0, records: ["attendance synced"] });
  expect(on.tablet.errors).toEqual([]);
});

test("the queue that release 0.6.0 left on a device is sent by this one", async () => {
  await on.tablet.end();
  on.tablet = new Tablet();
  const [examId, operatorId] = [on.exam.id, on.exam.operators.get("binod") ?? ""];
  const { program } = on;
  const token = await program.token("binod");
  const password = await passwordFor(program, on.exam, "binod");
  const given = await program.call<{ packageUrl: string; downloadToken: string }>(
    "POST",
    "/api/admin/download/verify",
    token,
    { examId, password },
  );
  const headers = { authorization: `Bearer ${token}`, "x-download-token": given.downloadToken };
  const answer = await fetch(new URL(given.packageUrl, program.address), { headers });
  const entries = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const read = (name: string): string => new TextDecoder().decode(entries[name]);
  const people = read("candidates.jsonl")
    .split("\n")
    .filter(Boolean)
    .map((one) => JSON.parse(one));
  const file = JSON.parse(read("exam.json")) as { exam: { id: string }; captureToken: string };
  const of = (roll: string, entityType: Written["entityType"], more: Partial<Written>): Written => ({
    examId,
    entityType,
    candidateId: people.find((one) => one.rollNumber === roll).id,
    rollNumber: roll,
    capturedAt: new Date().toISOString(),
    captureToken: file.captureToken,
    data: {},
    ...more,
  });
  const present = { data: { status: "completed" } };
  const records = [
    { inside: of(rollOf(5), "attendance", present) },
    { inside: of(rollOf(6), "attendance", present) },
    { inside: of(rollOf(6), "face", { imageType: "image/jpeg" }), image: new Uint8Array(on.live) },
  ];
  station = await switchOn(on);
  await station.page.goto(`${on.line.address}/station/manifest.webmanifest`);
  await leave(station.page, {
    username: "binod",
    operatorId,
    password: PASSWORD,
    roster: { ...file, people } as never,
    records,
  });
  await station.come("binod");
  await station.says("Everything handed over");
  expect(held(on, rollOf(5))).toEqual({ marks: 1, faces: 0, records: ["attendance synced"] });
  expect(held(on, rollOf(6))).toEqual({ marks: 1, faces: 1, records: ["attendance synced", "face synced"] });
  expect(
    program.sql(`SELECT DISTINCT device_id FROM sync_record WHERE operator_id = x'${operatorId.replaceAll("-", "")}'`),
  ).toEqual([["station-7K2M9Q"]]);
  expect(on.tablet.errors).toEqual([]);
});
