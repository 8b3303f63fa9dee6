/**
 * What release 0.6.0 left on a device: its store, its keys and its forms, written here once more and never changed. A
 * later release has to read this, whatever became of its own modules.
 */
import { argon2id } from "hash-wasm";
import type { Page } from "playwright-core";

type Bytes = Uint8Array<ArrayBuffer>;

const text = (written: string): Bytes => new TextEncoder().encode(written);
const drawn = (bytes: number): Bytes => crypto.getRandomValues(new Uint8Array(bytes));

async function seal(key: CryptoKey, place: string, plain: Bytes): Promise<Bytes> {
  const iv = drawn(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text(place) }, key, plain);
  return new Uint8Array([1, ...iv, ...new Uint8Array(sealed)]);
}

async function wrapped(raw: Bytes, operatorId: string, password: string): Promise<{ salt: Bytes; sealed: Bytes }> {
  const salt = drawn(16);
  const costs = { parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32, outputType: "binary" } as const;
  const hash = new Uint8Array(await argon2id({ password, salt, ...costs }));
  const key = await crypto.subtle.importKey("raw", hash, "AES-GCM", false, ["encrypt"]);
  return { salt, sealed: await seal(key, `mpa device key\n${operatorId}`, raw) };
}

async function keyFor(raw: Bytes, use: "roster" | "outbox" | "session"): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text(`mpa device ${use}`) };
  return crypto.subtle.deriveKey(algorithm, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/** What was captured, as 0.6.0 has it inside. */
export interface Written {
  examId: string;
  entityType: "attendance" | "face";
  candidateId: string;
  rollNumber: string;
  capturedAt: string;
  captureToken: string;
  data: Record<string, unknown>;
  imageType?: string;
}

export interface Left {
  username: string;
  operatorId: string;
  password: string;
  /** `exam.json` of the package with `people`. */
  roster: { exam: { id: string } };
  records: readonly { inside: Written; image?: Uint8Array }[];
}

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
type Row = { store: (typeof STORES)[number]; key?: string; value: unknown };

/** Bytes on their way to the page. */
const carried = (bytes: Bytes): { base64: string } => ({ base64: Buffer.from(bytes).toString("base64") });

async function rowsOf({ username, operatorId, password, roster, records }: Left): Promise<Row[]> {
  const [raw, salt] = [drawn(32), "00112233445566778899aabbccddeeff"];
  const digest = await crypto.subtle.digest("SHA-256", text(`${salt}\n${username}`));
  const key = Buffer.from(digest).toString("hex");
  const copy = await wrapped(raw, operatorId, password);
  const [rosters, outbox, sessions] = await Promise.all(
    (["roster", "outbox", "session"] as const).map((use) => keyFor(raw, use)),
  );
  const json = (by: CryptoKey | undefined, place: string, value: unknown): Promise<Bytes> =>
    seal(by as CryptoKey, place, text(JSON.stringify(value)));
  const packageKey = `${key}/${roster.exam.id}`;
  const worker = { key, id: operatorId, username, name: username, role: "operator" };
  const rows: Row[] = [
    { store: "facts", key: "device", value: "station-7K2M9Q" },
    { store: "facts", key: "salt", value: salt },
    {
      store: "operators",
      value: { key, operatorId, wrapped: { salt: carried(copy.salt), sealed: carried(copy.sealed) } },
    },
    { store: "sessions", key, value: carried(await json(sessions, `session/${key}`, { worker })) },
    { store: "rosters", key: packageKey, value: carried(await json(rosters, packageKey, roster)) },
  ];
  for (const { inside, image } of records) {
    const id = crypto.randomUUID();
    const sealed = carried(await json(outbox, `record/${id}`, inside));
    const standing = { at: "waiting", tries: 0, notBefore: 0 };
    const bytes = 1024 + (image?.length ?? 0);
    rows.push({ store: "outbox", value: { id, by: key, standing, tried: false, bytes, sealed } });
    if (!image) continue;
    const kept = await seal(outbox as CryptoKey, `image/${id}`, new Uint8Array(image));
    rows.push({ store: "images", key: id, value: carried(kept) });
  }
  return rows;
}

/** Leaves it in the browser. The page is one of the station's address, and has opened nothing yet. */
export async function leave(page: Page, left: Left): Promise<void> {
  const rows = await rowsOf(left);
  await page.evaluate(
    ([given, stores]) =>
      new Promise<void>((resolve, reject) => {
        const revived = (value: unknown): unknown => {
          if (typeof value !== "object" || value === null) return value;
          if ("base64" in value) return Uint8Array.from(atob(String(value.base64)), (one) => one.charCodeAt(0));
          return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
        };
        const opening = indexedDB.open("mpa-station", 1);
        opening.onerror = () => reject(opening.error);
        opening.onupgradeneeded = () => {
          const db = opening.result;
          for (const name of stores) {
            if (name === "operators" || name === "packages") db.createObjectStore(name, { keyPath: "key" });
            else if (name === "outbox")
              db.createObjectStore(name, { keyPath: "order", autoIncrement: true }).createIndex("id", "id", {
                unique: true,
              });
            else db.createObjectStore(name);
          }
        };
        opening.onsuccess = () => {
          const db = opening.result;
          const tx = db.transaction([...stores], "readwrite");
          for (const { store, key, value } of given) tx.objectStore(store).put(revived(value), key);
          tx.onerror = () => reject(tx.error);
          tx.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      }),
    [rows, STORES] as const,
  );
}
