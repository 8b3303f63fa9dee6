/** The kinds that are looked for, by their names in the Barcode Detection API. Each more costs time and misreadings. */
export const FORMATS = ["code_128", "code_39", "ean_13", "ean_8", "itf", "qr_code", "data_matrix", "pdf417"] as const;
export type Format = (typeof FORMATS)[number];

export interface Code {
  text: string;
  format: Format;
}

/** A code that was gone for so long is new when it comes again. */
const GONE_MILLISECONDS = 1_000;
/** Their checks rule out chance. The others see themselves in any stripes now and then (`crates/barcodes`). */
const STRONG: readonly Format[] = ["code_128", "qr_code", "data_matrix", "pdf417"];

interface Sight {
  last: number;
  looks: number;
}

/** Which codes before a camera are new. */
export class Seen {
  readonly #sights = new Map<string, Sight>();

  /**
   * Those of the codes of one look that are to be told: each once until it has been gone for a second, and one whose
   * check is weak only when it was seen twice.
   *
   * @param at Milliseconds of any clock that goes on evenly.
   */
  see(codes: readonly Code[], at: number): Code[] {
    for (const [key, { last }] of this.#sights) if (at - last >= GONE_MILLISECONDS) this.#sights.delete(key);
    const news: Code[] = [];
    const before = new Set<string>();
    for (const code of codes) {
      const key = `${code.format} ${code.text}`;
      if (before.has(key)) continue;
      before.add(key);
      const looks = (this.#sights.get(key)?.looks ?? 0) + 1;
      this.#sights.set(key, { last: at, looks });
      if (looks === (STRONG.includes(code.format) ? 1 : 2)) news.push(code);
    }
    return news;
  }
}
