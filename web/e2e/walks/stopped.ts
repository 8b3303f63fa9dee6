import type { Locator } from "playwright-core";
import { expect, onTestFailed, test } from "vitest";
import { ROUTES } from "../../src/app/routes";
import { Person } from "../kit";
import type { Demo } from "./demo";

/** What opens the forms that a page does not show at once. */
const OPENERS = [
  "New exam",
  "New centre",
  "New account",
  "Accounts by file",
  "Review (R)",
  "New password",
  "Slips for a shift",
  "Take back",
];

/** Something for a field to hold, by its kind. */
function typed(type: string | null): string {
  if (type === "number") return "7";
  if (type === "datetime-local") return "2026-12-01T09:30";
  return "Typed before";
}

async function fields(where: Locator): Promise<Locator[]> {
  const all = await where.locator("textarea, input:not([type=checkbox]):not([type=file]):not([type=radio])").all();
  const usable: Locator[] = [];
  for (const one of all) if ((await one.isVisible()) && (await one.isEnabled())) usable.push(one);
  return usable;
}

/** Types into every field of the page or its dialog, stops the server, tries to send, and looks what is left. */
async function stop(person: Person, demo: Demo, where: string): Promise<string[]> {
  const { page } = person;
  const dialog = page.getByRole("dialog");
  const within = (await dialog.count()) > 0 ? dialog : page.getByRole("main");
  const inputs = await fields(within);
  for (const one of inputs) await one.fill(typed(await one.getAttribute("type")));
  const before = await Promise.all(inputs.map((one) => one.inputValue()));
  await demo.line.cut();
  const submit = within.locator("button[type=submit]:enabled").first();
  if ((await submit.count()) > 0) await submit.click();
  // As when somebody comes back to the window: what is shown is asked for again.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const faults: string[] = [];
  const says = page.getByText("The server does not answer", { exact: true });
  await says
    .first()
    .waitFor({ state: "attached" })
    .catch(() => faults.push(`${where}: does not say that the server is gone`));
  if ((await page.getByText(/what you typed stays/i).count()) === 0)
    faults.push(`${where}: does not say what still works`);
  const after = await Promise.all(inputs.map((one) => one.inputValue().catch(() => "is gone")));
  for (const [at, value] of after.entries())
    if (value !== before[at]) faults.push(`${where}: a field held ${before[at]}, and now ${value}`);
  await demo.line.restore();
  await page.getByText("Line on", { exact: true }).waitFor({ timeout: 30_000 });
  const later = await Promise.all(inputs.map((one) => one.inputValue().catch(() => "is gone")));
  for (const [at, value] of later.entries())
    if (value !== before[at]) faults.push(`${where}: when the line was back, a field held ${value}`);
  return faults;
}

export function stopped(of: () => Demo): void {
  test("the server stops on every page and in every form: what was typed stays, and the page says what still works", async () => {
    const { chromium, line, addresses } = of();
    const person = await Person.at(chromium, line.address);
    onTestFailed(() => person.picture("stopped"));
    await person.page.goto(`${person.base}/login`);
    const faults: string[] = [];
    await person.settled();
    faults.push(...(await stop(person, of(), "/login")));
    await person.logIn("head");
    let forms = 0;
    for (const route of ROUTES.filter((one) => one.roles !== "anyone")) {
      const path = addresses.get(route) ?? "";
      await person.go(path);
      faults.push(...(await stop(person, of(), route.path)));
      for (const name of OPENERS) {
        await person.go(path);
        const opener = person.page.getByRole("main").getByRole("button", { name, exact: true }).first();
        if ((await opener.count()) === 0 || !(await opener.isEnabled())) continue;
        await opener.click();
        faults.push(...(await stop(person, of(), `${route.path} · ${name}`)));
        forms++;
        await person.page.keyboard.press("Escape");
      }
    }
    expect(forms).toBeGreaterThan(3);
    expect(faults).toEqual([]);
    expect(person.faults()).toEqual([]);
    await person.close();
  });
}
