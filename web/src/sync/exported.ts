import { db, write } from "../device/db";

/** The records that went into an export, by their ids: what the server refused may go with them. */
export async function exportedIds(): Promise<ReadonlySet<string>> {
  const kept = await (await db()).get("facts", "exported");
  return new Set(kept ? (JSON.parse(kept) as string[]) : []);
}

export async function markExported(ids: readonly string[]): Promise<void> {
  await write(["facts"], async (tx) => {
    const facts = tx.objectStore("facts");
    const before = JSON.parse((await facts.get("exported")) ?? "[]") as string[];
    await facts.put(JSON.stringify([...new Set([...before, ...ids])]), "exported");
  });
}
