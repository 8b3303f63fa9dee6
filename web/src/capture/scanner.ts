/**
 * A hand-held scanner is a keyboard that types fast. Its keys are told from a person's by their speed alone, so that it
 * works wherever the focus is and whatever it was set to send before and after the code.
 */

/** So long a scanner takes from one key to the next at most; people who type fast take 80 ms and more. */
const FAST_MILLISECONDS = 50;
/** After so long without a key a code has ended, for scanners that send nothing behind it. */
export const ENDED_MILLISECONDS = 120;
/** What is shorter was typed by a person, or is a stray key. */
const LEAST = 4;
const MOST = 128;

/** What a scanner may be set to send behind a code. */
const ENDS: readonly string[] = ["Enter", "Tab"];
/** Keys that are part of no code: a scanner holds them down, or sends them before one. */
const SILENT: readonly string[] = ["Shift", "CapsLock", "NumLock", "Control", "Alt", "AltGraph", "Meta"];

const NOTHING = { keys: "", last: Number.NEGATIVE_INFINITY };

export interface Key {
  key: string;
  /** When it was pressed, in milliseconds of any clock that goes on evenly. */
  at: number;
}

/** What a key has come to. */
export type Heard =
  /** It may belong to a code: nobody else should see it. */
  | { kind: "held" }
  /** A code is whole. */
  | { kind: "code"; code: string }
  /** It was a person's. */
  | { kind: "typed" };

/**
 * Listens to keys. The first key of a code cannot be known from a person's; from the second one on it can, and a field
 * that took the first one is to be emptied by whoever listens.
 */
export class Scanner {
  #keys = "";
  #last = Number.NEGATIVE_INFINITY;
  #ended = Number.NEGATIVE_INFINITY;
  /** What was taken for whole because nothing came: on a busy machine its other keys may only be late. */
  #given = NOTHING;

  hear({ key, at }: Key): Heard {
    const fast = at - this.#last <= FAST_MILLISECONDS;
    if (SILENT.includes(key)) return { kind: fast ? "held" : "typed" };
    if (ENDS.includes(key)) {
      // A scanner may send two of them, and the second one is no answer to anything.
      // Nor is one that comes late.
      if (this.#keys === "" && (at - this.#ended <= FAST_MILLISECONDS || this.#isLate(at))) {
        this.#ended = at;
        return { kind: "held" };
      }
      const code = fast ? this.take() : undefined;
      this.#given = NOTHING;
      if (code) {
        this.#ended = at;
        return { kind: "code", code };
      }
      this.#forget();
      return { kind: "typed" };
    }
    if ([...key].length !== 1) {
      // A function key before a code begins it anew; between its characters it is none of it.
      if (!fast) this.#forget();
      return { kind: fast ? "held" : "typed" };
    }
    if (!fast) this.#keys = this.#isLate(at) ? this.#given.keys : "";
    this.#last = at;
    if (this.#keys.length < MOST) this.#keys += key;
    return { kind: this.#keys.length > 1 ? "held" : "typed" };
  }

  /** What was held back so far: a person's, if no code comes of it. */
  get held(): string {
    return this.#keys.slice(1);
  }

  /** Whether a key at this time belongs to what a scanner is sending, whatever key it is. */
  isSending(at: number): boolean {
    const goesOn = this.#keys.length > 1 && at - this.#last <= FAST_MILLISECONDS;
    return goesOn || at - this.#ended <= FAST_MILLISECONDS;
  }

  /** Whether what was heard is over, and nobody has asked for it yet. */
  isOver(at: number): boolean {
    return this.#keys.length > 1 && at - this.#last > FAST_MILLISECONDS;
  }

  /** The code that nothing followed; to be asked when no key has come for [`ENDED_MILLISECONDS`]. */
  take(): string | undefined {
    const code = this.#keys;
    if (code !== "") this.#given = { keys: code, last: this.#last };
    this.#forget();
    return code.length >= LEAST ? code : undefined;
  }

  #isLate(at: number): boolean {
    return at - this.#given.last <= FAST_MILLISECONDS;
  }

  #forget(): void {
    this.#keys = "";
    this.#last = Number.NEGATIVE_INFINITY;
  }
}

/** A letter as a scanner meant it: Caps Lock turns what it types, but not which keys it holds down. */
export function meant(key: string, shift: boolean, capsLock: boolean): string {
  if (!capsLock || key.length !== 1) return key;
  return shift ? key.toUpperCase() : key.toLowerCase();
}

/** The identifier of a symbology that a scanner may be set to send first: `]C1` (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;

const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

const tidied = (code: string): string => code.normalize("NFC").replace(/[\p{Cc}\s]+/gu, "");

/**
 * What a code may mean, the likeliest first: as it was read; without what scanners put before or behind it; and with its
 * capitals turned, as a keyboard with Caps Lock gives them. Whoever knows which codes there are takes the first that is
 * one.
 */
export function readings(code: string, marks: { before?: string; behind?: string } = {}): string[] {
  const tidy = tidied(code);
  const plain = bare(code);
  const { before = "", behind = "" } = marks;
  const start = before && plain.toLowerCase().startsWith(before.toLowerCase()) ? before.length : 0;
  const end =
    behind && plain.toLowerCase().endsWith(behind.toLowerCase()) ? plain.length - behind.length : plain.length;
  const stripped = end > start ? plain.slice(start, end) : plain;
  const turned = (text: string): string =>
    [...text].map((one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())).join("");
  // A mark that nobody told of is mostly none of a roll number's letters.
  const trimmed = stripped.replace(EDGES, "");
  return [...new Set([tidy, plain, stripped, trimmed, turned(trimmed)])].filter(Boolean);
}

/** A code as it was read, without what scanners put before it. */
export function bare(code: string): string {
  return tidied(code).replace(SYMBOLOGY, "");
}
