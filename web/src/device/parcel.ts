/**
 * A package on its way to this device. What has come is kept piece by piece, sealed, so that it goes on where it broke
 * off; only when all of it is here and every digest fits does it become a roster and photographs.
 */
import { createSHA256 } from "hash-wasm";
import { db, type PackageRow, Wiped, write } from "./db";
import { hex } from "./hex";
import type { Vault } from "./keys";
import { type Candidate, type ExamFile, photoKey, type Roster } from "./roster";
import { openJson, sealJson } from "./sealing";
import { type Entry, entriesOf, type Source, unpacked } from "./zip";

/** What is known of a package while it is fetched. */
export interface Parcel {
  examId: string;
  url: string;
  token: string;
  expiresAt: string;
  etag?: string | undefined;
  /** Bytes of the whole. */
  size?: number | undefined;
  /** SHA-256 of the whole, base64, as `Repr-Digest` has it. */
  digest?: string | undefined;
}

/** Why a package is not taken. */
export class Damaged extends Error {
  constructor(readonly what: string) {
    super(`the package is damaged: ${what}`);
  }
}

/** It was begun anew, here or in another tab, or the device was wiped: what comes now belongs to nothing. */
export class Overtaken extends Error {
  constructor() {
    super("another package has taken its place");
  }
}

const MOST_JSON_BYTES = 256 * 1024 * 1024;
const place = (key: string, at: number): string => `${key}\n${at}`;
const pieces = (key: string): IDBKeyRange => IDBKeyRange.bound([key, 0], [key, Number.MAX_SAFE_INTEGER]);

const sealedRow = async (vault: Vault, key: string, parcel: Parcel, got: number): Promise<PackageRow> => ({
  key,
  state: "fetching",
  got,
  sealed: await sealJson(vault, "piece", key, parcel),
});

/** Begins a package, or begins it anew: what was there of it is gone. */
export async function begin(vault: Vault, key: string, parcel: Parcel): Promise<void> {
  const row = await sealedRow(vault, key, parcel, 0);
  const [operator = ""] = key.split("/");
  await write(["operators", "packages", "pieces"], async (tx) => {
    if (!(await tx.objectStore("operators").getKey(operator))) throw new Wiped();
    await Promise.all([tx.objectStore("pieces").delete(pieces(key)), tx.objectStore("packages").put(row)]);
  });
}

/** A package on its way, and how much of it is here. */
export async function underway(vault: Vault, key: string): Promise<{ parcel: Parcel; got: number } | undefined> {
  const row = await (await db()).get("packages", key);
  if (row?.state !== "fetching") return undefined;
  const parcel = await openJson<Parcel>(vault, "piece", key, row.sealed);
  return parcel && { parcel, got: row.got };
}

/** The next piece, and what was learned of the package with it. */
export async function append(
  vault: Vault,
  key: string,
  parcel: Parcel,
  at: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const [row, piece] = await Promise.all([
    sealedRow(vault, key, parcel, at + bytes.length),
    vault.seal("piece", place(key, at), bytes),
  ]);
  await write(["packages", "pieces"], async (tx) => {
    const now = await tx.objectStore("packages").get(key);
    if (now?.state !== "fetching" || now.got !== at) throw new Overtaken();
    await Promise.all([tx.objectStore("packages").put(row), tx.objectStore("pieces").put(piece, [key, at])]);
  });
}

/** The pieces as one file. */
async function sourceOf(vault: Vault, key: string, size: number): Promise<Source> {
  const kept = await db();
  const starts = (await kept.getAllKeys("pieces", pieces(key))).map(([, at]) => at);
  let last: { at: number; bytes: Uint8Array<ArrayBuffer> } | undefined;
  const piece = async (at: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (last?.at === at) return last.bytes;
    const sealed = await kept.get("pieces", [key, at]);
    const bytes = sealed && (await vault.open("piece", place(key, at), sealed));
    if (!bytes) throw new Damaged("a piece does not open");
    last = { at, bytes };
    return bytes;
  };
  const read: Source["read"] = async (from, to) => {
    const out = new Uint8Array(Math.max(0, Math.min(to, size) - from));
    let index = starts.findLastIndex((at) => at <= from);
    for (let done = 0; done < out.length; index++) {
      const at = starts[index];
      if (at === undefined) throw new Damaged("a piece is missing");
      const part = (await piece(at)).subarray(from + done - at, from + out.length - at);
      if (part.length === 0) throw new Damaged("a piece is short");
      out.set(part, done);
      done += part.length;
    }
    return out;
  };
  return { size, read };
}

const AT_A_TIME = 1024 * 1024;

async function checkWhole(source: Source, digest: string | undefined): Promise<void> {
  if (!digest) return;
  const sum = await createSHA256();
  for (let at = 0; at < source.size; at += AT_A_TIME) sum.update(await source.read(at, at + AT_A_TIME));
  const found = btoa(String.fromCharCode(...sum.digest("binary")));
  if (found !== digest) throw new Damaged("its digest is another one");
}

interface Manifest {
  format: string;
  entries: { name: string; bytes: number; sha256: string }[];
}

const FORMAT = "mpa-package/1";

/** What cannot be read as what it should be is damaged; a store that fails is not. */
async function readable<T>(reading: () => T | Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (cause) {
    if (cause instanceof Damaged || cause instanceof DOMException) throw cause;
    throw new Damaged(String(cause));
  }
}

/** The content of an entry, whose length and digest are those of the manifest. */
async function content(source: Source, entry: Entry | undefined, named?: Manifest["entries"][number]) {
  const bytes = entry && (await readable(() => unpacked(source, entry, MOST_JSON_BYTES)));
  if (!bytes) throw new Damaged("an entry cannot be read");
  if (!named) return bytes;
  const found = hex(await crypto.subtle.digest("SHA-256", bytes));
  if (bytes.length !== named.bytes || found !== named.sha256) throw new Damaged("an entry has another digest");
  return bytes;
}

const parsed = <T>(text: string): Promise<T> => readable(() => JSON.parse(text) as T);
const json = <T>(bytes: Uint8Array): Promise<T> => parsed(new TextDecoder().decode(bytes));

/** So many photographs are written at a time. */
const PHOTOS = 16;

async function keepPhotos(key: string, photos: Map<string, Uint8Array<ArrayBuffer>>): Promise<void> {
  await write(["packages", "photos"], async (tx) => {
    if ((await tx.objectStore("packages").get(key))?.state !== "fetching") throw new Overtaken();
    await Promise.all([...photos].map(([photo, sealed]) => tx.objectStore("photos").put(sealed, photo)));
  });
  photos.clear();
}

/**
 * Makes a roster and photographs of a package that is all here. Until the last step the former roster stands; a device
 * that dies meanwhile does it once more. `told` hears which share of it is done, 0 to 1.
 */
export async function unpack(vault: Vault, key: string, told: (share: number) => void): Promise<Roster> {
  const way = await underway(vault, key);
  if (!way || way.parcel.size === undefined || way.got !== way.parcel.size) throw new Damaged("it is not all here");
  const { examId, digest, size } = way.parcel;
  const source = await sourceOf(vault, key, size);
  await checkWhole(source, digest);
  const entries = new Map((await readable(() => entriesOf(source))).map((entry) => [entry.name, entry]));
  const manifest = await json<Manifest>(await content(source, entries.get("manifest.json")));
  if (manifest.format !== FORMAT) throw new Damaged("its form is not known");
  if (manifest.entries.length !== entries.size - 1) throw new Damaged("its list is another one");
  let file: ExamFile | undefined;
  let people: Candidate[] = [];
  let done = 0;
  const photos = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const named of manifest.entries) {
    const bytes = await content(source, entries.get(named.name), named);
    if (named.name === "exam.json") file = await json<ExamFile>(bytes);
    else if (named.name === "candidates.jsonl") {
      const lines = new TextDecoder().decode(bytes).split("\n").filter(Boolean);
      people = await Promise.all(lines.map((line) => parsed<Candidate>(line)));
    } else if (named.name.startsWith("photos/")) {
      const candidate = named.name.slice("photos/".length).replace(/\.\w+$/, "");
      const photo = photoKey(examId, candidate);
      photos.set(photo, await vault.seal("photo", photo, bytes));
      if (photos.size >= PHOTOS) await keepPhotos(key, photos);
    }
    told(++done / manifest.entries.length);
  }
  await keepPhotos(key, photos);
  if (!file || file.exam.id !== examId) throw new Damaged("it is of another exam");
  const roster: Roster = { ...file, people };
  const [kept, row] = await Promise.all([
    sealJson(vault, "roster", key, roster),
    sealJson(vault, "piece", key, { examId, url: "", token: "", expiresAt: "" } satisfies Parcel),
  ]);
  await write(["packages", "pieces", "rosters"], async (tx) => {
    if ((await tx.objectStore("packages").get(key))?.state !== "fetching") throw new Overtaken();
    await Promise.all([
      tx.objectStore("rosters").put(kept, key),
      tx.objectStore("pieces").delete(pieces(key)),
      tx.objectStore("packages").put({ key, state: "whole", got: size, sealed: row }),
    ]);
  });
  return roster;
}
