import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Asked } from "./person";

export const ROLES = ["admin", "supervisor", "operator", "observer"] as const;
export type Role = (typeof ROLES)[number];

interface Operation {
  operationId?: string;
  "x-roles"?: string[];
}

const document = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../openapi.json"), "utf8")) as {
  paths: Record<string, Record<string, Operation>>;
};

interface Known {
  method: string;
  pattern: RegExp;
  places: number;
  id: string;
  roles: string[] | undefined;
}

const known: Known[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, "x-roles": roles }]) =>
    operationId
      ? [
          {
            method: method.toUpperCase(),
            pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`),
            places: path.split("{").length,
            id: operationId,
            roles,
          },
        ]
      : [],
  ),
);

/** Which operation of the program was asked for; the one with the fewest places, where several fit. */
export function operationOf({ method, path }: Pick<Asked, "method" | "path">): Known | undefined {
  const fits = known.filter((one) => one.method === method && one.pattern.test(path));
  return fits.sort((a, b) => a.places - b.places)[0];
}

export const isRead = (id: string): boolean => known.find((one) => one.id === id)?.method === "GET";
