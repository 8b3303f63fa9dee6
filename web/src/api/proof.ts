/** The inclusion proof of RFC 9162, section 2.1.3.2, and the signed note of C2SP, checked by the browser itself. */

export interface Proof {
  leaf: string;
  leafHash: string;
  leafIndex: number;
  treeSize: number;
  hashes: readonly string[];
  checkpoint: string;
}

export type Step = "leaf" | "path" | "checkpoint" | "signature";
export type Outcome = "holds" | "fails" | "unable";
export type Verdict = Record<Step, Outcome>;

const decoded = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function hash(prefix: number, ...parts: Uint8Array[]): Promise<Uint8Array> {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** The root that a leaf's hash leads to; nothing where the path has not the length that it must have. */
async function root(proof: Proof, leaf: Uint8Array): Promise<Uint8Array | undefined> {
  let place = proof.leafIndex;
  let last = proof.treeSize - 1;
  if (place < 0 || place > last) return undefined;
  let node = leaf;
  for (const text of proof.hashes) {
    if (last === 0) return undefined;
    const sibling = decoded(text);
    if (place % 2 === 1 || place === last) {
      node = await hash(1, sibling, node);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = await hash(1, node, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? node : undefined;
}

interface Note {
  text: string;
  size: number;
  root: Uint8Array;
  signatures: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
}

function note(checkpoint: string): Note | undefined {
  const [text, signed] = checkpoint.split("\n\n");
  const [, size, rootHash] = text?.split("\n") ?? [];
  if (!text || !signed || !size || !rootHash) return undefined;
  const signatures = [...signed.matchAll(/^— (\S+) (\S+)$/gm)].map(([, name = "", bytes = ""]) => ({
    name,
    bytes: decoded(bytes),
  }));
  return { text: `${text}\n`, size: Number(size), root: decoded(rootHash), signatures };
}

/** Key of a note: `name+id+base64(algorithm || key)`; 1 is Ed25519. */
async function signedBy(read: Note, publicKey: string): Promise<Outcome> {
  const parts = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(publicKey);
  const [, name, id, key] = parts ?? [];
  if (!name || !id || !key) return "unable";
  const bytes = decoded(key);
  if (bytes[0] !== 1) return "unable";
  const found = read.signatures.find((one) => {
    const theirs = Array.from(one.bytes.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return one.name === name && theirs === id;
  });
  if (!found) return "fails";
  try {
    const verifier = await crypto.subtle.importKey("raw", bytes.slice(1), "Ed25519", false, ["verify"]);
    const text = new TextEncoder().encode(read.text);
    return (await crypto.subtle.verify("Ed25519", verifier, found.bytes.slice(4), text)) ? "holds" : "fails";
  } catch {
    return "unable"; // A browser without Ed25519.
  }
}

/** Whether an entry is in the log that the checkpoint signs, step by step. */
export async function verified(proof: Proof, publicKey: string): Promise<Verdict> {
  if (!globalThis.crypto?.subtle) {
    return { leaf: "unable", path: "unable", checkpoint: "unable", signature: "unable" };
  }
  const leaf = await hash(0, decoded(proof.leaf));
  const led = await root(proof, leaf);
  const read = note(proof.checkpoint);
  const rooted = led !== undefined && read !== undefined && same(led, read.root);
  return {
    leaf: same(leaf, decoded(proof.leafHash)) ? "holds" : "fails",
    path: rooted ? "holds" : "fails",
    checkpoint: read?.size === proof.treeSize ? "holds" : "fails",
    signature: read ? await signedBy(read, publicKey) : "fails",
  };
}

/** The entry itself, as its bytes say. */
export function entryOf(proof: Proof): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(decoded(proof.leaf))) as Record<string, unknown>;
}
