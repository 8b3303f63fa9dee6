/** An id of a kind of thing. */
export const id = (kind: number, index: number): string =>
  `01a22934-${kind.toString(16).padStart(4, "0")}-7404-ab59-${index.toString(16).padStart(12, "0")}`;

const DAY = Date.now() - 40 * 60_000;

/** So many minutes after the gates opened, which was 40 minutes ago. */
export const at = (minutes: number): string => new Date(DAY + minutes * 60_000).toISOString();
