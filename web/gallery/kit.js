import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { inspect } from "./inspect.js";

const require = createRequire(import.meta.url);
const LANGUAGES = ["en", "hi"];
const THEMES = ["light", "dark"];
/** The last one is 1280×800 at 200 %. */
const SIZES = [
  { name: "360x640", width: 360, height: 640 },
  { name: "390x844", width: 390, height: 844 },
  { name: "800x1280", width: 800, height: 1280 },
  { name: "1280x800", width: 1280, height: 800 },
  { name: "1280x800@2", width: 640, height: 400 },
];
const AT_A_TIME = 3;

/** Ten looks in which every pair of language, theme and size comes; pages and states take turns at them. */
const PLAN = SIZES.flatMap((size, index) => [
  { size, language: LANGUAGES[index % 2], theme: THEMES[0] },
  { size, language: LANGUAGES[(index + 1) % 2], theme: THEMES[1] },
]);

function looks(index, all) {
  if (!all) return [PLAN[index % PLAN.length]];
  return SIZES.flatMap((size) => LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ size, language, theme }))));
}

/** Every page × state of the gallery, with what is wrong with it. */
export async function walk(base, { all, only, pictures }) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
  const first = await browser.newPage();
  await first.goto(`${base}/gallery?list=yes`);
  const list = JSON.parse(await first.locator("#list").textContent({ timeout: 60_000 }));
  await first.close();
  const jobs = list
    .flatMap((item, index) => looks(index, all).map((look) => ({ ...item, ...look })))
    .filter((job) => !only || `${job.page} ${job.state}`.includes(only));
  const faults = [];
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const found = await one(browser, base, axe, job, pictures).catch((error) => [String(error).split("\n")[0]]);
      const name = `${job.page} ${job.state} ${job.language} ${job.theme} ${job.size.name}`;
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  await browser.close();
  return { faults, walked: jobs.length };
}

async function one(browser, base, axe, job, pictures) {
  const { size, language, theme } = job;
  const page = await browser.newPage({ viewport: { width: size.width, height: size.height }, reducedMotion: "reduce" });
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load")) faults.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(base).host) faults.push(`asks elsewhere: ${request.url()}`);
  });
  try {
    await page.goto(`${base}${job.address}&lang=${language}&theme=${theme}`);
    await page.waitForSelector("html[data-ready]", { timeout: 20_000 });
    await page.waitForTimeout(120);
    faults.push(...(await page.evaluate(inspect, { language })));
    await page.evaluate(axe);
    const results = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of results.violations) {
      faults.push(
        `axe ${violation.id} ${violation.nodes
          .slice(0, 2)
          .map((node) => node.target.join(" "))
          .join(", ")}`,
      );
    }
    if (pictures) {
      const name = `${job.page}-${job.state}-${language}-${theme}-${size.name}`
        .replace(/[^\w@]+/g, "-")
        .replace(/^-/, "");
      await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    }
  } finally {
    await page.close();
  }
  return faults;
}
