/** What is open on this page of the device: who works here, with what, and what was captured. */
import { computed, signal } from "@preact/signals";
import { isSafe } from "../flow/outbox";
import type { Vault } from "./keys";
import { all, type Captive, some } from "./outbox";
import { type Roster, rosters } from "./roster";

export interface Worker {
  /** What the device knows them by. */
  key: string;
  id: string;
  username: string;
  name: string;
  role: "operator" | "supervisor";
}

export interface Here {
  vault: Vault;
  worker: Worker;
}

/** Who has opened this page; nothing: it is shut. */
export const here = signal<Here | undefined>(undefined);
/** The rosters of whoever works here. */
export const held = signal<readonly Roster[]>([]);
/** Everything that waits on this device or went from it, by its order. */
export const outbox = signal<ReadonlyMap<number, Captive>>(new Map());

/** What was captured by whoever works here: nobody sees another one's work. */
export const mine = computed<readonly Captive[]>(() => {
  const key = here.value?.worker.key;
  return [...outbox.value.values()].filter((one) => one.by === key).sort((a, b) => a.order - b.order);
});

/** How much waits on this device, whoever captured it, and since when. */
export const waiting = computed(() => {
  const left = [...outbox.value.values()].filter((one) => one.standing.at === "waiting");
  const oldest = left.reduce<string | undefined>(
    (first, { capturedAt }) => (first === undefined || capturedAt < first ? capturedAt : first),
    undefined,
  );
  return { count: left.length, oldest };
});

/** What would be lost with this device. */
export const unsafe = computed(() => [...outbox.value.values()].filter((one) => !isSafe(one.standing)));

/** The tabs of a device tell each other what has changed; what it is they read themselves. */
type Told = { kind: "outbox"; orders: number[] } | { kind: "rosters" } | { kind: "wiped" };
const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("mpa-station");

/** Where there is a process that would not end with an open channel. */
(channel as { unref?: () => void } | undefined)?.unref?.();

/** What changed while the page was being opened, and may not have been read with the rest. */
let meanwhile: Set<number> | undefined;
let reading: Promise<unknown> = Promise.resolve();

/** One reading after the other: what was read first is never shown in the place of what was read later. */
function inTurn(work: (now: Here) => Promise<void>): Promise<void> {
  const turn = reading.then(async () => {
    const now = here.peek();
    if (now) await work(now);
  });
  reading = turn.catch(() => undefined);
  return turn;
}

async function reread(orders: readonly number[]): Promise<void> {
  for (const order of orders) meanwhile?.add(order);
  return inTurn(async (now) => {
    const read = await some(now.vault, orders);
    // Whoever left meanwhile takes what they saw with them.
    if (here.peek() !== now) return;
    outbox.value = new Map([...outbox.peek(), ...read.map((one) => [one.order, one] as const)]);
  });
}

const readRosters = (): Promise<void> =>
  inTurn(async (now) => {
    const read = await rosters(now.vault, now.worker.key);
    if (here.peek() === now) held.value = read;
  });

channel?.addEventListener("message", ({ data }: MessageEvent<Told>) => {
  if (data.kind === "wiped") return shut();
  const read = data.kind === "outbox" ? reread(data.orders) : readRosters();
  read.catch(console.error);
});

/** Some records have changed, here: every tab shows it. */
export async function changed(orders: readonly number[]): Promise<void> {
  channel?.postMessage({ kind: "outbox", orders: [...orders] } satisfies Told);
  await reread(orders);
}

export async function rostersChanged(): Promise<void> {
  channel?.postMessage({ kind: "rosters" } satisfies Told);
  await readRosters();
}

export function wiped(): void {
  channel?.postMessage({ kind: "wiped" } satisfies Told);
  shut();
}

/** Opens the page for somebody. */
export async function enter(now: Here): Promise<void> {
  const late = new Set<number>();
  meanwhile = late;
  try {
    const [records, packages] = await Promise.all([all(now.vault), rosters(now.vault, now.worker.key)]);
    outbox.value = new Map(records.map((one) => [one.order, one]));
    held.value = packages;
    here.value = now;
  } finally {
    meanwhile = undefined;
  }
  if (late.size > 0) await reread([...late]);
}

export function shut(): void {
  here.value = undefined;
  held.value = [];
  outbox.value = new Map();
}
