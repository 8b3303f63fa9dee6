import { duration, seconds, t } from "../../text";
import { classes } from "../classes";
import styles from "./clock.module.css";

export interface Mark {
  name: string;
  at: string;
  side: "first" | "second";
}

/** Moments of two sides on one line, by their distance: what came when, and how far apart. */
export function ClockLine({ marks }: { marks: readonly Mark[] }) {
  const sorted = [...marks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = Date.parse(sorted[0]?.at ?? "");
  const last = Date.parse(sorted.at(-1)?.at ?? "");
  if (Number.isNaN(first) || Number.isNaN(last)) return null;
  const whole = Math.max(1, last - first);
  return (
    <figure class={styles.clock}>
      <div class={styles.line} aria-hidden="true">
        {sorted.map((mark) => (
          <span
            key={mark.name + mark.at}
            class={classes(styles.dot, styles[mark.side])}
            style={{ left: `${(100 * (Date.parse(mark.at) - first)) / whole}%` }}
          />
        ))}
      </div>
      <ol class={styles.marks}>
        {sorted.map((mark, index) => {
          const before = sorted[index - 1];
          return (
            <li key={mark.name + mark.at} class={styles.mark}>
              <span class={classes(styles.key, styles[mark.side])} aria-hidden="true" />
              <time dateTime={mark.at}>{seconds(mark.at)}</time>
              <span>{mark.name}</span>
              <span class={styles.later}>
                {before && t("clock.later", { time: duration(Date.parse(mark.at) - Date.parse(before.at)) })}
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
