/** Who works on this device, and the key that each of their passwords opens. */
import { db, device, type OperatorRow, Wiped, write } from "./db";
import { hex } from "./hex";
import { begin, letIn, unlock, type Vault } from "./keys";

/** What a user name is kept as: whoever finds the device does not read it. */
export async function keyOf(username: string): Promise<string> {
  const { salt } = await device();
  const name = username.trim().normalize("NFC").toLowerCase();
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${salt}\n${name}`)));
}

export async function operatorRow(key: string): Promise<OperatorRow | undefined> {
  return (await db()).get("operators", key);
}

/** Whether anybody works on this device. */
export async function isBegun(): Promise<boolean> {
  return (await (await db()).count("operators")) > 0;
}

/** Opens the device; nothing, where the password is not theirs. */
export async function open(row: OperatorRow, password: string): Promise<Vault | undefined> {
  return unlock(row.wrapped, row.operatorId, password);
}

/** The first operator of a device. Nothing, where another tab was faster: they are let in instead. */
export async function first(key: string, operatorId: string, password: string): Promise<Vault | undefined> {
  const { vault, wrapped } = await begin(operatorId, password);
  const made = await write(["operators"], async (tx) => {
    const operators = tx.objectStore("operators");
    if ((await operators.count()) > 0) return false;
    await operators.put({ key, operatorId, wrapped });
    return true;
  });
  return made ? vault : undefined;
}

/** Somebody who works here lets another in. Nothing, where the host's password is not theirs. */
export async function admit(
  host: { row: OperatorRow; password: string },
  guest: { key: string; operatorId: string; password: string },
): Promise<Vault | undefined> {
  const { row } = host;
  const wrapped = await letIn({ operatorId: row.operatorId, password: host.password, wrapped: row.wrapped }, guest);
  if (!wrapped) return undefined;
  await write(["operators"], async (tx) => {
    // Where the device was wiped meanwhile, its key opens nothing any more.
    if (!(await tx.objectStore("operators").getKey(row.key))) throw new Wiped();
    await tx.objectStore("operators").put({ key: guest.key, operatorId: guest.operatorId, wrapped });
  });
  return unlock(wrapped, guest.operatorId, guest.password);
}

/** Somebody chose another password, here: the key is wrapped by it. */
export async function rewrap(row: OperatorRow, old: string, chosen: string): Promise<boolean> {
  const host = { row, password: old };
  return (await admit(host, { key: row.key, operatorId: row.operatorId, password: chosen })) !== undefined;
}
