import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import type { PreviewServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browser, logIn, Program, pages } from "./kit";

let program: Program;
let server: PreviewServer;
let chromium: Browser;
let page: Page;
let base: string;
let exam: string;
const broken: string[] = [];

beforeAll(async () => {
  program = await Program.start();
  server = await pages(program);
  base = `http://localhost:${(server.httpServer.address() as AddressInfo).port}`;
  chromium = await browser();
  page = await chromium.newPage({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) broken.push(message.text());
  });
  page.on("request", (request) => {
    if (new URL(request.url()).hostname !== "localhost") broken.push(request.url());
  });
});

afterAll(async () => {
  await chromium?.close();
  await server?.close();
  await program?.end();
});

const open = async (name: string): Promise<void> => {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
};

test("head office logs in and opens the exam", async () => {
  await logIn(page, base, "head");
  await page.getByRole("link", { name: "Sample Entrance Examination" }).click();
  await page.getByText("36", { exact: false }).first().waitFor();
  exam = page.url().split("/").at(-1) ?? "";
  expect(exam).toMatch(/^[0-9a-f-]{36}$/);
});

test("attendances arrive without a touch, and equal a recount", async () => {
  const operator = await program.token("op1a");
  const list = await program.call<{ items: { rollNumber: string }[] }>("GET", `/api/candidates/${exam}`, operator);
  for (const { rollNumber } of list.items.slice(0, 5))
    await program.call("POST", "/api/attendance", operator, { examId: exam, rollNumber });
  const head = await program.token("head");
  const { present } = await program.call<{ present: number }>("GET", `/api/admin/stats/${exam}`, head);
  expect(present).toBe(5);
  const figure = page.getByRole("link", { name: /^Present/ });
  await expect.poll(() => figure.textContent(), { timeout: 5_000 }).toMatch(/^Present5/);
});

test("an entry's proof is checked in the browser", async () => {
  await open("Log");
  await page.getByLabel("What").selectOption({ label: "Marked present" });
  await page.getByRole("button", { name: "Marked present" }).first().click();
  await page.getByRole("button", { name: "Check its proof here" }).click();
  await page.getByText("The proof holds").waitFor();
  expect(
    await page
      .getByRole("definition")
      .filter({ hasText: /holds$/ })
      .count(),
  ).toBe(4);
});

const HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Slot";
const GOOD = [
  "26009001,Asha Verma,Ravi Verma,2001-07-14,C001,Morning",
  "26009002,Imran Khan,Salim Khan,14/07/2001,C002,Morning",
];

async function choose(lines: readonly string[]): Promise<void> {
  const file = { name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from([HEADER, ...lines].join("\n")) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Try it, change nothing" }).click();
}

test("a file with three bad cells names them, and the mended one is imported without choosing it again", async () => {
  await open("Import");
  await choose([
    ...GOOD,
    "26009003,Meena Sharma,Om Sharma,31/02/2001,C001,Morning",
    ",Deepak Joshi,Om Joshi,2001-07-14,C001,Morning",
    "26009005,Kavita,Om,2001-07-14,,Morning",
  ]);
  await page.getByRole("heading", { name: "3 cells to mend" }).waitFor();
  const rows = await page
    .getByRole("row")
    .filter({ hasNot: page.getByRole("columnheader") })
    .allInnerTexts();
  expect(rows.map((row) => row.split("\n").slice(0, 2).join(" "))).toEqual(["4 DOB", "5 Roll No", "6 Centre Code"]);
  await choose(GOOD);
  await page.getByText("The file is in order").waitFor();
  await page.getByRole("button", { name: "Import for real" }).click();
  await page.getByRole("heading", { name: "What it did" }).waitFor();
  const head = await program.token("head");
  const { candidates } = await program.call<{ candidates: number }>("GET", `/api/admin/stats/${exam}`, head);
  expect(candidates).toBe(38);
});

test("a roll number is found, and Back finds the filter again", async () => {
  await open("Candidates");
  await page.getByLabel("Roll number or name").fill("26009002");
  await page.getByRole("link", { name: "26009002" }).waitFor();
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  await page.getByRole("link", { name: "26009002" }).click();
  await page.getByRole("heading", { level: 1, name: "26009002" }).waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "26009002" }).waitFor();
  expect(await page.getByLabel("Roll number or name").inputValue()).toBe("26009002");
});

test("a password stands group by group, each symbol with its word", async () => {
  await open("Password to read out");
  await page.getByLabel("For", { exact: true }).selectOption({ label: "Anybody of this exam" });
  await page.getByRole("button", { name: "Make a password" }).click();
  await page.getByText("Group 4").waitFor();
  expect(await page.locator("ol b").count()).toBe(20);
});

test("whoever may not open a page is told who can", async () => {
  const other = await chromium.newPage({ locale: "en-GB" });
  await logIn(other, base, "op1a");
  await other.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/exams/${exam}/settings`);
  await other.getByText("Who can: Head office.").waitFor();
  await other.close();
});

test("when the server is gone, what was typed stays, and the strip says since when", async () => {
  await open("Settings");
  await page.getByLabel("Minutes around a slot").fill("20");
  await program.kill();
  await page.getByRole("button", { name: "Save the settings" }).click();
  await page.getByText(/Line off since/).waitFor();
  expect(await page.getByLabel("Minutes around a slot").inputValue()).toBe("20");
  expect(broken).toEqual([]);
});
