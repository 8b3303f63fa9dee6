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
/** What a finger hits, in pixels; at a station one in a glove, or in a hurry. */
const TARGET = 44;
const STATION_TARGET = 48;

/** Ten looks in which every pair of language, theme and size comes; pages and states take turns at them. */
const PLAN = SIZES.flatMap((size, index) => [
  { size, language: LANGUAGES[index % 2], theme: THEMES[0] },
  { size, language: LANGUAGES[(index + 1) % 2], theme: THEMES[1] },
]);

/** How a page is looked at: in a language and a theme, and in one size, or in all of them one after the other. */
function looks(index, all) {
  if (!all) {
    const { size, ...look } = PLAN[index % PLAN.length];
    return [{ ...look, sizes: [size] }];
  }
  return LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme, sizes: SIZES })));
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
  let walked = 0;
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const name = `${job.page} ${job.state} ${job.language} ${job.theme}`;
      const tell = (fault, size) => faults.push(`${name} ${size?.name ?? ""}: ${fault}`);
      await one(browser, base, axe, job, pictures, tell).catch((error) => tell(String(error).split("\n")[0]));
      walked += job.sizes.length;
      if (all && queue.length % 50 === 0) console.error(`${walked} walked, ${faults.length} faults`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  await browser.close();
  return { faults, walked };
}

const fits = ({ width, height }) => ({ width, height });

async function one(browser, base, axe, job, pictures, tell) {
  const { sizes, language, theme } = job;
  const least = job.page.startsWith("/station") ? STATION_TARGET : TARGET;
  const page = await browser.newPage({ viewport: fits(sizes[0]), reducedMotion: "reduce" });
  let now = sizes[0];
  page.on("pageerror", (error) => tell(`error ${error.message}`, now));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load")) tell(message.text(), now);
  });
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(base).host) tell(`asks elsewhere: ${request.url()}`, now);
  });
  try {
    await page.goto(`${base}${job.address}&lang=${language}&theme=${theme}`);
    await page.waitForSelector("html[data-ready]", { timeout: 20_000 });
    await page.evaluate(axe);
    for (const size of sizes) {
      now = size;
      await page.setViewportSize(fits(size));
      await page.waitForTimeout(120);
      for (const fault of await page.evaluate(inspect, { language, least })) tell(fault, size);
      const results = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of results.violations) {
        const where = violation.nodes.slice(0, 2).map((node) => node.target.join(" "));
        tell(`axe ${violation.id} ${where.join(", ")}`, size);
      }
      if (pictures) {
        const name = `${job.page}-${job.state}-${language}-${theme}-${size.name}`
          .replace(/[^\w@]+/g, "-")
          .replace(/^-/, "");
        await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
      }
    }
  } finally {
    await page.close();
  }
}
