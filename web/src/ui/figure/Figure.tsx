import type { ComponentChildren } from "preact";
import { classes } from "../classes";
import styles from "./figure.module.css";

interface Props {
  label: string;
  value: ComponentChildren;
  note?: ComponentChildren;
  tone?: "plain" | "warn" | "bad";
  /** How much of the whole it is, from 0 to 1. */
  share?: number | undefined;
  href?: string;
}

/** One number, and what it is. */
export function Figure({ label, value, note, tone = "plain", share, href }: Props) {
  const inner = (
    <>
      <span class={styles.label}>{label}</span>
      <span class={classes(styles.value, String(value).length > 7 && styles.long)}>{value}</span>
      {share !== undefined && (
        <span class={styles.bar} aria-hidden="true">
          <span class={styles.part} style={{ width: `${100 * Math.min(1, Math.max(0, share))}%` }} />
        </span>
      )}
      {note && <span class={styles.note}>{note}</span>}
    </>
  );
  const name = classes(styles.figure, styles[tone]);
  return href ? (
    <a class={classes(name, styles.go)} href={href}>
      {inner}
    </a>
  ) : (
    <div class={name}>{inner}</div>
  );
}

export function Figures({ children }: { children: ComponentChildren }) {
  return <div class={styles.figures}>{children}</div>;
}

/** Facts under one another: what, and how it is. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} class={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
