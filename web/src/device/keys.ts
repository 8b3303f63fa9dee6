/**
 * The keys of a device. One random key seals everything that is kept on it; nothing of it lies in the clear. Each
 * operator of the device has a copy of that key, wrapped by their password: whoever finds the device has to guess a
 * password at the price of Argon2id, and whoever knows one password opens no other's session.
 *
 * The key itself leaves this file never: what is derived from it cannot be exported.
 */
import { argon2id } from "hash-wasm";

/** The least that OWASP recommends of Argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** AES-GCM, NIST SP 800-38D: 96 bits of nonce, drawn at random for each thing that is sealed. */
const NONCE_BYTES = 12;
const FORM = 1;

/** A copy of the device's key, as it is kept. */
export interface Wrapped {
  salt: Uint8Array<ArrayBuffer>;
  /** As [`Vault.seal`] makes it, with the operator's id for its place. */
  sealed: Uint8Array<ArrayBuffer>;
}

/** What is sealed is sealed for one use: a photograph cannot be put in the place of a record. */
export type Use = "piece" | "roster" | "photo" | "outbox" | "session";

const text = (written: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(written);

function drawn(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

async function seal(key: CryptoKey, place: string, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const iv = drawn(NONCE_BYTES);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text(place) }, key, plain);
  const whole = new Uint8Array(1 + NONCE_BYTES + sealed.byteLength);
  whole[0] = FORM;
  whole.set(iv, 1);
  whole.set(new Uint8Array(sealed), 1 + NONCE_BYTES);
  return whole;
}

/** Nothing, if it was not sealed by this key for this place, or was changed. */
async function open(
  key: CryptoKey,
  place: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (sealed[0] !== FORM || sealed.length <= 1 + NONCE_BYTES) return undefined;
  const iv = sealed.subarray(1, 1 + NONCE_BYTES);
  const algorithm = { name: "AES-GCM", iv, additionalData: text(place) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(1 + NONCE_BYTES)));
  } catch {
    return undefined;
  }
}

async function keyOf(password: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const raw = await argon2id({
    password: password.normalize("NFC"),
    salt,
    parallelism: 1,
    iterations: PASSES,
    memorySize: MEMORY_KIB,
    hashLength: KEY_BYTES,
    outputType: "binary",
  });
  return crypto.subtle.importKey("raw", new Uint8Array(raw), "AES-GCM", false, ["encrypt", "decrypt"]);
}

const placeOf = (operatorId: string): string => `mpa device key\n${operatorId}`;

async function wrap(raw: Uint8Array<ArrayBuffer>, operatorId: string, password: string): Promise<Wrapped> {
  const salt = drawn(SALT_BYTES);
  return { salt, sealed: await seal(await keyOf(password, salt), placeOf(operatorId), raw) };
}

async function unwrap(wrapped: Wrapped, operatorId: string, password: string) {
  return open(await keyOf(password, wrapped.salt), placeOf(operatorId), wrapped.sealed);
}

/** What an operator's password has opened: seals and opens, and gives no key away. */
export class Vault {
  readonly #base: CryptoKey;
  readonly #keys = new Map<Use, Promise<CryptoKey>>();

  private constructor(base: CryptoKey) {
    this.#base = base;
  }

  static async of(raw: Uint8Array<ArrayBuffer>): Promise<Vault> {
    return new Vault(await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]));
  }

  #key(use: Use): Promise<CryptoKey> {
    let key = this.#keys.get(use);
    if (!key) {
      const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text(`mpa device ${use}`) };
      key = crypto.subtle.deriveKey(algorithm, this.#base, { name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ]);
      this.#keys.set(use, key);
    }
    return key;
  }

  /** Seals something for the place at which it is kept: elsewhere it does not open. */
  async seal(use: Use, place: string, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return seal(await this.#key(use), place, plain);
  }

  /** What was sealed for that place; nothing, if this is not it. */
  async open(use: Use, place: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return open(await this.#key(use), place, sealed);
  }
}

/** A new device, with its first operator. */
export async function begin(operatorId: string, password: string): Promise<{ vault: Vault; wrapped: Wrapped }> {
  const raw = drawn(KEY_BYTES);
  try {
    return { wrapped: await wrap(raw, operatorId, password), vault: await Vault.of(raw) };
  } finally {
    raw.fill(0);
  }
}

/** Opens a device with an operator's password; nothing, if it is another one. */
export async function unlock(wrapped: Wrapped, operatorId: string, password: string): Promise<Vault | undefined> {
  const raw = await unwrap(wrapped, operatorId, password);
  if (!raw) return undefined;
  try {
    return await Vault.of(raw);
  } finally {
    raw.fill(0);
  }
}

/** One who has a copy of the device's key lets another in; nothing, if the password is not theirs. */
export async function letIn(
  host: { operatorId: string; password: string; wrapped: Wrapped },
  guest: { operatorId: string; password: string },
): Promise<Wrapped | undefined> {
  const raw = await unwrap(host.wrapped, host.operatorId, host.password);
  if (!raw) return undefined;
  try {
    return await wrap(raw, guest.operatorId, guest.password);
  } finally {
    raw.fill(0);
  }
}
