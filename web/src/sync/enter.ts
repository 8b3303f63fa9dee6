/** How somebody comes to work on a device: with a line at first, afterwards by their password alone. */
import { call, renewed } from "../api/client";
import { Failure, unreachable } from "../api/failure";
import { entered, left, type Me } from "../api/session";
import { enter, here } from "../device/here";
import type { Vault } from "../device/keys";
import { admit, first, isBegun, keyOf, open, operatorRow, rewrap } from "../device/operators";
import { keptSession, logInAt, type Pair, take, workerOf } from "./session";

/** What is still wanted. */
export type Entered =
  | "in"
  /** A code of the second factor. */
  | "code"
  /** The password was given to them: they choose another. */
  | "change"
  /** Somebody who works on this device has to let them in. */
  | "host"
  /** The account is of head office, or an observer's. */
  | "role";

const refusal = (code: "INVALID_CREDENTIALS"): Failure => new Failure(401, code, undefined, undefined, undefined);
const isCode = (thrown: unknown, code: string): boolean => thrown instanceof Failure && thrown.code === code;

/** Opens the device without a line; afterwards the session goes on beside it. */
async function openHere(vault: Vault, key: string, password: string): Promise<boolean> {
  const kept = await keptSession(vault, key);
  if (!kept) return false;
  // Whoever was here before is not who sends now; and where there is no line yet, it is gone on with when there is.
  left();
  await enter({ vault, worker: kept.worker });
  void resume(password);
  return true;
}

/** Somebody whom the server knows, and who was not let in yet: a code of the second factor is good for one login only. */
let known: { key: string; pair: Pair } | undefined;

/** Goes on with the session that is kept, or begins one with the password that was just typed. */
export async function resume(password?: string): Promise<void> {
  const now = here.peek();
  if (!now) return;
  try {
    if ((await renewed()) || !password) return;
    await take(now, await logInAt(now.worker.username, password));
  } catch {
    // Without a line, or with a code that is still to be typed: what is captured waits.
  }
}

/** Somebody whom the device does not know yet, or whose password is another one by now. */
async function welcome(key: string, me: Me, password: string, pair: Pair, opened?: Vault): Promise<Entered> {
  if (me.role !== "operator" && me.role !== "supervisor") return "role";
  if (me.mustChangePassword) {
    entered(pair.accessToken, me);
    return "change";
  }
  // Their key is here, and the device died before their session was.
  const vault = opened ?? ((await isBegun()) ? undefined : await first(key, me.id, password));
  if (!vault) {
    known = { key, pair };
    return "host";
  }
  const now = { vault, worker: workerOf(key, me) };
  await take(now, pair);
  await enter(now);
  return "in";
}

/** A user name and a password. Throws what the server or the device says of them. */
export async function come(username: string, password: string, code?: string): Promise<Entered> {
  const key = await keyOf(username);
  const row = await operatorRow(key);
  const vault = row && (await open(row, password));
  if (vault && (await openHere(vault, key, password))) return "in";
  try {
    const pair = await logInAt(username.trim(), password, code);
    return await welcome(key, pair.user, password, pair, vault);
  } catch (thrown) {
    if (isCode(thrown, "SECOND_FACTOR_REQUIRED")) {
      if (code) throw thrown;
      return "code";
    }
    // Without a line the device itself knows that the password is another one.
    if (row && isCode(thrown, unreachable().code)) throw refusal("INVALID_CREDENTIALS");
    throw thrown;
  }
}

/** Chooses another password, and comes with it. */
export async function change(username: string, old: string, chosen: string): Promise<Entered> {
  await call("post", "/api/auth/password", { body: { old, new: chosen } });
  const row = await operatorRow(await keyOf(username));
  if (row) await rewrap(row, old, chosen);
  return come(username, chosen);
}

/** Somebody who works on this device lets somebody else in, both with their passwords. False: the host's is not theirs. */
export async function bring(
  host: { username: string; password: string },
  guest: { username: string; password: string; code?: string | undefined },
): Promise<boolean> {
  const row = await operatorRow(await keyOf(host.username));
  if (!row || !(await open(row, host.password))) return false;
  const key = await keyOf(guest.username);
  const pair = known?.key === key ? known.pair : await logInAt(guest.username.trim(), guest.password, guest.code);
  const vault = await admit(
    { row, password: host.password },
    { key, operatorId: pair.user.id, password: guest.password },
  );
  if (!vault) return false;
  known = undefined;
  const now = { vault, worker: workerOf(key, pair.user) };
  await take(now, pair);
  await enter(now);
  return true;
}
