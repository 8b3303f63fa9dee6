import type { ComponentChildren } from "preact";
import { classes } from "../classes";
import styles from "./page.module.css";

/** A page: its name, what can be done, and then its parts. */
export function Page({
  title,
  lead,
  act,
  narrow,
  children,
}: {
  title: ComponentChildren;
  lead?: ComponentChildren;
  act?: ComponentChildren;
  narrow?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={classes(styles.page, narrow && styles.narrow)}>
      <header class={styles.head}>
        <div class={styles.name}>
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p class={styles.lead}>{lead}</p>}
        </div>
        {act && <div class={styles.act}>{act}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page. */
export function Section({
  title,
  note,
  act,
  children,
}: {
  title: ComponentChildren;
  note?: ComponentChildren;
  act?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class={styles.section}>
      <header class={styles.sectionHead}>
        <div>
          <h2>{title}</h2>
          {note && <p class={styles.note}>{note}</p>}
        </div>
        {act}
      </header>
      {children}
    </section>
  );
}

/** A surface apart from the paper. */
export function Card({ children }: { children: ComponentChildren }) {
  return <div class={styles.card}>{children}</div>;
}

/** Two columns where there is room: the first is the broader one. */
export function Columns({ children }: { children: ComponentChildren }) {
  return <div class={styles.columns}>{children}</div>;
}

/** Parts under one another. */
export function Stack({ children }: { children: ComponentChildren }) {
  return <div class={styles.stack}>{children}</div>;
}

/** Filters in a row, above what they filter. */
export function Bar({ children }: { children: ComponentChildren }) {
  return <div class={styles.bar}>{children}</div>;
}

/** Smaller and quieter words. */
export function Small({ children }: { children: ComponentChildren }) {
  return <p class={styles.small}>{children}</p>;
}
