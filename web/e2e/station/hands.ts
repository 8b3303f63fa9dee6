import type { Browser } from "playwright-core";
import { expect, test } from "vitest";
import { browser } from "../kit";
import { holdCamera, show } from "../kit/camera";
import { as, begin, type Centre, finish, type Photos, picture, records, roll, spoken } from "./centre";
import { type Setting, scanWithCapsLock } from "./scanner";
import { type Way, Worker } from "./worker";

const ENROLLED: Photos = new Map([
  [0, "obama.jpg"],
  [1, "biden.jpg"],
]);
const PIN = "4711";

export interface Hand {
  way: Way;
  centre: Centre;
  chromium: Browser;
  worker: Worker;
  errors: string[];
}

export async function sit(way: Way): Promise<Hand> {
  const centre = await begin(LAST + 1, ENROLLED);
  const chromium = await browser();
  const touch = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const desk = { viewport: { width: 1366, height: 768 } };
  const context = await chromium.newContext({ locale: "en-GB", ...(way === "touch" ? touch : desk) });
  context.setDefaultTimeout(15_000);
  await holdCamera(context);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  return { way, centre, chromium, errors, worker: new Worker(page, centre.line.address, way, way) };
}

export async function rise(hand: Hand | undefined): Promise<void> {
  await hand?.chromium.close();
  await finish(hand?.centre);
}

/** Scanners as they are sold; in the long form set to everything that they can be set to. */
const SETTINGS: readonly Setting[] = process.env.MPA_LONG
  ? ([undefined, "F8", "]C1", "*"] as const).flatMap((prefix) =>
      (["Enter", "Enter twice", "Tab", "none"] as const).flatMap((suffix) =>
        [false, true].map((capsLock): Setting => ({ suffix, capsLock, ...(prefix ? { prefix } : {}) })),
      ),
    )
  : [
      { suffix: "Enter" },
      { suffix: "Tab", prefix: "]C1" },
      { suffix: "none", prefix: "F8" },
      { suffix: "Enter twice", prefix: "*" },
      { suffix: "Enter", capsLock: true },
    ];
/** Candidates: one for the whole story, one for each setting, and these. */
const [TWICE, NEVER, BACK, LAST] = [1, 2, 3, 4].map((more) => SETTINGS.length + more) as [
  number,
  number,
  number,
  number,
];

const marks = (centre: Centre): (string | null)[] =>
  records(centre)
    .filter((one) => one.type === "attendance" && one.status === "synced")
    .map((one) => one.rollNumber);

/** The whole story of one candidate, with a line: the score is shown where it was taken. */
async function wholeStory({ worker, centre, way }: Hand): Promise<void> {
  const { page } = worker;
  await worker.go("Room");
  if (way === "touch") await worker.press(worker.button(new RegExp(`^${roll(0)}`)));
  else await worker.scan(roll(0));
  await worker.button("Take the picture").waitFor();
  await worker.shot("camera");
  await show(page, picture("obama2.jpg"));
  await worker.press(worker.button("Take the picture"));
  await worker.shot("same");
  await worker.press(worker.button("Yes, keep it"));
  await worker.says(/^Match: \d/);
  await worker.shot("match");
  await worker.press(worker.button("No fingerprint"));
  await worker.press(worker.button("Injury"));
  await worker.shot("exception");
  await worker.press(worker.button("Go on without"));
  const sheet = worker.field("Barcode of the answer sheet");
  if (way === "touch") await worker.type(sheet, "OMR-7a");
  else {
    await sheet.waitFor();
    // The keyboard's Caps Lock turns letters; which keys a scanner holds down, it does not.
    await scanWithCapsLock(page, "OMR-7a");
  }
  await expect.poll(() => sheet.inputValue()).toBe("OMR-7a");
  await worker.shot("sheet");
  if (way === "touch") await worker.press(worker.button("Bind this sheet"));
  else await page.keyboard.press("Enter");
  await worker.press(worker.button("Close"));
  await worker.says(`${roll(0)} is through`);
  await worker.shot("through");
  await worker.says("Scan a candidate, or choose from the list");
  const path = `/api/candidates/${centre.exam}/${centre.candidates.get(roll(0))}`;
  const known = () => as<{ status: string; omr?: { barcode: string } }>(centre, "head", "GET", path);
  await expect.poll(async () => (await known()).status).toBe("biometric_completed");
  expect((await known()).omr?.barcode).toBe("OMR-7a");
}

/** A device is set up and a candidate goes through both stations, by one way of working alone. */
export function handling(of: () => Hand): void {
  test("somebody comes, sets the device up, and marks one at the gate", async () => {
    const { worker, centre } = of();
    await worker.come("op1");
    await worker.setUp(await spoken(centre, "op1"));
    await worker.go("Gate");
    await worker.shot("gate");
    await worker.present(roll(0));
    await worker.shot("present");
  });

  test("face with its score, finger, sheet and close, to the next one", () => wholeStory(of()));
}

/** What a hand-held scanner may do to whoever works with it. */
export function scanning(of: () => Hand): void {
  const said = (code: string, how: string) => new RegExp(`${code} was scanned ${how}`);
  const field = () => of().worker.page.locator("dialog textarea");
  const found = (place: number) => of().worker.page.locator("[data-gate=found]").getByText(roll(place)).waitFor();

  test.each(SETTINGS)("a scanner that is set to %o", async (setting) => {
    const { worker, centre } = of();
    const place = 1 + SETTINGS.indexOf(setting);
    if (place === 1) await worker.go("Gate");
    await worker.scan(roll(place), setting);
    await found(place);
    // Nothing that it sends behind the code presses the button under it.
    await worker.page.waitForTimeout(150);
    await found(place);
    expect(await worker.page.evaluate(() => document.activeElement?.textContent)).toBe("Present");
    await worker.page.keyboard.press("Enter");
    await worker.says("Present: saved");
    await expect.poll(() => marks(centre)).toContain(roll(place));
  });

  test("two scans within 200 ms have one effect, and it is said", async () => {
    const { worker, centre } = of();
    await Promise.all([worker.scan(roll(TWICE)), worker.scan(roll(TWICE))]);
    await worker.says(said(roll(TWICE), "twice: it counts once"));
    await found(TWICE);
    await worker.shot("twice");
    await worker.page.keyboard.press("Enter");
    await worker.says("Present: saved");
    await Promise.all([worker.scan(roll(TWICE)), worker.scan(roll(TWICE))]);
    await worker.says(said(roll(TWICE), "twice: it counts once"));
    await expect.poll(() => marks(centre).filter((one) => one === roll(TWICE))).toEqual([roll(TWICE)]);
  });

  test.each([{ suffix: "Enter" }, { suffix: "Tab" }, { suffix: "none" }] satisfies Setting[])(
    "a scan while an undo asks why (%o) answers nothing, gets into no field, and it is said",
    async (setting) => {
      const { worker } = of();
      await worker.press(worker.button("Take back").first());
      await worker.type(field(), "They");
      await worker.scan(roll(NEVER), setting);
      await worker.says(said(roll(NEVER), "in the middle of something"));
      if (setting.suffix === "Enter") await worker.shot("scan-in-undo");
      expect(await field().inputValue()).toBe("They");
      // Enter of the scanner sent nothing off either.
      await worker.page.waitForTimeout(200);
      expect(await worker.page.locator("dialog").count()).toBe(1);
      await worker.page.keyboard.press("Escape");
      await worker.page.locator("dialog").waitFor({ state: "detached" });
      expect(await worker.page.locator("[data-gate]").getByText(roll(NEVER)).count()).toBe(0);
    },
  );

  test("quick fingers lose no letter in a field", async () => {
    const { worker } = of();
    const find = worker.field("Roll number or name");
    await worker.reach(find);
    await worker.page.keyboard.type("ash", { delay: 25 });
    await expect.poll(() => find.inputValue()).toBe("ash");
    await worker.page.keyboard.press("Control+a");
    await worker.page.keyboard.press("Delete");
  });

  test("what was taken back in the list of the last five is not shown as present any more", async () => {
    const { worker, centre } = of();
    await centre.line.cut();
    await worker.says(/^Line off since/);
    await worker.present(roll(BACK));
    await worker.press(worker.page.locator("li", { hasText: roll(BACK) }).getByRole("button"));
    await worker.press(worker.button("Wrong person"));
    await worker.press(worker.page.getByRole("dialog").getByRole("button", { name: "Take back" }));
    await worker.says("Scan the admit card");
    await worker.says("taken back here");
    await centre.line.restore();
    await worker.says("Line on");
    await worker.present(roll(LAST));
    await expect.poll(() => marks(centre)).toContain(roll(LAST));
    expect(marks(centre)).not.toContain(roll(BACK));
  });

  test("a scan at a locked page opens nothing and costs no try, and it is said", async () => {
    const { worker } = of();
    await worker.press(worker.button("Lock"));
    await worker.type(worker.field("New number"), PIN);
    await worker.scan(roll(NEVER));
    await worker.says(said(roll(NEVER), "in the middle of something"));
    await worker.press(worker.button("Lock the page"));
    await worker.field("Your number").waitFor();
    for (let count = 0; count < 6; count++) await worker.scan(roll(NEVER));
    await worker.says(said(roll(NEVER), "in the middle of something"));
    await worker.shot("scan-at-lock");
    expect(await worker.field("Your number").inputValue()).toBe("");
    await worker.type(worker.field("Your number"), PIN);
    await worker.page.keyboard.press("Enter");
    await worker.field("Your number").waitFor({ state: "detached" });
    expect(await worker.page.locator("[data-gate]").getByText(roll(NEVER)).count()).toBe(0);
  });

  test("a scan while the room asks for a reason, or whether it is the same person, changes nothing", async () => {
    const { worker } = of();
    await worker.go("Room");
    await worker.scan(roll(1));
    await worker.press(worker.button("No picture is possible"));
    await worker.type(field(), "Veil");
    await worker.scan("OMR-55");
    await worker.says(said("OMR-55", "in the middle of something"));
    await worker.shot("scan-in-override");
    expect(await field().inputValue()).toBe("Veil");
    await worker.page.keyboard.press("Escape");
    await worker.press(worker.button("Take the picture"));
    await worker.says("Is it the same person?");
    await worker.scan("OMR-56");
    await worker.says(said("OMR-56", "in the middle of something"));
    await worker.says("Is it the same person?");
    await worker.shot("scan-in-same");
    await worker.press(worker.button("Take again"));
    // Another's card does not take the place of whoever stands here.
    await worker.scan(roll(2));
    await worker.says(`First finish with ${roll(1)}`);
    await worker.shot("first-finish");
    await worker.scan("OMR-57");
    const sheet = worker.field("Barcode of the answer sheet");
    await expect.poll(() => sheet.inputValue()).toBe("OMR-57");
    await Promise.all([worker.scan("OMR-58"), worker.scan("OMR-58")]);
    await worker.says(said("OMR-58", "twice: it counts once"));
    await expect.poll(() => sheet.inputValue()).toBe("OMR-58");
  });
}
