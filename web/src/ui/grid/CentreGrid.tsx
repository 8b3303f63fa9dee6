import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../text";
import { useLook } from "../look";
import { type Cell, draw, type Look, layout } from "./draw";
import styles from "./grid.module.css";

export type { Cell } from "./draw";

interface Props {
  label: string;
  cells: readonly Cell[];
  /** What is said of a cell: its whole state in one line. */
  say: (index: number) => string;
  onOpen?: ((index: number) => void) | undefined;
}

/** A cell for each centre, on one canvas, however many there are. Arrow keys walk it, N finds the next that wants somebody. */
export function CentreGrid({ label, cells, say, onOpen }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const around = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | undefined>(undefined);
  const theme = useLook();
  const look = layout(cells.length, width);

  useEffect(() => {
    const element = around.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && width > 0) draw(canvas.current, cells, look, at);
  }, [cells, width, at, theme]);

  const found = (event: { offsetX: number; offsetY: number }): number | undefined =>
    hit(look, cells.length, event.offsetX, event.offsetY);
  const walk = (key: string): number | undefined => {
    const from = at ?? -1;
    if (key === "ArrowRight") return Math.min(cells.length - 1, from + 1);
    if (key === "ArrowLeft") return Math.max(0, from - 1);
    if (key === "ArrowDown") return at === undefined ? 0 : Math.min(cells.length - 1, at + look.columns);
    if (key === "ArrowUp") return Math.max(0, (at ?? 0) - look.columns);
    if (key === "Home") return 0;
    if (key === "End") return cells.length - 1;
    if (key === "n" || key === "N") {
      const calls = (cell: Cell): boolean => cell.state === "silent" || cell.state === "waiting";
      const next = cells.findIndex((cell, index) => index > from && calls(cell));
      return next >= 0 ? next : cells.findIndex(calls);
    }
    return undefined;
  };
  // N is pressed anywhere on the page, as long as nobody types.
  const find = useRef<() => void>(() => undefined);
  find.current = () => {
    const next = walk("n");
    around.current?.focus();
    if (next !== undefined && next >= 0) setAt(next);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.key !== "n" && event.key !== "N") || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement | null;
      if (event.defaultPrevented || target?.closest?.("input, textarea, select, dialog")) return;
      find.current();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <div class={styles.grid}>
      <div
        ref={around}
        class={styles.around}
        role="application"
        tabIndex={0}
        aria-label={`${label}. ${t("grid.keys")}`}
        onFocus={() => setAt((before) => before ?? 0)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "Enter" && at !== undefined) return onOpen?.(at);
          const next = walk(event.key);
          if (next === undefined) return;
          event.preventDefault();
          if (next >= 0) setAt(next);
        }}
      >
        <canvas
          ref={canvas}
          class={styles.canvas}
          style={{ height: `${look.height}px` }}
          onMouseMove={(event) => setAt(found(event))}
          onClick={(event) => {
            const index = found(event);
            if (index !== undefined) onOpen?.(index);
          }}
        />
      </div>
      <p class={at === undefined ? styles.hint : styles.says} role="status">
        {at !== undefined && at < cells.length ? say(at) : t("grid.hint")}
      </p>
      <ul class={styles.legend}>
        {(["quiet", "arriving", "done", "waiting", "silent"] as const).map((state) => (
          <li key={state} class={styles[state]}>
            {t(`grid.${state}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function hit(look: Look, count: number, x: number, y: number): number | undefined {
  const column = Math.floor(x / look.pitch);
  const row = Math.floor(y / look.pitch);
  const index = row * look.columns + column;
  return column < look.columns && index < count && index >= 0 ? index : undefined;
}
