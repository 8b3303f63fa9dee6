import { expect, onTestFailed, test } from "vitest";
import { allows, ROUTES, type Route } from "../../src/app/routes";
import en from "../../src/text/en.json";
import { type Asked, isRead, operationOf, Person, ROLES, type Role } from "../kit";
import type { Demo } from "./demo";

const WHO: Record<Role, string> = { admin: "head", supervisor: "super1", operator: "op1a", observer: "watch" };
const text = en as Record<string, string>;

/** What the menu holds: of the house, and of the exam that is open. The account is in the strip, where that is wide. */
async function menu(person: Person): Promise<string[]> {
  const links = await person.page.getByRole("navigation").getByRole("link").allInnerTexts();
  const account = person.page.getByRole("banner").locator('a[href="/account"]');
  return (await account.isVisible()) ? [...links, text["account.title"] ?? ""] : links;
}

/** Operations that were asked for though the program answers them to others only. */
function tooMuch(asked: readonly Asked[], role: Role): string[] {
  return asked.flatMap((one) => {
    const operation = operationOf(one);
    const mine = operation && (operation.roles === undefined || operation.roles.includes(role));
    return mine && one.status !== 403 ? [] : [`${one.method} ${one.path} ${one.status}`];
  });
}

/** Reads of a route that were not asked for. */
function unasked(route: Route, asked: readonly Asked[]): string[] {
  const seen = new Set(asked.map((one) => operationOf(one)?.id));
  return route.roles === "anyone" ? [] : route.calls.filter((one) => isRead(one) && !seen.has(one));
}

/** Each role before each route: the page, or who may open it. */
export function roles(of: () => Demo): void {
  test.each(ROLES)("%s sees the pages that the program answers, and is told who may open the others", async (role) => {
    const { chromium, line, addresses, exam } = of();
    const person = await Person.at(chromium, line.address);
    onTestFailed(() => person.picture(`roles ${role}`));
    await person.logIn(WHO[role]);
    const inside = ROUTES.filter((route) => route.roles !== "anyone");
    const faults: string[] = [];
    for (const route of inside) {
      await person.go(addresses.get(route) ?? "");
      const forbidden = await person.page.getByText(text["state.forbidden"] ?? "").count();
      if (forbidden > 0 === allows(route, role)) faults.push(`${route.path}: ${forbidden > 0 ? "forbidden" : "open"}`);
      if ((await person.page.getByText(text["broken.title"] ?? "").count()) > 0) faults.push(`${route.path}: broken`);
      if (allows(route, role)) await expect.poll(() => unasked(route, person.asked)).toEqual([]);
    }
    expect(faults).toEqual([]);

    await person.go(`/exams/${exam}/candidates`);
    const mine = ROUTES.filter((route) => allows(route, role));
    const wanted = mine.filter((route) => route.menu).map((route) => text[route.title]);
    if (role === "observer") wanted.push(text["watch.title"]);
    expect((await menu(person)).sort()).toEqual(wanted.sort());

    expect(tooMuch(person.asked, role)).toEqual([]);
    expect(person.faults()).toEqual([]);
    await person.close();
  });
}
