import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** A secret under a name, as bytes that may lie anywhere. */
export type Secrets = Readonly<Record<string, readonly Buffer[]>>;

/** Text as browsers write it: one byte a letter, or two. */
export const texts = (...written: string[]): Buffer[] =>
  written.flatMap((one) => [Buffer.from(one, "utf8"), Buffer.from(one, "utf16le")]);

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isDirectory()) yield* filesIn(path);
    else if (kind?.isFile()) yield path;
  }
}

/** In which files of a folder each secret lies; and how many bytes were looked at. */
export function foundIn(folder: string, secrets: Secrets): { found: Record<string, string[]>; bytes: number } {
  const found: Record<string, string[]> = {};
  let bytes = 0;
  for (const path of filesIn(folder)) {
    let content: Buffer;
    try {
      content = readFileSync(path);
    } catch {
      continue; // A browser that runs takes files away.
    }
    bytes += content.length;
    for (const [name, forms] of Object.entries(secrets)) {
      if (!forms.some((one) => content.includes(one))) continue;
      found[name] = [...(found[name] ?? []), relative(folder, path)];
    }
  }
  return { found, bytes };
}
