import type { Page, Request } from "playwright-core";
import { expect, test } from "vitest";
import { Tablet } from "../attack/browser";
import { as, begin, type Centre, finish, records, roll, spoken } from "./centre";
import { Worker } from "./worker";

const TABS = 10;
const OPERATORS = ["op1", "op2"] as const;
const owner = (tab: number): string => OPERATORS[tab % 2] ?? "";
/** Marked by each tab in a round. */
const EACH = process.env.MPA_LONG ? 8 : 2;

/** What the tabs ask the server for, seen from outside. */
class Watch {
  /** Uploads under way, and the most that ever were. */
  readonly now = new Set<Request>();
  most = 0;
  readonly senders = new Map<Page, number>();
  /** Answers to what is about sessions that were no success. */
  readonly refused: string[] = [];

  constructor(tablet: Tablet) {
    const { context } = tablet;
    context.on("request", (request) => {
      if (!request.url().endsWith("/api/sync/upload")) return;
      this.now.add(request);
      this.most = Math.max(this.most, this.now.size);
      const page = request.frame().page();
      this.senders.set(page, (this.senders.get(page) ?? 0) + 1);
    });
    const over = (request: Request): unknown => this.now.delete(request);
    context.on("requestfinished", over);
    context.on("requestfailed", over);
    context.on("response", async (response) => {
      if (!response.url().includes("/api/auth/") || response.ok()) return;
      const said = (await response.json().catch(() => ({}))) as { code?: string };
      this.refused.push(`${new URL(response.url()).pathname} ${response.status()} ${said.code}`);
    });
  }
}

export interface Crowd {
  centre: Centre;
  tablet: Tablet;
  tabs: Worker[];
  watch: Watch;
}

export async function open(): Promise<Crowd> {
  const centre = await begin(2 * EACH * TABS);
  const tablet = new Tablet();
  const first = await tablet.on();
  const watch = new Watch(tablet);
  const pages = [first];
  while (pages.length < TABS) pages.push(await tablet.context.newPage());
  const tabs = pages.map((page, at) => new Worker(page, centre.line.address, "mouse", `tab${at}`));
  return { centre, tablet, tabs, watch };
}

export async function shut(crowd: Crowd | undefined): Promise<void> {
  await crowd?.tablet.end();
  await finish(crowd?.centre);
}

/** Two operators in ten tabs of one browser. */
export function crowding(of: () => Crowd): void {
  const marks = new Map<string, string>();
  let next = 0;

  /** Each tab marks some, one tab after the other. */
  async function round(): Promise<void> {
    for (const tab of of().tabs) {
      await tab.page.bringToFront();
      for (let count = 0; count < EACH; count++) {
        const rollNumber = roll(next++);
        await tab.present(rollNumber);
        marks.set(rollNumber, owner(Number(tab.name.slice(3))));
      }
    }
  }

  /** Every mark arrived once, in the name of whoever made it. */
  async function arrived(): Promise<void> {
    const kept = () => records(of().centre);
    await expect
      .poll(() => kept().filter((one) => one.status === "synced").length, { timeout: 60_000 })
      .toBe(marks.size);
    expect(new Map(kept().map((one) => [one.rollNumber, one.capturedBy]))).toEqual(marks);
    expect(kept().filter((one) => one.handed !== 1)).toEqual([]);
    for (const tab of of().tabs) await tab.says("Everything handed over");
  }

  test("the first operator sets the device up; the second one is let in by the first", async () => {
    const { tabs, centre } = of();
    const [first, second] = tabs as [Worker, Worker];
    await first.page.bringToFront();
    await first.come("op1");
    await first.setUp(await spoken(centre, "op1"));
    await second.page.bringToFront();
    await second.page.goto(`${second.base}/station`);
    await second.enter("op2");
    await second.says("Somebody who works on this device has to let you in");
    await second.shot("host");
    await second.field("Their user name").fill("op1");
    await second.field("Their password").fill("not the password");
    await second.press(second.button("Let in"));
    await second.says("This name and password do not open this device.");
    await second.field("Their password").fill("demo-password");
    await second.press(second.button("Let in"));
    await second.says("Operator Two");
    // The package of another is not theirs.
    await second.says("This device holds no candidates yet");
    await second.setUp(await spoken(centre, "op2"));
    for (const [at, tab] of tabs.entries()) {
      await tab.page.bringToFront();
      if (at > 1) await tab.come(owner(at));
      await tab.go("Gate");
    }
  });

  test("ten tabs capture without a line; with one, a single tab sends, and each in its maker's name", async () => {
    const { tabs, centre, watch } = of();
    await centre.line.cut();
    for (const tab of tabs) await tab.says(/^Line off since/);
    await round();
    expect(records(centre)).toEqual([]);
    await centre.line.restore();
    await arrived();
    expect(watch.most).toBe(1);
    expect(watch.senders.size).toBe(1);
  });

  test("nobody sees what another one captured", async () => {
    const [first, second] = of().tabs as [Worker, Worker];
    for (const [tab, name] of [
      [first, "op1"],
      [second, "op2"],
    ] as const) {
      await tab.page.bringToFront();
      await tab.go("Records and sending");
      const seen = (await tab.records()).map((one) => one.rollNumber).sort();
      expect(seen).toEqual(
        [...marks]
          .filter(([, who]) => who === name)
          .map(([rollNumber]) => rollNumber)
          .sort(),
      );
      await tab.go("Gate");
    }
  });

  test("all of them are loaded anew at once, and the one that sent is closed: another one sends", async () => {
    const { tabs, watch } = of();
    await Promise.all(tabs.map((tab, at) => tab.come(owner(at), "/station/gate")));
    const sender = tabs.findIndex((tab) => watch.senders.has(tab.page));
    expect(sender).toBeGreaterThanOrEqual(0);
    const [gone] = tabs.splice(sender, 1);
    await gone?.page.close();
    await round();
    await arrived();
    expect(watch.most).toBe(1);
  });

  test("no session ended: TOKEN_REUSED never came, and the server ended none", async () => {
    const { watch, centre } = of();
    expect(watch.refused).toEqual([]);
    const ended = centre.program.sql<[string, number]>(
      "SELECT end_reason, count(*) FROM session WHERE end_reason IS NOT NULL GROUP BY end_reason",
    );
    expect(ended).toEqual([]);
    const alerts = await as<{ items: { type: string }[] }>(centre, "head", "GET", `/api/alerts/${centre.exam}`);
    expect(alerts.items.map((one) => one.type).filter((type) => type !== "rapid_verification")).toEqual([]);
  });
}
