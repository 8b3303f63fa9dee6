/** Where the entry of a number is: here, in a page that was not read yet, or nowhere in this list. */
export type Sought = { index: number } | "further" | "absent";

/** Looks for it in what was read so far, which is ordered by number. */
export function sought(entries: readonly { seq: number }[], more: boolean, seq: number): Sought {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((entries[middle]?.seq ?? 0) < seq) from = middle + 1;
    else to = middle;
  }
  if (entries[from]?.seq === seq) return { index: from };
  return from === entries.length && more ? "further" : "absent";
}

/** The number that an address names, if it is one. */
export function numberOf(written: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(written) ? Number(written) : undefined;
}
