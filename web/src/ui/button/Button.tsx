import type { ComponentChildren } from "preact";
import { classes } from "../classes";
import styles from "./button.module.css";

type Kind = "primary" | "plain" | "quiet" | "danger";

interface Props {
  kind?: Kind;
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  onClick?: ((event: MouseEvent) => void) | undefined;
  label?: string;
  /** What it is about, where the words on it are the same as on others. */
  about?: string;
  pressed?: boolean;
  expanded?: boolean;
  children: ComponentChildren;
}

export function Button({
  kind = "plain",
  busy,
  disabled,
  type = "button",
  onClick,
  label,
  about,
  pressed,
  expanded,
  children,
}: Props) {
  return (
    <button
      type={type}
      class={classes(styles.button, styles[kind])}
      aria-busy={busy || undefined}
      aria-label={label}
      aria-description={about}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled || busy}
      onClick={onClick}
    >
      {children}
      {busy && <span class={styles.spin} aria-hidden="true" />}
    </button>
  );
}

/** A place to go that looks like something to do. */
export function LinkButton({
  kind = "plain",
  href,
  download,
  children,
}: {
  kind?: Kind;
  href: string;
  download?: boolean;
  children: ComponentChildren;
}) {
  return (
    <a class={classes(styles.button, styles[kind])} href={href} download={download}>
      {children}
    </a>
  );
}

/** Buttons side by side. */
export function Buttons({ children }: { children: ComponentChildren }) {
  return <div class={styles.row}>{children}</div>;
}
