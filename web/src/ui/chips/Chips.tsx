import type { ComponentChildren } from "preact";
import { classes } from "../classes";
import styles from "./chips.module.css";

/** `plain`: nothing to say. `warn` passes by itself, `bad` wants somebody to act. Each has a shape of its own. */
export type Tone = "plain" | "accent" | "good" | "warn" | "bad";

const MARKS: Record<Tone, string> = { plain: "", accent: "", good: "✓", warn: "◷", bad: "▲" };

export function Chip({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <span class={classes(styles.chip, styles[tone])}>
      {MARKS[tone] && (
        <span class={styles.mark} aria-hidden="true">
          {MARKS[tone]}
        </span>
      )}
      {children}
    </span>
  );
}

interface Choice<V extends string> {
  value: V;
  label: string;
  count?: number | undefined;
}

/** One of some, each a click away. */
export function Choices<V extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
}) {
  return (
    <fieldset class={styles.choices}>
      <legend class={styles.legend}>{label}</legend>
      {choices.map((choice) => (
        <button
          type="button"
          key={choice.value}
          class={styles.choice}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && <span class={styles.count}>{choice.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
