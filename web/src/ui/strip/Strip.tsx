import type { ComponentChildren } from "preact";
import { classes } from "../classes";
import styles from "./strip.module.css";

export function Strip({
  label,
  start,
  children,
  end,
}: {
  label: string;
  start: ComponentChildren;
  children: ComponentChildren;
  end: ComponentChildren;
}) {
  return (
    <div class={styles.strip} role="region" aria-label={label}>
      <div class={styles.start}>{start}</div>
      <div class={styles.facts} aria-live="polite">
        {children}
      </div>
      <div class={styles.end}>{end}</div>
    </div>
  );
}

/** One fact of the strip. The sign has a shape, the colour only repeats it. */
export function StripFact({
  tone,
  children,
}: {
  tone: "good" | "warn" | "bad" | "plain";
  children: ComponentChildren;
}) {
  return (
    <span class={classes(styles.fact, styles[tone])}>
      <span class={styles.sign} aria-hidden="true" />
      {children}
    </span>
  );
}
