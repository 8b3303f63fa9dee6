/** How many digits a code of a second factor has. */
export const CODE_DIGITS = 6;

const DEVANAGARI_ZERO = 0x0966;

/** The digits of what was typed or pasted; those of Devanagari count as what they say. */
export function digitsOf(typed: string): string {
  return typed
    .replace(/[\u0966-\u096f]/g, (digit) => String((digit.codePointAt(0) ?? 0) - DEVANAGARI_ZERO))
    .replace(/[^0-9]/g, "")
    .slice(0, CODE_DIGITS);
}

/** In groups of four, as somebody types it who looks from one screen to another. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}
