import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { classes } from "../classes";
import styles from "./table.module.css";

export interface Column<T> {
  key: string;
  title: string;
  /** A share of the width: `minmax(8rem, 2fr)`. */
  width: string;
  cell: (row: T) => ComponentChildren;
  numeric?: boolean;
  /** How much of the breadth of a card it takes, where rows are cards: half of it if nothing is said. */
  card?: "title" | "whole" | "half" | "third" | "deeds" | undefined;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** How many there are in all, where that is known; rows that are not here yet are read when they are near. */
  total?: number | undefined;
  onNear?: (() => void) | undefined;
  marked?: ((row: T) => boolean) | undefined;
  /** The key of a row that is brought into sight, with the focus on what can be done in it. */
  goTo?: string | undefined;
  tall?: boolean;
  /** Under which name the place of the table is kept, so that Back finds it again. */
  place?: string;
}

const places = new Map<string, number>();

const ROW = 52;
const TALL_ROW = 76;

/** A telephone held upright shows each row as a card: nothing of it lies beyond an edge. */
const NARROW = "(max-width: 40rem)";
const LINE = 60;
const CARD_PADDING = 24;

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const look = (): void => setNarrow(media.matches);
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  return narrow;
}

/** What a column is in a card: the first one that says what the row is stands above the others. */
function partOf<T>(column: Column<T>, index: number): "title" | "whole" | "half" | "third" | "deeds" {
  return column.card ?? (index === 0 ? "title" : column.key === "act" ? "deeds" : "half");
}

/** Whether what can be done in a row may need two lines of a card. */
const isMany = <T,>(column: Column<T>): boolean => Number(/([\d.]+)rem/.exec(column.width)?.[1] ?? 0) > 12;

function heightOf<T>(columns: readonly Column<T>[]): number {
  const parts = columns.map(partOf);
  const count = (part: string): number => parts.filter((one) => one === part).length;
  const deeds = columns.reduce(
    (sum, column, index) => sum + (partOf(column, index) === "deeds" ? (isMany(column) ? 2 : 1) : 0),
    0,
  );
  const lines = count("title") + count("whole") + deeds + Math.ceil(count("half") / 2) + Math.ceil(count("third") / 3);
  return lines * LINE + CARD_PADDING;
}

/** A table of any length: only the rows in sight are in the document. */
export function Table<T>({ label, columns, rows, rowKey, total, onNear, marked, goTo, tall, place }: Props<T>) {
  const narrow = useNarrow();
  const size = narrow ? heightOf(columns) : tall ? TALL_ROW : ROW;
  const scroller = useRef<HTMLDivElement>(null);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const options = {
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: 8,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => draw(undefined),
    initialRect: { width: 800, height: 600 },
  };
  const virtual = useMemo(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options), []);
  virtual.setOptions(options);
  useEffect(() => virtual._didMount(), [virtual]);
  useEffect(() => virtual._willUpdate());
  useEffect(() => virtual.measure(), [size]);
  useEffect(() => {
    const element = scroller.current;
    if (element) element.scrollTop = (place && places.get(place)) || 0;
  }, [place]);
  const target = goTo === undefined ? -1 : rows.findIndex((row) => rowKey(row) === goTo);
  const gone = useRef<string | undefined>(undefined);
  const going = useRef(false);
  useEffect(() => {
    const element = scroller.current;
    // Once: whoever went on from there is not brought back when the list is read anew.
    if (!element || target < 0 || gone.current === goTo) return;
    gone.current = goTo;
    going.current = true;
    element.scrollTop = (target + 0.5) * size - element.clientHeight / 2;
    draw(undefined);
  }, [goTo, target < 0]);
  // The row is in the document only when the table has come to it.
  useEffect(() => {
    const row = going.current && scroller.current?.querySelector(`[aria-rowindex="${target + 2}"]`);
    if (!row) return;
    going.current = false;
    // After the page itself, which begins at its title.
    setTimeout(() => {
      row.querySelector<HTMLElement>("button, a[href]")?.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    });
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onNear && rows.length > 0 && last >= rows.length - 20) onNear();
  }, [last, rows.length]);
  // Not narrower than its columns may be; a cell that is longer ends in an ellipsis and widens nothing.
  const least = columns.reduce((sum, column) => sum + Number(/([\d.]+)rem/.exec(column.width)?.[1] ?? 0), 0);
  const template = narrow ? {} : { gridTemplateColumns: columns.map((column) => column.width).join(" ") };
  return (
    <div
      class={classes(styles.scroll, narrow && styles.cards)}
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={(event) => place && places.set(place, event.currentTarget.scrollTop)}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        class={styles.table}
        style={narrow ? {} : { minWidth: `${least + columns.length + 1}rem` }}
      >
        <div role="row" class={classes(styles.row, styles.head)} style={template} aria-rowindex={1}>
          {columns.map((column) => (
            <div role="columnheader" key={column.key} class={classes(styles.cell, column.numeric && styles.numeric)}>
              {column.title}
            </div>
          ))}
        </div>
        <div role="rowgroup" class={styles.body} style={{ height: `${virtual.getTotalSize()}px` }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const spot = { ...template, height: `${size}px`, transform: `translateY(${item.start}px)` };
            return (
              <div
                role="row"
                key={rowKey(row)}
                aria-rowindex={item.index + 2}
                class={classes(styles.row, styles.item, marked?.(row) && styles.marked)}
                style={spot}
              >
                {columns.map((column, index) => (
                  <div
                    role="cell"
                    key={column.key}
                    class={classes(
                      styles.cell,
                      column.numeric && !narrow && styles.numeric,
                      narrow && styles[partOf(column, index)],
                      narrow && partOf(column, index) === "deeds" && isMany(column) && styles.many,
                    )}
                    data-title={narrow ? column.title : undefined}
                  >
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A link that fills its cell. */
export function CellLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} class={styles.link}>
      <span>{children}</span>
    </a>
  );
}

/** A sentence in a tall row: on two lines, if it needs them. */
export function Words({ children }: { children: ComponentChildren }) {
  return <span class={styles.words}>{children}</span>;
}

/** Two lines in a cell: what it is, and what it is called. */
export function Two({ first, second }: { first: ComponentChildren; second: ComponentChildren }) {
  return (
    <span class={styles.two}>
      <span>{first}</span>
      <span class={styles.second}>{second}</span>
    </span>
  );
}
