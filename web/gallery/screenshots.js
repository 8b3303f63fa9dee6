// A picture of every page before the moving day of the sample exam: 1280×800 and 390×844, English and Hindi, light and
// dark. `--only=panel` takes the pages whose address has that word, `--quick` English by day alone.
// The program is `MPA_BINARY`, or the build of the tests; or one that runs already, at `MPA_ADDRESS`.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = option("only");
const into = option("into") ?? "screenshots";
const quick = process.argv.includes("--quick");
const LANGUAGES = quick ? ["en"] : ["en", "hi"];
const THEMES = quick ? ["light"] : ["light", "dark"];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
/** So long the day moves before the first picture: a conflict is there, and one centre has been silent for two minutes. */
const LIFE_MILLISECONDS = 340_000;
const DATA = process.env.CARGO_TARGET_DIR ?? join(process.env.HOME ?? "", ".cache/mpa-target");

async function start() {
  if (process.env.MPA_ADDRESS) return { address: process.env.MPA_ADDRESS, end: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "mpa-pictures-"));
  const models = process.env.MPA_MODELS ?? "../models";
  const words = ["demo", "--data-dir", folder, "--models", models, "--listen", "127.0.0.1:0", "--rate-limit", "0"];
  const child = spawn(process.env.MPA_BINARY ?? join(DATA, "debug/mpa"), words, { stdio: ["ignore", "pipe", "pipe"] });
  const address = await new Promise((resolve, reject) => {
    let found = "";
    createInterface({ input: child.stdout }).on("line", (line) => {
      found ||= /listening on (\S+)/.exec(line)?.[1] ?? "";
    });
    createInterface({ input: child.stderr }).on("line", (line) => line.startsWith("Ctrl-C") && resolve(found));
    child.once("error", reject);
    child.once("exit", () => reject(new Error("the program did not start")));
  });
  await new Promise((resolve) => setTimeout(resolve, LIFE_MILLISECONDS));
  const end = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, end };
}

/** The morning's slots get the gate that head office would have set, if they have none: without one nothing is forecast. */
async function openGates(exam, call) {
  const minute = (from) => new Date(Date.now() + from * 60_000).toISOString();
  for (const slot of (await call(`/api/slots?examId=${exam}&limit=100`)).items) {
    if (slot.slotName === "Morning" && !slot.gateOpens)
      await call(`/api/slots/${slot.id}`, { gateOpens: minute(-3), gateCloses: minute(25) }, "PATCH");
  }
}

/** What of the sample exam stands in the places of the addresses. */
async function places(address) {
  const call = async (path, body, method = body ? "POST" : "GET") => {
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), "content-type": "application/json" };
    const answer = await fetch(address + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return (await answer.json()).data;
  };
  let token;
  token = (await call("/api/auth/login", { username: "head", password: "demo-password" })).accessToken;
  const exam = (await call("/api/exams")).items[0].id;
  await openGates(exam, call);
  const stats = await call(`/api/admin/stats/${exam}`);
  const busiest = stats.centres.toSorted((a, b) => b.completed - a.completed)[0];
  const conflict = (await call(`/api/sync/conflicts/${exam}`)).items[0];
  const done = await call(`/api/candidates/${exam}?status=biometric_completed&limit=1`);
  const anyone = done.items[0] ?? (await call(`/api/candidates/${exam}?limit=1`)).items[0];
  const candidate = conflict?.candidateId ?? anyone.candidateId ?? anyone.id;
  return { exam, centre: busiest.centreId, conflict: conflict?.conflictId, candidate };
}

function addresses(found) {
  const routes = readFileSync("src/app/routes.ts", "utf8").matchAll(/^ {4}path: "([^"]+)"/gm);
  return [...routes].flatMap(([, path]) => {
    const place = { centres: found.centre, candidates: found.candidate, conflicts: found.conflict };
    const filled = path
      .replace(":e", found.exam)
      .replace(/(\w+)\/:c$/, (_, kind) => (place[kind] ? `${kind}/${place[kind]}` : `${kind}/:c`));
    const name = path.replace(/\W+/g, "-").replace(/^-|-$/g, "");
    return filled.includes("/:") || (only && !path.includes(only)) ? [] : [{ name, path, filled }];
  });
}

async function enter(browser, base, username) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${base}/login`);
  await page.evaluate(() => localStorage.setItem("mpa.language", "en"));
  if (!username) return page;
  await page.reload();
  await page.getByLabel("User name").fill(username);
  await page.locator("input[type=password]").fill("demo-password");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /Exams|My account/ }).waitFor();
  return page;
}

async function picture(page, base, job) {
  await page.setViewportSize(job.size);
  await page.evaluate(
    ([language, theme]) => {
      localStorage.setItem("mpa.language", language);
      localStorage.setItem("mpa.theme", theme);
    },
    [job.language, job.theme],
  );
  await page.goto(base + job.filled);
  await page.locator("h1").first().waitFor();
  await page
    .waitForFunction(() => !document.querySelector("[aria-busy=true]"), undefined, { timeout: 10_000 })
    .catch(() => undefined);
  await page.waitForTimeout(400);
  const name = [job.name, `${job.size.width}x${job.size.height}`, job.language, job.theme].join("-");
  await page.screenshot({ path: `${into}/${name}.png`, fullPage: true });
}

mkdirSync(into, { recursive: true });
const program = await start();
const outDir = mkdtempSync(join(tmpdir(), "mpa-pages-"));
process.env.NODE_ENV = "production";
await build({ logLevel: "error", build: { outDir, emptyOutDir: true } });
const proxy = { "/api/ws": { target: program.address, ws: true }, "/api": program.address };
const server = await preview({ logLevel: "silent", build: { outDir }, preview: { port: 0, strictPort: false, proxy } });
const base = `http://localhost:${server.httpServer.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let taken = 0;
try {
  const pages = {
    out: await enter(browser, base),
    head: await enter(browser, base, "head"),
    watch: await enter(browser, base, "watch"),
  };
  for (const job of addresses(await places(program.address))) {
    const page = pages[/login|start/.test(job.path) ? "out" : job.path.startsWith("/watch") ? "watch" : "head"];
    for (const size of SIZES)
      for (const language of LANGUAGES)
        for (const theme of THEMES) {
          await picture(page, base, { ...job, size, language, theme });
          taken += 1;
        }
  }
} finally {
  await browser.close();
  await server.close();
  program.end();
  rmSync(outDir, { recursive: true, force: true });
}
console.log(`${taken} pictures in ${into}/`);
process.exit(taken > 0 ? 0 : 1);
