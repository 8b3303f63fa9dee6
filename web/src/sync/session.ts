/** The session of whoever works at a station: its refresh token lies on the device, sealed, and every tab renews it in turn. */
import { alone, ask, refreshed, type Tokens } from "../api/client";
import { entered, type Me } from "../api/session";
import { db, device, write } from "../device/db";
import { type Here, here, type Worker } from "../device/here";
import type { Vault } from "../device/keys";
import { openJson, sealJson } from "../device/sealing";

/** What goes on after a start. */
export interface KeptSession {
  refreshToken?: string | undefined;
  worker: Worker;
}

export interface Pair extends Tokens {
  refreshToken: string;
}

const place = (key: string): string => `session/${key}`;

export async function keptSession(vault: Vault, key: string): Promise<KeptSession | undefined> {
  return openJson(vault, "session", place(key), await (await db()).get("sessions", key));
}

async function keepSession(vault: Vault, kept: KeptSession): Promise<void> {
  const { key } = kept.worker;
  const sealed = await sealJson(vault, "session", place(key), kept);
  await write(["sessions", "operators"], async (tx) => {
    // A device that another tab has wiped keeps nothing of anybody.
    if (await tx.objectStore("operators").getKey(key)) await tx.objectStore("sessions").put(sealed, key);
  });
}

/** Renews the session of whoever has opened this page. The new token is on the disk before it is used. */
export async function renewHere(): Promise<Tokens | undefined> {
  const now = here.peek();
  if (!now) return undefined;
  return alone(`mpa-session-${now.worker.key}`, async () => {
    const kept = await keptSession(now.vault, now.worker.key);
    if (!kept?.refreshToken) return undefined;
    const pair = await refreshed<Pair>({ body: { refreshToken: kept.refreshToken } });
    await keepSession(now.vault, { ...kept, refreshToken: pair?.refreshToken });
    return pair;
  });
}

/** Asks the server who somebody is. */
export async function logInAt(username: string, password: string, code?: string): Promise<Pair> {
  const body = { username, password, deviceId: (await device()).id, ...(code ? { code } : {}) };
  return (await ask<{ data: Pair }>("post", "/api/auth/login", { body })).data;
}

export const workerOf = (key: string, me: Me): Worker => ({
  key,
  id: me.id,
  username: me.username,
  name: me.name,
  role: me.role === "supervisor" ? "supervisor" : "operator",
});

/** The session of a login becomes that of this page. */
export async function take(now: Here, pair: Pair): Promise<void> {
  await keepSession(now.vault, { worker: now.worker, refreshToken: pair.refreshToken });
  entered(pair.accessToken, pair.user);
}
