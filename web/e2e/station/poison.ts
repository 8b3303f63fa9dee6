import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Tablet } from "../attack/browser";
import { Refused } from "../kit";
import { as, begin, type Centre, finish, records, roll, spoken } from "./centre";
import { type Shown, Worker } from "./worker";

const MARKS = process.env.MPA_LONG ? 199 : 49;
/** The one in the middle: a sheet that a supervisor has made void meanwhile. */
const [POISON, AFTER] = ["OMR-13", 25];

export interface Queue {
  centre: Centre;
  tablet: Tablet;
  worker: Worker;
}

export async function before(): Promise<Queue> {
  const centre = await begin(MARKS + 1);
  const tablet = new Tablet();
  const page = await tablet.on();
  await page.setViewportSize({ width: 1366, height: 768 });
  return { centre, tablet, worker: new Worker(page, centre.line.address, "mouse", "poison") };
}

export async function after(queue: Queue | undefined): Promise<void> {
  await queue?.tablet.end();
  await finish(queue?.centre);
}

/** Fifty records, one of which nobody can use. */
export function queueing(of: () => Queue): void {
  let file: Buffer | undefined;

  test(`${MARKS} marks and a void sheet among them wait without a line`, async () => {
    const { worker, centre } = of();
    await worker.come("op1");
    await worker.setUp(await spoken(centre, "op1"));
    await centre.line.cut();
    await worker.says(/^Line off since/);
    const sheet = { examId: centre.exam, barcode: POISON };
    const rollNumber = roll(MARKS);
    await as(centre, "op2", "POST", "/api/attendance", { examId: centre.exam, rollNumber });
    await as(centre, "op2", "POST", "/api/omr/scan", sheet);
    await as(centre, "op2", "POST", "/api/omr/validate", { ...sheet, rollNumber });
    await as(centre, "super1", "POST", "/api/omr/void", { ...sheet, reason: "Torn" });
    await worker.go("Gate");
    for (let place = 0; place < AFTER; place++) await worker.present(roll(place));
    await worker.go("Room");
    await worker.press(worker.button(new RegExp(`^${roll(3)}`)));
    await worker.scan(POISON, { suffix: "Tab" });
    await worker.press(worker.button("Bind this sheet"));
    await worker.press(worker.button("Leave for later"));
    await worker.go("Gate");
    for (let place = AFTER; place < MARKS; place++) await worker.present(roll(place));
    await worker.says(`${MARKS + 1} records wait`);
  });

  test(`${MARKS} are applied, the one is shown with why and what to do`, async () => {
    const { worker, centre } = of();
    await centre.line.restore();
    await worker.page.getByText("Everything handed over").waitFor({ timeout: 60_000 });
    await worker.says("1 refused");
    await worker.go("Records and sending");
    const shown: Shown[] = await worker.records();
    expect(shown.filter((one) => one.state === "handed over")).toHaveLength(MARKS);
    const [bad, ...more] = shown.filter((one) => one.state === "refused");
    expect([bad?.rollNumber, bad?.type, more]).toEqual([roll(3), "answer sheet", []]);
    expect(bad?.why).toMatch(/This sheet is void\. \w+/);
    const kept = records(centre);
    expect(kept.filter((one) => one.status === "synced")).toHaveLength(MARKS);
    expect(kept.filter((one) => one.status !== "synced").map((one) => one.code)).toEqual(["OMR_VOID"]);
    await worker.press(worker.button(/^Refused/));
    await worker.shot("refused");
  });

  test("where it was captured it is said too", async () => {
    const { worker } = of();
    await worker.go("Room");
    await worker.press(worker.button(new RegExp(`^${roll(3)}`)));
    await worker.press(worker.button(/^Sheet/));
    await worker.says("This sheet is void.");
    await worker.shot("another-sheet");
    await worker.press(worker.button("Leave for later"));
  });

  test("it is exported: a file encrypted to head office", async () => {
    const { worker, tablet } = of();
    await worker.go("Records and sending");
    // What a browser that was not started by Playwright saves, it does not tell it of.
    const downloadPath = mkdtempSync(join(tmpdir(), "mpa-export-"));
    const session = await tablet.context.browser()?.newBrowserCDPSession();
    await session?.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
    await worker.press(worker.button("Save 1 record as a file"));
    await expect.poll(() => readdirSync(downloadPath)).toEqual([expect.stringMatching(/^mpa-queue-TET-26-.*\.age$/)]);
    file = readFileSync(join(downloadPath, readdirSync(downloadPath)[0] ?? ""));
    rmSync(downloadPath, { recursive: true });
    expect(file.subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    expect(file.includes(POISON)).toBe(false);
  });

  test("the supervisor hands the file in, and it is counted", async ({ skip }) => {
    const { centre } = of();
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(file ?? Buffer.alloc(0))]), "queue.age");
    const path = `/api/sync/import?examId=${centre.exam}`;
    const told = await as<{ results: { status: string; code?: string }[] }>(centre, "super1", "POST", path, form).catch(
      (error: unknown) => {
        if (error instanceof Refused && (error.status === 404 || error.status === 405)) return undefined;
        throw error;
      },
    );
    if (!told) return skip("this program takes no exported queue yet");
    expect(told.results.map((one) => [one.status, one.code])).toEqual([["failed", "OMR_VOID"]]);
    expect(records(centre)).toHaveLength(MARKS + 1);
  });
}
