/** The template as the sources make it, which `npm run check` has just written, and a way to read it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = any;
export type Resource = { Type: string; Properties: Json; Metadata?: Json; DeletionPolicy?: string };

export const ROOT = join(__dirname, "../../../..");
export const text = readFileSync(join(__dirname, "../template.json"), "utf8");
export const json = JSON.parse(text) as {
  Resources: Record<string, Resource>;
  Parameters: Record<string, Json>;
  Outputs: Json;
};

/** A file of the project. */
export const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The resources of a type, by their names. */
export const all = (type: string): [string, Json][] =>
  Object.entries(json.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([name, resource]) => [name, resource.Properties]);

/** The properties of one. */
export function one(name: string, type: string): Json {
  const resource = json.Resources[name];
  if (resource?.Type !== type) throw new Error(`there is no ${name} of the type ${type}`);
  return resource.Properties;
}

/** The one number that a pattern finds in a source of the program. */
export function number(path: string, pattern: RegExp): number {
  const found = read(path).match(pattern)?.[1];
  if (!found) throw new Error(`${path} no longer says ${pattern}`);
  return Number(found.replaceAll("_", ""));
}

/** What references lead to, as text: `${Name}`, and `${Name.Attribute}`. */
export function shown(value: Json): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (value?.Ref) return `\${${value.Ref}}`;
  if (value?.["Fn::GetAtt"]) return `\${${value["Fn::GetAtt"].join(".")}}`;
  if (value?.["Fn::Join"]) return value["Fn::Join"][1].map(shown).join(value["Fn::Join"][0]);
  if (value?.["Fn::Select"]) return `\${select ${JSON.stringify(value["Fn::Select"])}}`;
  throw new Error(`not text: ${JSON.stringify(value)}`);
}

/** Every policy of the template: whose it is, and its statements. */
export function policies(): { of: string; statement: Json }[] {
  const found: { of: string; statement: Json }[] = [];
  const look = (of: string, value: Json) => {
    if (Array.isArray(value)) for (const inner of value) look(of, inner);
    else if (typeof value === "object" && value !== null) {
      if ("Effect" in value && "Action" in value) found.push({ of, statement: value });
      else for (const inner of Object.values(value)) look(of, inner);
    }
  };
  for (const [name, resource] of Object.entries(json.Resources)) look(name, resource.Properties);
  return found;
}
