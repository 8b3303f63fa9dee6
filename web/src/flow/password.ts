/** The password of a download, as it is read out over a telephone (`crates/domain/src/download.rs`). */

/** Crockford's alphabet, each symbol at its value. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

/** Times x in GF(32) = GF(2)[x]/(x⁵ + x² + 1), plus the next value. */
function add(sum: number, value: number): number {
  const shifted = sum << 1;
  return (shifted & 0b10_0000 ? shifted ^ 0b10_0101 : shifted) ^ value;
}

/** Whether a password is whole, and whether its last symbol fits the others: a slip is told before anything is sent. */
export function checkOf(typed: string): "short" | "wrong" | "good" {
  const symbols = typed.replaceAll("-", "");
  if (symbols.length < LENGTH) return "short";
  const values = [...symbols].map((symbol) => ALPHABET.indexOf(symbol));
  if (symbols.length > LENGTH || values.includes(-1)) return "wrong";
  return values.reduce(add, 0) === 0 ? "good" : "wrong";
}
