import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { allows, filled, home, ROUTES } from "../src/app/routes";
import en from "../src/text/en.json";

const PAGES = resolve(import.meta.dirname, "../src/pages");
const ROLES = ["admin", "supervisor", "operator", "observer"] as const;

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

  it("are given only to roles that may make the call that the page stands on", () => {
    const document = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../openapi.json"), "utf8")) as {
      paths: Record<string, Record<string, { description?: string }>>;
    };
    const rolesOf = (path: string): string[] =>
      /Roles: ([a-z, ]+)\./.exec(document.paths[path]?.get?.description ?? "")?.[1]?.split(", ") ?? [];
    const stand: Record<string, string> = {
      "/exams/:e/candidates": "/api/candidates/{examId}",
      "/exams/:e/candidates/:c": "/api/candidates/{examId}/{candidateId}",
      "/exams/:e/alerts": "/api/alerts/{id}",
      "/exams/:e/conflicts": "/api/sync/conflicts/{examId}",
      "/exams/:e/audit": "/api/audit/{examId}",
      "/watch/:e": "/api/admin/stats/{examId}",
    };
    for (const [path, call] of Object.entries(stand)) {
      const route = ROUTES.find((one) => one.path === path);
      expect(rolesOf(call).length, call).toBeGreaterThan(0);
      for (const role of ROLES) {
        if (route && allows(route, role)) expect(rolesOf(call), `${path} for ${role}`).toContain(role);
      }
    }
  });

  it("fill their places", () => {
    expect(filled("/exams/:e/centres/:c", { e: "1", c: "a/b" })).toBe("/exams/1/centres/a%2Fb");
  });
});
