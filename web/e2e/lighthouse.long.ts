import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Person } from "./kit";
import { begin, type Demo, finish } from "./walks/demo";

/** Printed, never a gate; not among our dependencies, for it brings a hundred of its own. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const run = promisify(execFile);

interface Report {
  categories: Record<string, { title: string; score: number | null }>;
  audits: Record<string, { displayValue?: string }>;
}

let demo: Demo;
let cookie: string;

beforeAll(async () => {
  demo = await begin();
  const head = await Person.at(demo.chromium, demo.line.address);
  await head.logIn("head");
  cookie = (await head.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await head.close();
}, 300_000);

afterAll(async () => {
  if (demo) await finish(demo);
});

async function measured(path: string, loggedIn: boolean): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "mpa-lighthouse-"));
  try {
    const file = join(folder, "report.json");
    const chrome = ["--chrome-flags=--headless=new --no-sandbox", "--quiet", "--output=json", `--output-path=${file}`];
    const headers = loggedIn ? [`--extra-headers=${JSON.stringify({ cookie })}`] : [];
    const what = [LIGHTHOUSE, demo.line.address + path, "--preset=desktop", ...chrome, ...headers];
    const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium" };
    await run("npx", ["--yes", ...what], { env, maxBuffer: 1 << 24 });
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const pages: [name: string, path: () => string, loggedIn: boolean][] = [
  ["login", () => "/login", false],
  ["exams", () => "/exams", true],
  ["the panel", () => `/exams/${demo.exam}`, true],
  ["candidates", () => `/exams/${demo.exam}/candidates`, true],
];

test.each(pages)(
  "Lighthouse looks at %s",
  async (name, path, loggedIn) => {
    const { categories, audits } = await measured(path(), loggedIn);
    const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`);
    const paint = audits["largest-contentful-paint"]?.displayValue;
    console.log(`Lighthouse, ${name}: ${scores.join(", ")}; largest contentful paint ${paint}`);
    expect(Object.keys(categories).length).toBeGreaterThan(3);
  },
  300_000,
);
