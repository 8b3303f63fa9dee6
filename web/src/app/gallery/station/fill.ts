import { zipSync } from "fflate";
import { answered, silent } from "../../../api/line";
import { entered, left } from "../../../api/session";
import { db, write } from "../../../device/db";
import { enter, type Worker } from "../../../device/here";
import { begin as beginKeys, type Vault } from "../../../device/keys";
import { type Change, capture, leaving, settle, takeBack } from "../../../device/outbox";
import { append, begin as beginParcel, type Parcel } from "../../../device/parcel";
import { packageKey, photoKey, type Roster } from "../../../device/roster";
import { sealJson } from "../../../device/sealing";
import * as sample from "../../../sync/sample/day";
import type { SampleRecord, StationState } from "../../../sync/sample/states";
import { update } from "../../../sync/updates";
import { photograph } from "./portrait";
import { freeze, install, stopChecking } from "./stand-ins";

const STORES = [
  "facts",
  "operators",
  "packages",
  "pieces",
  "rosters",
  "photos",
  "outbox",
  "images",
  "sessions",
] as const;
const MARK = "gallery";
/** The key of somebody else who works on the device. */
const OTHERS = "others";
/** So many have their photograph on the device; that of the others does not open. */
const PHOTOGRAPHS = 30;

/** An empty device, which is the gallery's own: that of somebody who works in this browser is left alone. */
async function empty(): Promise<void> {
  const kept = await db();
  if ((await kept.count("operators")) > 0 && !(await kept.get("facts", MARK)))
    throw new Error("a station is at work in this browser: its day is not overwritten");
  await write([...STORES], async (tx) => {
    for (const store of STORES) await tx.objectStore(store).clear();
    await tx.objectStore("facts").put("yes", MARK);
  });
}

async function keepRosters(vault: Vault, worker: Worker, rosters: readonly Roster[]): Promise<void> {
  const faces = await Promise.all([0, 1, 2, 3].map(photograph));
  const sealed = await Promise.all(
    rosters.map(async (one) => {
      const key = packageKey(worker.key, one.exam.id);
      return [key, await sealJson(vault, "roster", key, one)] as const;
    }),
  );
  const shown = (rosters[0]?.people ?? []).slice(0, PHOTOGRAPHS).filter((one) => one.photo);
  const photos = await Promise.all(
    shown.map(async ({ id }, index) => {
      const key = photoKey(rosters[0]?.exam.id ?? "", id);
      const face = faces[index % faces.length] as Uint8Array<ArrayBuffer>;
      return [key, await vault.seal("photo", key, face)] as const;
    }),
  );
  await write(["rosters", "photos"], async (tx) => {
    for (const [key, value] of sealed) await tx.objectStore("rosters").put(value, key);
    for (const [key, value] of photos) await tx.objectStore("photos").put(value, key);
  });
}

async function keepRecords(vault: Vault, worker: Worker, records: readonly SampleRecord[]): Promise<void> {
  const changes: Change[] = [];
  const tried: number[] = [];
  const { exam, captureToken, people } = sample.roster;
  for (const one of records) {
    const person = people[one.person];
    if (!person) continue;
    const made = await capture(vault, one.others ? OTHERS : worker.key, {
      examId: exam.id,
      entityType: one.type,
      candidateId: person.id,
      rollNumber: person.rollNumber,
      capturedAt: new Date(Date.now() - one.minutes * 60_000).toISOString(),
      captureToken,
      data: one.data ?? {},
    });
    if (one.standing?.at === "void") await takeBack(vault, made.order, one.outcome?.reason ?? "");
    else changes.push({ order: made.order, standing: one.standing ?? sample.waits, outcome: one.outcome });
    if (one.tried) tried.push(made.order);
  }
  await leaving(tried);
  await settle(vault, changes);
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A package as the server makes it, with so many photographs. */
async function packed(count: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(600_000);
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  const names = Array.from({ length: count }, (_, index) => `photos/${index}.jpg`);
  const manifest = { format: "mpa-package/1", entries: names.map((name) => ({ name, bytes: bytes.length, sha256 })) };
  const files = Object.fromEntries(names.map((name) => [name, bytes]));
  return new Uint8Array(
    zipSync({ "manifest.json": new TextEncoder().encode(JSON.stringify(manifest)), ...files }, { level: 0 }),
  );
}

async function keepParcel(vault: Vault, worker: Worker, kind: NonNullable<StationState["parcel"]>): Promise<void> {
  const { exam } = sample.roster;
  const key = packageKey(worker.key, exam.id);
  const parcel: Parcel = { examId: exam.id, url: "/api/admin/download/package", token: "", expiresAt: "" };
  if (kind === "part") {
    const sealed = await sealJson(vault, "piece", key, { ...parcel, size: 66_000_000 });
    await write(["packages"], (tx) =>
      tx.objectStore("packages").put({ key, state: "fetching", got: 26_400_000, sealed }),
    );
    return;
  }
  const bytes = kind === "whole" ? await packed(10) : new Uint8Array(4_000_000).fill(7);
  await beginParcel(vault, key, { ...parcel, size: bytes.length });
  await append(vault, key, { ...parcel, size: bytes.length }, 0, bytes);
  if (kind === "whole") stopChecking(6);
}

/** Makes the device what the state wants, and opens it for whoever works there. */
export async function fill(state: StationState, shut: boolean | undefined): Promise<void> {
  install(state);
  await empty();
  const worker = { ...sample.worker, ...state.worker };
  const { vault, wrapped } = await beginKeys(worker.id, "gallery");
  await write(["facts", "operators"], async (tx) => {
    for (const [name, value] of Object.entries(state.facts ?? {})) await tx.objectStore("facts").put(value, name);
    // A device that is begun: whoever is new is let in by somebody.
    const keys = shut && !state.facts ? [] : [worker.key, OTHERS];
    for (const key of keys) await tx.objectStore("operators").put({ key, operatorId: worker.id, wrapped });
  });
  await keepRosters(vault, worker, state.rosters ?? [sample.roster]);
  await keepRecords(vault, worker, state.records ?? []);
  if (state.parcel) await keepParcel(vault, worker, state.parcel);
  if (state.line === "off") silent();
  else if (state.line === "slow") for (let index = 0; index < 5; index++) answered(60_000);
  if (state.session || shut) left();
  else entered("gallery", { ...sample.me, role: worker.role, id: worker.id });
  if (!shut) await enter({ vault, worker });
  if (state.behind) await keepRecords(vault, worker, [state.behind]);
  if (state.update) update.value = {} as ServiceWorker;
  freeze(state);
}
