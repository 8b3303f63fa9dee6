/** A package over a line that breaks: little is fetched twice, and what is damaged is not taken. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench, clear, switchOn } from "./attack/bench";
import { Tablet } from "./attack/browser";
import { passwordFor } from "./attack/exam";
import { Station } from "./attack/station";

const PACKAGE = /^\/api\/downloads\//;
const CANDIDATES = 410;
/** Each photograph is looked at by the server when it is imported: all of them in the long form. */
const PHOTOGRAPHS = process.env.MPA_LONG ? CANDIDATES : 40;
const PHOTO_BYTES = 75_000;
/** Of a line in the field; a faster one is ahead of the browser, in buffers that die with it. */
const PACE = 2_000_000;

let on: Bench;
let size = 0;

const fetched = (): number =>
  [...on.line.got].filter(([path]) => PACKAGE.test(path)).reduce((sum, [, n]) => sum + n, 0);

beforeAll(async () => {
  on = await bench(["asha", "binod"], CANDIDATES, PHOTO_BYTES, { pictured: PHOTOGRAPHS });
  // How large it is, another operator's tells.
  const token = await on.program.token("binod");
  const body = { examId: on.exam.id, password: await passwordFor(on.program, on.exam, "binod") };
  const given = await on.program.call<{ packageUrl: string; downloadToken: string }>(
    "POST",
    "/api/admin/download/verify",
    token,
    body,
  );
  const headers = { authorization: `Bearer ${token}`, "x-download-token": given.downloadToken };
  const answer = await fetch(new URL(given.packageUrl, on.program.address), { headers });
  size = (await answer.arrayBuffer()).byteLength;
  on.line.pace = PACE;
}, 500_000);
afterAll(() => clear(on));

test("cut at 30, 60 and 95 % and killed once, it is fetched no more than 1.1 times", async () => {
  let station = await switchOn(on);
  await station.come("asha");
  const at = (share: number): number => Math.round(share * size);
  const break_ = (after: number, what: "cut" | "hold") =>
    on.line.befall({ path: PACKAGE, side: "answer", after, what });
  const cut30 = break_(at(0.3), "cut");
  const held45 = break_(at(0.15), "hold");
  const cut60 = break_(at(0.15), "cut");
  const cut95 = break_(at(0.35), "cut");
  await station.order(await passwordFor(on.program, on.exam, "asha"));
  await cut30;
  await held45;
  await on.tablet.kill();
  station = await switchOn(on);
  await station.come("asha");
  await station.says("A download broke off and can go on");
  await station.go("setup");
  await cut60;
  await cut95;
  await station.page.getByText("Trial of devices is on this device").waitFor({ timeout: 60_000 });
  await station.go("");
  await station.says(`${CANDIDATES} candidates and ${PHOTOGRAPHS} photographs`);
  const share = fetched() / size;
  console.log(`package of ${size} bytes, fetched ${fetched()}: ${share.toFixed(3)}`);
  expect(share).toBeLessThanOrEqual(1.1);
  expect(share).toBeGreaterThan(1);
  expect(on.tablet.errors).toEqual([]);
});

test("one bit of it is another one: nothing of it is taken, that is said, and a second fetch needs no password", async () => {
  await on.tablet.end();
  on.tablet = new Tablet();
  const station = await switchOn(on);
  await station.come("binod");
  const flipped = on.line.befall({ path: PACKAGE, side: "answer", after: Math.round(size / 2), what: "flip" });
  await station.order(await passwordFor(on.program, on.exam, "binod"));
  await flipped;
  await station.says("What came is damaged");
  await station.says(/Nothing of it was taken/);
  expect((await station.counts("photos", "rosters", "pieces")).counts).toEqual([0, 0, 0]);
  await station.button("Fetch again").click();
  await station.page.getByText("Trial of devices is on this device").waitFor({ timeout: 60_000 });
  expect((await station.counts("photos", "rosters", "pieces")).counts).toEqual([PHOTOGRAPHS, 1, 0]);
  expect(on.tablet.errors).toEqual([]);
});

test("two tabs and a page that was left and opened again fetch it once", async () => {
  const station = new Station(on.tablet.context.pages()[0] as Page, on.line.address);
  const other = new Station(await on.tablet.context.newPage(), on.line.address);
  await other.come("binod");
  const before = fetched();
  await station.go("setup");
  await station.button("Fetch anew").click();
  await station.order(await passwordFor(on.program, on.exam, "binod"));
  await station.says("Fetching");
  await other.go("setup");
  await station.go("");
  await station.go("setup");
  await station.page.getByText("Trial of devices is on this device").waitFor({ timeout: 60_000 });
  await other.page.getByText("Trial of devices is on this device").waitFor({ timeout: 60_000 });
  expect((fetched() - before) / size).toBeLessThanOrEqual(1.2);
  expect(on.tablet.errors).toEqual([]);
});
