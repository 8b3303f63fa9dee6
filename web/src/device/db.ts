/**
 * What a device keeps, in IndexedDB. A write is acknowledged when it lies on the disk (`durability: "strict"`): what was
 * shown as saved is there after the battery died. Everything but numbers, states and digests is sealed by
 * [`Vault`](./keys.ts) before it comes here.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { Standing } from "../flow/outbox";
import { hex } from "./hex";
import type { Wrapped } from "./keys";

export const NAME = "mpa-station";
export const VERSION = 1;

type Sealed = Uint8Array<ArrayBuffer>;

/** One who works on the device. The key says nothing of who it is: a digest of the user name with the device's salt. */
export interface OperatorRow {
  key: string;
  operatorId: string;
  wrapped: Wrapped;
}

/** A package on its way here, or here. */
export interface PackageRow {
  /** Whose it is, and of which exam. */
  key: string;
  state: "fetching" | "whole";
  /** Bytes that are here. */
  got: number;
  /** What it is and how to go on fetching it. */
  sealed: Sealed;
}

export interface OutboxRow {
  /** In which order it was captured; given by the store. */
  order: number;
  id: string;
  /** Who captured it: the key of an [`OperatorRow`]. */
  by: string;
  standing: Standing;
  /** Whether it may have left the device already. */
  tried: boolean;
  /** Bytes of it as it is sent. */
  bytes: number;
  sealed: Sealed;
}

export interface Kept extends DBSchema {
  facts: { key: string; value: string };
  operators: { key: string; value: OperatorRow };
  packages: { key: string; value: PackageRow };
  /** Of a package on its way: by its key and the first byte of the piece. */
  pieces: { key: [string, number]; value: Sealed };
  /** The candidates of a package, by its key. */
  rosters: { key: string; value: Sealed };
  /** By exam and candidate. */
  photos: { key: string; value: Sealed };
  outbox: { key: number; value: OutboxRow; indexes: { id: string } };
  /** The picture of a record, by its id, until the server has it. */
  images: { key: string; value: Sealed };
  /** By operator: what goes on after a start, sealed. */
  sessions: { key: string; value: Sealed };
}

export type Store = StoreNames<Kept>;
type Tx<S extends Store[]> = IDBPTransaction<Kept, S, "readwrite">;

let opened: Promise<IDBPDatabase<Kept>> | undefined;

/**
 * The schema, one step a version: a queue that an older release wrote is read by this one. All of it is one transaction:
 * a device that dies meanwhile has what it had.
 */
function upgrade(db: IDBPDatabase<Kept>, from: number): void {
  if (from < 1) {
    db.createObjectStore("facts");
    db.createObjectStore("operators", { keyPath: "key" });
    db.createObjectStore("packages", { keyPath: "key" });
    db.createObjectStore("pieces");
    db.createObjectStore("rosters");
    db.createObjectStore("photos");
    db.createObjectStore("outbox", { keyPath: "order", autoIncrement: true }).createIndex("id", "id", { unique: true });
    db.createObjectStore("images");
    db.createObjectStore("sessions");
  }
}

export function db(): Promise<IDBPDatabase<Kept>> {
  if (opened) return opened;
  const opening = openDB<Kept>(NAME, VERSION, {
    upgrade: (kept, from) => upgrade(kept, from),
    // A newer page wants another schema, or wipes the device: this one lets go.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: () => forget(),
  });
  const forget = (): void => {
    if (opened === opening) opened = undefined;
  };
  opened = opening;
  // What could not be opened once is tried anew the next time.
  opening.catch(forget);
  return opening;
}

/** Lets go of the store; it is opened again when it is needed. */
export async function close(): Promise<void> {
  const now = opened;
  opened = undefined;
  (await now)?.close();
}

/** The device was wiped in another tab: there is nobody any more for whom anything could be kept. */
export class Wiped extends Error {
  constructor() {
    super("the device was wiped");
  }
}

async function begun<S extends Store[]>(stores: S): Promise<Tx<S>> {
  const options = { durability: "strict" } as const;
  try {
    return (await db()).transaction(stores, "readwrite", options);
  } catch (cause) {
    // The browser closes a store when it likes, and tells the page a moment later.
    if ((cause as DOMException).name !== "InvalidStateError") throw cause;
    opened = undefined;
    return (await db()).transaction(stores, "readwrite", options);
  }
}

/** All of it or nothing, and on the disk when it is said to be done. */
export async function write<S extends Store[], T>(stores: S, work: (tx: Tx<S>) => Promise<T>): Promise<T> {
  const tx = await begun(stores);
  // A failure inside is the one that is told, not that the transaction was given up.
  tx.done.catch(() => undefined);
  try {
    const made = await work(tx);
    await tx.done;
    return made;
  } catch (cause) {
    try {
      tx.abort();
    } catch {
      // It is over already.
    }
    throw cause;
  }
}

/** What is kept in one place; nothing where there is none. */
export async function fact(name: string): Promise<string | undefined> {
  return (await db()).get("facts", name);
}

const drawn = (bytes: number): string => hex(crypto.getRandomValues(new Uint8Array(bytes)));

const SYMBOLS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** As somebody reads it from the back of a tablet: `station-7K2M9X`. */
function named(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `station-${[...bytes].map((byte) => SYMBOLS[byte % SYMBOLS.length]).join("")}`;
}

export interface Device {
  id: string;
  salt: string;
}

/** This device, which is given a name and a salt when it is first asked for. */
export async function device(): Promise<Device> {
  const kept = await db();
  const [id, salt] = await Promise.all([kept.get("facts", "device"), kept.get("facts", "salt")]);
  if (id && salt) return { id, salt };
  return write(["facts"], async (tx) => {
    const facts = tx.objectStore("facts");
    // Another tab may have been faster.
    const now = { id: (await facts.get("device")) ?? named(), salt: (await facts.get("salt")) ?? drawn(16) };
    await Promise.all([facts.put(now.id, "device"), facts.put(now.salt, "salt")]);
    return now;
  });
}
