import { expect, test } from "vitest";
import { PASSWORD } from "../kit";
import { as, asHead, CANDIDATES, CENTRES, type Day, EXAM, type Listed, roster } from "./day";

/** The people of the day; head office makes them by calls, and assigns them on the page. */
async function people(day: Day): Promise<void> {
  const { items } = await asHead<Listed<{ id: string; code: string }>>(day, "GET", "/api/centres?limit=1000");
  const centre = (code: string) => items.find((one) => one.code === code)?.id;
  const make = async (username: string, name: string, role: string, more: object): Promise<void> => {
    await asHead(day, "POST", "/api/operators", { username, name, role, password: PASSWORD, ...more });
    day.tokens.set(username, await day.program.token(username));
  };
  for (const [at, code] of CENTRES.entries())
    await make(`op${at + 1}`, `Gate ${at + 1}`, "operator", { centreId: centre(code) });
  await make("op4", "Gate 4", "operator", { centreId: centre("C001") });
  await make("super1", "Supervisor 1", "supervisor", { centreId: centre("C001") });
  await make("watch", "Observer", "observer", { examIds: [day.exam] });
}

/** A sign of life of each gate. That of the last centre holds records, and then is heard no more. */
async function beat(day: Day, all: boolean): Promise<void> {
  const deviceTime = new Date().toISOString();
  for (const [at] of CENTRES.entries()) {
    const last = at === CENTRES.length - 1;
    if (last && !all) continue;
    const said = { examId: day.exam, deviceId: `gate-${at + 1}`, deviceTime, waiting: last ? 9 : 0 };
    const oldest = last ? { oldestCapturedAt: new Date(Date.now() - 75_000).toISOString() } : {};
    await as(day, `op${at + 1}`, "POST", "/api/devices/heartbeat", { ...said, ...oldest });
  }
}

/** From an empty server to a shift that is on. */
export function settingUp(of: () => Day): void {
  test("an administrator logs in to an empty server, and makes an exam", async () => {
    const { head } = of();
    await head.logIn("head");
    await head.says("There is no exam yet");
    await head.hands.press(head.button("New exam"));
    await head.hands.type(head.field("Name of the exam"), EXAM.name);
    await head.hands.type(head.field("Code"), EXAM.code);
    await head.hands.press(head.button("Create the exam"));
    await head.heading("Import").waitFor();
    of().exam = /exams\/([^/]+)\/import/.exec(head.page.url())?.[1] ?? "";
    expect(of().exam).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a file with three bad cells names them by row and column; mended, it is imported", async () => {
    const { head, exam } = of();
    const choose = head.button("Choose files");
    await head.hands.file(choose, "roster.csv", roster(true));
    await head.hands.press(head.button("Try it, change nothing"));
    await head.heading("3 cells to mend", 2).waitFor();
    const rows = head.page.getByRole("row").filter({ hasNot: head.page.getByRole("columnheader") });
    const cells = (await rows.allInnerTexts()).map((row) => row.split("\n").slice(0, 2).join(" "));
    expect(cells).toEqual(["4 DOB", "5 Roll No", "11 Centre Code"]);
    expect((await asHead<Listed<unknown>>(of(), "GET", `/api/candidates/${exam}`)).items).toEqual([]);

    await head.hands.file(choose, "roster.csv", roster(false));
    await head.hands.press(head.button("Try it, change nothing"));
    await head.says("The file is in order");
    // The same file for real, without choosing it again.
    await head.hands.press(head.button("Import for real"));
    await head.heading("What it did", 2).waitFor();
    const { total } = await asHead<Listed<unknown>>(of(), "GET", `/api/candidates/${exam}?limit=1`);
    expect(total).toBe(CANDIDATES);
  });

  test("a shift is opened at all its centres at once, and operators are assigned in bulk", async () => {
    const { head, exam } = of();
    await people(of());
    await head.hands.press(head.link("Next: slots and operators"));
    await head.heading("Slots and operators").waitFor();
    await head.says("0 of 3 open");
    await head.hands.press(head.button("Open").first());
    await head.hands.press(head.page.getByRole("dialog").getByRole("button", { name: "Open", exact: true }));
    await head.says("3 of 3 open");

    const lines = CENTRES.map((code, at) => `op${at + 1},${code},Morning`);
    await head.hands.type(head.field("Operators"), [...lines, "op4,C001,Morning"].join("\n"));
    await head.hands.press(head.button("Assign 4"));
    await head.says("4 assigned");
    const told = await asHead<Listed<unknown>>(of(), "GET", `/api/slot/assignments?examId=${exam}`);
    expect(told.items).toHaveLength(4);

    await beat(of(), true);
    of().silentFrom = Date.now();
    of().beats = setInterval(() => void beat(of(), false).catch(() => undefined), 30_000);
  });

  test("a password is read out group by group, and seen used", async () => {
    const { head, exam } = of();
    await head.open("Password to read out");
    await head.hands.choose(head.field("Operator"), /^Gate 1 /);
    await head.hands.press(head.button("Make a password"));
    await head.says("Group 4");
    const symbols = await head.page.locator("ol b").allInnerTexts();
    expect(symbols).toHaveLength(20);
    await as(of(), "op1", "POST", "/api/admin/download/verify", { examId: exam, password: symbols.join("") });
    await head.says(/Gate 1 used it at/);
  });

  test("a password that was made stays at hand, until it is taken back", async () => {
    const { head, exam } = of();
    const read = async (): Promise<string> => (await head.page.locator("ol b").allInnerTexts()).join("");
    await head.hands.press(head.button("Make another"));
    await head.hands.choose(head.field("Operator"), /^Gate 2 /);
    await head.hands.press(head.button("Make a password"));
    await head.says("Group 4");
    const password = await read();
    await head.open("Downloads");
    await head.says("not used yet");
    await head.open("Password to read out");
    await head.says("Group 4");
    expect(await read()).toBe(password);
    await head.hands.press(head.button("Take back: Gate 2"));
    await head.hands.press(head.page.getByRole("dialog").getByRole("button", { name: "Take it back", exact: true }));
    await head.says("No password yet");
    await expect(as(of(), "op2", "POST", "/api/admin/download/verify", { examId: exam, password })).rejects.toThrow(
      "403",
    );
  });
}
