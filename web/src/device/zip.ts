/** Entries of a ZIP by its directory, without reading the rest of it: an archive of photographs may have gigabytes. */

/** Bytes that can be read from anywhere: a file that somebody chose, or pieces that are kept sealed. */
export interface Source {
  size: number;
  read: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;
}

export interface Entry {
  name: string;
  packing: number;
  packed: number;
  unpacked: number;
  at: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const POINTER_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const WIDE = 0xffffffff;
/** The end of a ZIP is at most so far from the end of the file. */
const TAIL_BYTES = 65_557;
/** A directory of a million photographs; what is larger is not looked into here. */
const MOST_DIRECTORY_BYTES = 128 * 1024 * 1024;
const MOST_PHOTO_BYTES = 20 * 1024 * 1024;

const sourceOf = (file: Blob): Source => ({
  size: file.size,
  read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
});

const read = async (source: Source, from: number, to: number): Promise<DataView> => {
  const { buffer, byteOffset, byteLength } = await source.read(from, to);
  return new DataView(buffer, byteOffset, byteLength);
};

/** Where the directory is. */
async function directoryOf(file: Source): Promise<{ at: number; bytes: number } | undefined> {
  const start = Math.max(0, file.size - TAIL_BYTES);
  const tail = await read(file, start, file.size);
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const found = { at: tail.getUint32(at + 16, true), bytes: tail.getUint32(at + 12, true) };
    if (found.at !== WIDE && found.bytes !== WIDE) return found;
    if (at < 20 || tail.getUint32(at - 20, true) !== POINTER_64) return undefined;
    const place = Number(tail.getBigUint64(at - 12, true));
    const end = await read(file, place, place + 56);
    if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) return undefined;
    return { at: Number(end.getBigUint64(48, true)), bytes: Number(end.getBigUint64(40, true)) };
  }
  return undefined;
}

/** What the 64-bit extra field of an entry says in place of numbers that had no room. */
function widened(view: DataView, from: number, length: number, entry: Entry): void {
  let at = from;
  const end = from + length;
  while (at + 4 <= end) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let place = at + 4;
      const next = (): number => {
        const value = Number(view.getBigUint64(place, true));
        place += 8;
        return value;
      };
      if (entry.unpacked === WIDE) entry.unpacked = next();
      if (entry.packed === WIDE) entry.packed = next();
      if (entry.at === WIDE) entry.at = next();
      return;
    }
    at += 4 + size;
  }
}

/** The entries of a ZIP; none of what is not one. */
export async function entriesOf(file: Source): Promise<Entry[]> {
  const directory = await directoryOf(file);
  if (!directory || directory.bytes > MOST_DIRECTORY_BYTES) return [];
  const view = await read(file, directory.at, directory.at + directory.bytes);
  const text = new TextDecoder();
  const entries: Entry[] = [];
  for (let at = 0; at + 46 <= view.byteLength && view.getUint32(at, true) === CENTRAL; ) {
    const name = view.getUint16(at + 28, true);
    const extra = view.getUint16(at + 30, true);
    const entry: Entry = {
      name: text.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, name)),
      packing: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    widened(view, at + 46 + name, extra, entry);
    entries.push(entry);
    at += 46 + name + extra + view.getUint16(at + 32, true);
  }
  return entries;
}

const lists = new WeakMap<Blob, { source: Source; entries: Promise<Entry[]> }>();

const path = (name: string): string => name.replaceAll("\\", "/");
const folded = (name: string): string => path(name).toLowerCase();
const last = (name: string): string => folded(name).split("/").at(-1) ?? "";

/** The bytes of an entry; `undefined`: it is not there, or packed in another way. */
export async function unpacked(
  file: Source,
  entry: Entry,
  most = MOST_PHOTO_BYTES,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (entry.unpacked > most || entry.packed > most) return undefined;
  const head = await read(file, entry.at, entry.at + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) return undefined;
  const from = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const bytes = await file.read(from, from + entry.packed);
  if (entry.packing === 0) return bytes;
  if (entry.packing !== 8) return undefined;
  const { inflateSync } = await import("fflate");
  return inflateSync(bytes, { out: new Uint8Array(entry.unpacked) });
}

/**
 * The entry that is called so: by its path, else by its path in any case, else by the last part of it, with or without
 * its ending, if only one is. That is how the server finds it.
 */
export async function entryNamed(file: Blob, name: string): Promise<Uint8Array | undefined> {
  let list = lists.get(file);
  if (!list) {
    const source = sourceOf(file);
    list = { source, entries: entriesOf(source) };
    lists.set(file, list);
  }
  const { source } = list;
  const entries = await list.entries;
  const wanted = folded(name);
  const ways: ((entry: Entry) => boolean)[] = [
    (entry) => path(entry.name) === path(name),
    (entry) => folded(entry.name) === wanted,
    (entry) => last(entry.name) === last(name),
    (entry) => last(entry.name).replace(/\.\w+$/, "") === last(name),
  ];
  for (const fits of ways) {
    const found = entries.filter(fits);
    if (found.length > 1) return undefined;
    if (found[0]) return unpacked(source, found[0]).catch(() => undefined);
  }
  return undefined;
}
