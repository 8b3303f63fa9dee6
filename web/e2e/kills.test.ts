/** Chromium is killed at twelve points: what was shown as saved is there, and nothing is doubled. */
import { afterAll, test as any, beforeAll, expect, onTestFailed } from "vitest";
import { type Bench, bench, clear, held, rollOf, switchOn, takeFace } from "./attack/bench";
import { passwordFor } from "./attack/exam";
import { Station } from "./attack/station";
import { type Point, stopAt } from "./attack/stops";
import { PASSWORD } from "./kit";

const UPLOAD = /^\/api\/sync\/upload/;
const PACKAGE = /^\/api\/downloads\//;
/** Of a photograph; the package has fourteen of them. */
const PHOTO_BYTES = 40_000;

let on: Bench;
let station: Station;
let failed = false;

/** Each goes on where the one before left the device; after one that failed nothing is known of it. */
const test = (name: string, story: () => Promise<void>): void =>
  any(name, { timeout: 120_000 }, async (context) => {
    if (failed) return context.skip();
    failed = true;
    onTestFailed(async () => console.log(await on.tablet.shows()));
    await story();
    failed = false;
  });

const kill = (): Promise<void> => on.tablet.kill();

/** Switched on after it was killed, and opened with the password. */
async function again(username = "asha", password = PASSWORD): Promise<void> {
  station = await switchOn(on);
  await station.come(username, password);
}

/** Does something that leads to a point, holds the page there and kills it. What the page showed is given. */
async function killedAt(point: Point, act: () => Promise<unknown>, from: "now" | "start" = "now"): Promise<string> {
  const { held: stood } = await stopAt(station.page, point, from);
  // What was begun never ends where the page stands still; where it fails, that is told.
  const acting = act();
  const failing = acting.then(() => stood);
  failing.catch(() => undefined);
  const text = await (await Promise.race([stood, failing])).text();
  await kill();
  return text;
}

const handedOver = (): Promise<void> => station.says("Everything handed over");
const present = async (roll: string): Promise<void> => {
  await station.scan(roll);
  await station.button("Present").click();
};
const ONE_MARK = { marks: 1, faces: 0, records: ["attendance synced"] };
const NOTHING = { marks: 0, faces: 0, records: [] };

beforeAll(async () => {
  on = await bench(["asha", "binod"], 14, PHOTO_BYTES);
}, 120_000);
afterAll(() => clear(on));

test("8: in the first making of the store: it is made anew", async () => {
  station = await switchOn(on);
  await killedAt(
    { on: "createObjectStore", store: "outbox", when: "after" },
    async () => {
      await station.open();
      await station.type("asha");
    },
    "start",
  );
  await again();
  await station.says("This device holds no candidates yet");
  await station.kept();
});

test("6: in mid-download of a package: it goes on where it was, without a second password", async () => {
  on.line.pace = 600_000;
  const broke = on.line.befall({ path: PACKAGE, side: "answer", after: 300_000, what: "hold" });
  await station.order(await passwordFor(on.program, on.exam, "asha"));
  await broke;
  await station.page.waitForTimeout(500);
  await kill();
  on.line.pace = undefined;
  await again();
  await station.says("A download broke off and can go on");
});

test("7: in the unpacking, when some photographs were written: it is unpacked once more, and nothing is fetched", async () => {
  const fetched = (): number =>
    [...on.line.got].filter(([path]) => PACKAGE.test(path)).reduce((sum, [, n]) => sum + n, 0);
  const before = fetched();
  await killedAt({ on: "put", store: "photos", when: "after", nth: 6 }, () => station.go("setup"));
  const size = 14 * PHOTO_BYTES;
  expect(fetched() - before, "the rest of it").toBeLessThan(size * 1.1 - 300_000 + 130_000);
  const whole = fetched();
  await again();
  await station.go("setup");
  await station.says("Trial of devices is on this device");
  expect(fetched()).toBe(whole);
});

test("1: just after it was shown as saved: it is there, without a line, and arrives once", async () => {
  await station.go("gate");
  await on.line.cut();
  const shown = await killedAt({ on: "text", text: "Present: saved" }, () => present(rollOf(0)));
  expect(shown).toContain("Present: saved");
  await again();
  expect(await station.records()).toEqual([expect.stringMatching(`${rollOf(0)} attendance .* waiting here`)]);
  await station.go("gate");
  await station.page.getByLabel("Roll number or name").fill(rollOf(0));
  await station.page.keyboard.press("Enter");
  await station.says("Already in");
  await on.line.restore();
  await handedOver();
  expect(held(on, rollOf(0))).toEqual(ONE_MARK);
});

test("2: between capture and the disk: nothing was shown as saved, and they are marked as if nothing had been", async () => {
  await station.go("gate");
  const add = { on: "add", store: "outbox", when: "after" } as const;
  expect(await killedAt(add, () => present(rollOf(1)))).not.toContain("Present: saved");
  await again();
  expect((await station.records()).filter((one) => one.startsWith(rollOf(1)))).toEqual([]);
  await station.mark(rollOf(1));
  await handedOver();
  expect(held(on, rollOf(1))).toEqual(ONE_MARK);
});

test("2: on the disk, and the page has not heard of it: nothing was shown, and it arrives once", async () => {
  await station.go("gate");
  const text = await killedAt({ on: "complete", store: "outbox" }, () => present(rollOf(2)));
  expect(text).not.toContain("Present: saved");
  await again();
  await handedOver();
  expect(held(on, rollOf(2))).toEqual(ONE_MARK);
});

test("2: a face is not called saved before it is on the disk", async () => {
  const add = { on: "add", store: "outbox", when: "before" } as const;
  const text = await killedAt(add, () => takeFace(on, station, rollOf(2)));
  expect(text).not.toMatch(/Saved/);
  await again();
});

test("3: in mid-upload of a batch with pictures: all of it is sent again, and nothing twice", async () => {
  const rolls = [rollOf(3), rollOf(4)];
  await on.line.cut();
  for (const roll of rolls) await station.mark(roll);
  for (const roll of rolls) await takeFace(on, station, roll);
  const broke = on.line.befall({ path: UPLOAD, side: "request", after: 50_000, what: "hold" });
  await on.line.restore();
  await broke;
  await kill();
  for (const roll of rolls) expect(held(on, roll)).toEqual(NOTHING);
  await again();
  await handedOver();
  for (const roll of rolls)
    expect(held(on, roll)).toEqual({ marks: 1, faces: 1, records: ["attendance synced", "face synced"] });
});

test("4: the server has applied it and the answer was lost: it is sent again, and is one", async () => {
  const lost = on.line.befall({ path: UPLOAD, side: "answer", after: 0, what: "hold" });
  await station.mark(rollOf(5));
  await lost;
  expect(held(on, rollOf(5))).toEqual(ONE_MARK);
  await kill();
  await again();
  await handedOver();
  expect(held(on, rollOf(5))).toEqual(ONE_MARK);
  expect(await station.records()).toContainEqual(expect.stringMatching(`${rollOf(5)} attendance .* handed over`));
});

test("5: the answer came and was not written yet: the same", async () => {
  await station.go("gate");
  // The first writing says that it leaves, the second what the server made of it.
  await killedAt({ on: "put", store: "outbox", when: "before", nth: 2 }, () => present(rollOf(6)));
  expect(held(on, rollOf(6))).toEqual(ONE_MARK);
  await again();
  await handedOver();
  expect(held(on, rollOf(6))).toEqual(ONE_MARK);
});

async function takeBack(roll: string): Promise<void> {
  await station.go("gate");
  const last = station.page.getByRole("complementary").getByRole("listitem").filter({ hasText: roll });
  await last.getByRole("button", { name: "Take back" }).click();
  await station.page.getByText("Wrong person").click();
  await station.page.getByRole("dialog").getByRole("button", { name: "Take back", exact: true }).click();
}

test("11: while a record is taken back: before it is written the mark stands, afterwards it never leaves", async () => {
  await on.line.cut();
  await station.mark(rollOf(7));
  await killedAt({ on: "put", store: "outbox", when: "after" }, () => takeBack(rollOf(7)));
  await again();
  const of = async (): Promise<string[]> => (await station.records()).filter((one) => one.startsWith(rollOf(7)));
  expect(await of()).toEqual([expect.stringMatching("waiting here")]);
  await killedAt({ on: "complete", store: "outbox" }, () => takeBack(rollOf(7)));
  await again();
  expect(await of()).toEqual([expect.stringMatching("taken back here")]);
  await on.line.restore();
  await handedOver();
  expect(held(on, rollOf(7))).toEqual(NOTHING);
});

test("10: in a token refresh, between the answer and the writing: nothing is asked again, and the record goes", async () => {
  await on.line.cut();
  await station.mark(rollOf(8));
  await kill();
  await on.line.restore();
  station = await switchOn(on);
  await station.open();
  await killedAt({ on: "put", store: "sessions", when: "before" }, () => station.type("asha"));
  await again();
  await handedOver();
  expect(held(on, rollOf(8))).toEqual(ONE_MARK);
});

test("10: the same, and it is found out an hour later: the password that opens the device begins a session", async () => {
  await on.line.cut();
  await station.mark(rollOf(9));
  await kill();
  await on.line.restore();
  station = await switchOn(on);
  await station.open();
  await killedAt({ on: "put", store: "sessions", when: "before" }, () => station.type("asha"));
  on.program.change("UPDATE refresh_token SET used_at = used_at - 3600000 WHERE used_at IS NOT NULL");
  await again();
  await handedOver();
  expect(held(on, rollOf(9))).toEqual(ONE_MARK);
});

/** Somebody new comes, and asha lets them in. */
async function letIn(username: string, password = PASSWORD, host = "asha"): Promise<void> {
  await station.open();
  await station.type(username, password);
  await station.says("Somebody who works on this device has to let you in");
  await station.page.getByLabel("Their user name").fill(host);
  await station.page.getByLabel("Their password").fill(PASSWORD);
  await station.button("Let in").click();
  await station.heading(username).waitFor();
}

test("12: while another operator is let in: they are let in again, and the first one works on", async () => {
  await killedAt({ on: "put", store: "operators", when: "after" }, () => letIn("binod"), "start");
  await again();
  await killedAt({ on: "put", store: "sessions", when: "before" }, () => letIn("binod"), "start");
  // Their key is on the device, and their session is not yet.
  await again("binod");
  await kill();
  await again("asha");
  expect((await station.records()).length).toBeGreaterThan(8);
});

test("12: while a new password is put in the place of the old: either of them opens, and nothing is lost", async () => {
  const chosen = "another-password";
  const path = `/api/operators/${on.exam.operators.get("binod")}/password`;
  const given = "a-password-that-was-given";
  await on.program.call("POST", path, on.exam.head, { password: given });
  const token = await on.program.token("binod", given);
  await on.program.call("POST", "/api/auth/password", token, { old: given, new: chosen });
  await killedAt({ on: "put", store: "operators", when: "after" }, () => letIn("binod", chosen, "binod"), "start");
  await again("binod", PASSWORD);
  // The former password of one's own lets the new one in.
  await letIn("binod", chosen, "binod");
  await kill();
  await again("binod", chosen);
  await kill();
  await again();
});

test("9: in the wipe: before it is written all of it is there, afterwards nothing", async () => {
  const before = await station.records();
  const wiping = async (): Promise<void> => {
    await station.go("end");
    await station.button("Wipe this device").click();
    await station.button("Yes, wipe everything").click();
  };
  await killedAt({ on: "clear", store: "rosters", when: "after" }, wiping);
  await again();
  expect(await station.records()).toEqual(before);
  await killedAt({ on: "deleteDatabase" }, wiping);
  await again();
  await station.says("This device holds no candidates yet");
  expect(on.program.sql("SELECT count(*), count(DISTINCT candidate_id) FROM attendance")).toEqual([[9, 9]]);
  expect(on.program.sql("SELECT count(*) FROM sync_record WHERE reused OR status <> 'synced'")).toEqual([[0]]);
  expect(on.tablet.errors).toEqual([]);
});

test("a tab that has not heard of the wipe saves nothing where nobody could ever open it, and says so", async () => {
  await station.order(await passwordFor(on.program, on.exam, "asha"));
  await station.says("Trial of devices is on this device");
  const other = new Station(await on.tablet.context.newPage(), on.line.address);
  await other.page.addInitScript(() => {
    BroadcastChannel.prototype.addEventListener = () => undefined;
  });
  await other.come("asha");
  await other.go("gate");
  await other.scan(rollOf(12));
  await station.go("end");
  await station.button("Wipe this device").click();
  await station.button("Yes, wipe everything").click();
  await station.says("Who works here?");
  await other.button("Present").click();
  await other.says("Who works here?");
  expect((await other.counts("outbox", "images", "sessions", "operators")).counts).toEqual([0, 0, 0, 0]);
});
