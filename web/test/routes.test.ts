import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { allows, filled, home, ROUTES } from "../src/app/routes";
import { STATION_ROUTES } from "../src/app/station/routes";
import en from "../src/text/en.json";

const PAGES = resolve(import.meta.dirname, "../src/pages");
const ROLES = ["admin", "supervisor", "operator", "observer"] as const;
const DOCUMENT = resolve(import.meta.dirname, "../../openapi.json");

interface Operation {
  operationId?: string;
  "x-roles"?: string[];
}

/** Who may ask for what, as the program itself has written it down; nothing: it needs no login. */
function rolesByOperation(): Map<string, string[] | undefined> {
  const { paths } = JSON.parse(readFileSync(DOCUMENT, "utf8")) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return new Map(operations.flatMap((one) => (one.operationId ? [[one.operationId, one["x-roles"]] as const] : [])));
}

describe("the routes", () => {
  it("each have a page and its states", () => {
    const missing = ROUTES.flatMap(({ folder }) => [`${folder}/Page.tsx`, `${folder}/states.ts`]).filter(
      (file) => !existsSync(resolve(PAGES, file)),
    );
    expect(missing).toEqual([]);
  });

  it("are each once, with a title", () => {
    expect(new Set(ROUTES.map((route) => route.path)).size).toBe(ROUTES.length);
    expect(ROUTES.filter((route) => !(route.title in en))).toEqual([]);
  });

  it("let each role into its home", () => {
    for (const role of ROLES) {
      const route = ROUTES.find((one) => one.path === home(role));
      expect(route && allows(route, role), role).toBe(true);
    }
  });

  it("are open to exactly those to whom the program answers what they ask for", () => {
    const policy = rolesByOperation();
    expect([...policy.values()].filter((roles) => roles?.length).length).toBeGreaterThan(50);
    for (const route of ROUTES) {
      const unknown = route.calls.filter((one) => !policy.has(one));
      expect(unknown, route.path).toEqual([]);
      expect(route.calls.length, route.path).toBeGreaterThan(0);
      if (route.roles === "anyone") {
        // Without a login only what needs none.
        expect(
          route.calls.filter((one) => policy.get(one) !== undefined),
          route.path,
        ).toEqual([]);
        continue;
      }
      const may = ROLES.filter((role) => route.calls.every((one) => policy.get(one)?.includes(role)));
      // What an operator may ask for is asked for by a station; of the office's pages there is one for them.
      const office = route.path === "/account" ? may : may.filter((role) => role !== "operator");
      expect([...route.roles].sort(), route.path).toEqual([...office].sort());
    }
  });

  it("fill their places", () => {
    expect(filled("/exams/:e/centres/:c", { e: "1", c: "a/b" })).toBe("/exams/1/centres/a%2Fb");
  });
});

describe("the pages of the station", () => {
  it("each have a page and its states, as has the one that opens it", () => {
    const folders = ["station/come", ...STATION_ROUTES.map(({ folder }) => folder)];
    const missing = folders
      .flatMap((folder) => [`${folder}/Page.tsx`, `${folder}/states.ts`])
      .filter((file) => !existsSync(resolve(PAGES, file)));
    expect(missing).toEqual([]);
  });

  it("are all reached, and each once, with a title", () => {
    const folders = readdirSync(resolve(PAGES, "station")).map((name) => `station/${name}`);
    expect(folders.filter((one) => one !== "station/come").sort()).toEqual(
      STATION_ROUTES.map(({ folder }) => folder).sort(),
    );
    expect(new Set(STATION_ROUTES.map(({ path }) => path)).size).toBe(STATION_ROUTES.length);
    expect(STATION_ROUTES.filter(({ title }) => !(title in en))).toEqual([]);
  });

  it("ask for what both an operator and a supervisor may have", () => {
    const policy = rolesByOperation();
    for (const { path, calls } of STATION_ROUTES) {
      expect(
        calls.filter((one) => !policy.has(one)),
        path,
      ).toEqual([]);
      expect(calls.length, path).toBeGreaterThan(0);
      const refused = calls.filter((one) => {
        const roles = policy.get(one);
        return roles && !(roles.includes("operator") && roles.includes("supervisor"));
      });
      expect(refused, path).toEqual([]);
    }
  });
});
