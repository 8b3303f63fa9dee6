/** Light modules around a code, without which readers do not find it (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** The dark modules of a code as one path; what lies side by side in a row is one stroke of it. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  let path = "";
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      const wide = x + 1 - from;
      path += `M${from + QUIET_MODULES} ${y + QUIET_MODULES}h${wide}v1h-${wide}z`;
    }
  }
  return path;
}
