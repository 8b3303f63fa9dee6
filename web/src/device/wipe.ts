/** The end of a device's day: nothing stays on it, and nothing goes that only it has. */
import { isSafe } from "../flow/outbox";
import { close, NAME, write } from "./db";

const ALL = ["facts", "operators", "packages", "pieces", "rosters", "photos", "outbox", "images", "sessions"] as const;

/** What keeps a device from being wiped. */
export type Kept = { waiting: number; refused: number };

/**
 * Wipes the device, in one transaction that looks once more: a record that was captured meanwhile keeps all of it here.
 * What the server refused goes only when it was exported, by its ids. Nothing: it is wiped.
 */
export async function wipe(exported: ReadonlySet<string>): Promise<Kept | undefined> {
  const kept = await write([...ALL], async (tx) => {
    const rows = await tx.objectStore("outbox").getAll();
    const waiting = rows.filter(({ standing }) => standing.at === "waiting").length;
    const refused = rows.filter(
      (row) => !isSafe(row.standing) && row.standing.at !== "waiting" && !exported.has(row.id),
    );
    if (waiting > 0 || refused.length > 0) return { waiting, refused: refused.length };
    await Promise.all(ALL.map((store) => tx.objectStore(store).clear()));
    return undefined;
  });
  if (kept) return kept;
  // It is empty by now; that it goes as well is for tidiness, and waits for no other tab.
  await close();
  indexedDB.deleteDatabase(NAME);
  return undefined;
}
