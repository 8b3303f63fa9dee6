import { wire } from "../api/wire";
import { db, write } from "../device/db";

const ANSWER_MILLISECONDS = 1_500;

/**
 * Whether the server is a demo: only there a simulated fingerprint scanner is offered. Nothing, where nobody says so in
 * time. A demo refuses an empty body; elsewhere there is no such route; any other answer is not about that.
 */
async function asked(): Promise<boolean | undefined> {
  const { status } = await wire.fetch("/api/demo/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
  });
  return status === 400 ? true : status === 404 ? false : undefined;
}

let known: boolean | undefined;

/** As the server says, else as it said before; a device that never heard of it is at no demo. */
export async function isDemo(): Promise<boolean> {
  known ??= await asked().catch(() => undefined);
  if (known === undefined) return (await (await db()).get("facts", "demo")) === "yes";
  const fact = known ? "yes" : "no";
  await write(["facts"], async (tx) => {
    await tx.objectStore("facts").put(fact, "demo");
  });
  return known;
}
