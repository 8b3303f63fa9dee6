/** What was captured and is to be handed over: each record sealed, its picture beside it until the server has it. */
import { FRESH, following, isSafe, type Standing } from "../flow/outbox";
import { db, type OutboxRow, Wiped, write } from "./db";
import type { Vault } from "./keys";
import { openJson, sealJson } from "./sealing";

export type EntityType = "attendance" | "face" | "fingerprint" | "omr" | "biometric";

/** A record as `POST /api/sync/upload` takes it, without its id and picture. */
export interface Captured {
  examId: string;
  entityType: EntityType;
  candidateId: string;
  /** For the eyes of whoever works here. */
  rollNumber: string;
  /** By the clock of this device, RFC 3339. */
  capturedAt: string;
  captureToken: string;
  data: Record<string, unknown>;
  /** The media type of its picture. */
  imageType?: string | undefined;
}

/** A record that is open. */
export interface Captive extends Omit<OutboxRow, "sealed">, Captured {
  /** What came of a face, where the server has told. */
  outcome?: Outcome | undefined;
}

/** What the server says of a record beside its standing. */
export interface Outcome {
  verified?: boolean;
  matchPercentage?: number;
  attemptsLeft?: number;
  waitsForSupervisor?: boolean;
  /** Why it was taken back. */
  reason?: string;
  /** It was taken back where it had arrived already. */
  undone?: boolean;
}

interface Inside extends Captured {
  outcome?: Outcome | undefined;
}

const place = (id: string): string => `record/${id}`;
const imagePlace = (id: string): string => `image/${id}`;

const JSON_BYTES = 1024;

/** Writes a record down, with its picture. It is safe on this device when this is over. */
export async function capture(vault: Vault, by: string, what: Captured, picture?: Blob): Promise<Captive> {
  const id = crypto.randomUUID();
  const captured = picture ? { ...what, imageType: picture.type } : what;
  const [sealed, image] = await Promise.all([
    sealJson(vault, "outbox", place(id), captured satisfies Inside),
    picture?.arrayBuffer().then((bytes) => vault.seal("outbox", imagePlace(id), new Uint8Array(bytes))),
  ]);
  const row = { id, by, standing: FRESH, tried: false, bytes: JSON_BYTES + (picture?.size ?? 0), sealed };
  const order = await write(["operators", "outbox", "images"], async (tx) => {
    // In a store that another tab has wiped nobody could ever open it.
    if (!(await tx.objectStore("operators").getKey(by))) throw new Wiped();
    if (image) await tx.objectStore("images").put(image, id);
    // The store gives the order.
    return tx.objectStore("outbox").add(row as OutboxRow);
  });
  const { sealed: _, ...rest } = row;
  return { ...rest, order, ...captured };
}

async function opened(vault: Vault, { sealed, ...row }: OutboxRow): Promise<Captive | undefined> {
  const inside = await openJson<Inside>(vault, "outbox", place(row.id), sealed);
  return inside && { ...row, ...inside };
}

/** All records that open, in the order in which they were captured. */
export async function all(vault: Vault): Promise<Captive[]> {
  const rows = await (await db()).getAll("outbox");
  return (await Promise.all(rows.map((row) => opened(vault, row)))).filter((one) => one !== undefined);
}

/** Some of them, as they are now. */
export async function some(vault: Vault, orders: readonly number[]): Promise<Captive[]> {
  const kept = await db();
  const rows = await Promise.all(orders.map((order) => kept.get("outbox", order)));
  const found = rows.filter((row) => row !== undefined).map((row) => opened(vault, row));
  return (await Promise.all(found)).filter((one) => one !== undefined);
}

export async function imageOf(
  vault: Vault,
  { id, imageType }: Pick<Captive, "id" | "imageType">,
): Promise<Blob | undefined> {
  const sealed = await (await db()).get("images", id);
  const plain = sealed && (await vault.open("outbox", imagePlace(id), sealed));
  return plain && new Blob([plain], { type: imageType ?? "" });
}

export interface Change {
  order: number;
  /** Nothing: as it stands. */
  standing?: Standing | undefined;
  outcome?: Outcome | undefined;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** What became of some records; a picture that the server has goes. */
export async function settle(vault: Vault, changes: readonly Change[]): Promise<void> {
  const kept = await db();
  const insides = new Map<number, { of: OutboxRow; sealed: Uint8Array<ArrayBuffer> }>();
  for (const { order, outcome } of changes) {
    const of = outcome && (await kept.get("outbox", order));
    const inside = of && (await openJson<Inside>(vault, "outbox", place(of.id), of.sealed));
    if (!of || !inside) continue;
    const next = { ...inside, outcome: { ...inside.outcome, ...outcome } };
    insides.set(order, { of, sealed: await sealJson(vault, "outbox", place(of.id), next) });
  }
  const missed = await write(["outbox", "images"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const late: Change[] = [];
    for (const change of changes) {
      const row = await outbox.get(change.order);
      // What was taken back meanwhile stays taken back.
      if (!row || row.standing.at === "void") continue;
      const inside = insides.get(change.order);
      // Another tab wrote down something of it while this was sealed.
      if (inside && !same(inside.of.sealed, row.sealed)) {
        late.push(change);
        continue;
      }
      const standing = following(row.standing, change.standing);
      await outbox.put({ ...row, standing, sealed: inside?.sealed ?? row.sealed });
      if (isSafe(standing)) await tx.objectStore("images").delete(row.id);
    }
    return late;
  });
  if (missed.length > 0) await settle(vault, missed);
}

/** They are about to leave the device: from now on nobody knows whether they arrived. Those that may go. */
export async function leaving(orders: readonly number[]): Promise<Set<number>> {
  return write(["outbox"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const go = new Set<number>();
    for (const order of orders) {
      const row = await outbox.get(order);
      if (row?.standing.at !== "waiting") continue;
      if (!row.tried) await outbox.put({ ...row, tried: true });
      go.add(order);
    }
    return go;
  });
}

/** Takes a record back that has not left the device. False, where it may have. */
export async function takeBack(vault: Vault, order: number, reason: string): Promise<boolean> {
  const before = await (await db()).get("outbox", order);
  const inside = before && (await openJson<Inside>(vault, "outbox", place(before.id), before.sealed));
  if (!before || !inside) return false;
  const sealed = await sealJson(vault, "outbox", place(before.id), { ...inside, outcome: { reason } });
  return write(["outbox", "images"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const row = await outbox.get(order);
    if (!row || row.tried || row.standing.at !== "waiting") return false;
    await outbox.put({ ...row, standing: { at: "void" }, sealed });
    await tx.objectStore("images").delete(row.id);
    return true;
  });
}
