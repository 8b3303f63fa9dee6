import { useEffect, useRef } from "preact/hooks";
import { t } from "../../text";
import { useLook } from "../look";
import styles from "./chart.module.css";

export interface Line {
  name: string;
  values: readonly number[];
  colour: "accent" | "ink";
}

/** From when to when something is open, in seconds since 1970. */
export type Span = readonly [number, number];

interface Props {
  label: string;
  /** Seconds since 1970. */
  times: readonly number[];
  lines: readonly Line[];
  /** The times at which something is open. */
  windows: readonly Span[];
  /** The one of now: what is left of it is seen too. */
  now?: Span | undefined;
  clock: (at: number) => string;
}

const AGAIN_MILLISECONDS = 3_000;
const HEIGHT = 240;
/** So much of a window before the first point, and after the last one, is drawn at most: else the lines have no room. */
const LEAD_SECONDS = 900;
const REST_SECONDS = 3_600;
/** So many windows are named by their times. */
const NAMED = 2;

/** A round number above the greatest: 1, 2 or 5 and noughts, as many as fit. */
function top(most: number): number {
  const rough = Math.max(1, most * 1.02) / 4;
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((one) => one * ten).find((one) => one >= rough) ?? 10 * ten;
  return step * Math.ceil(Math.max(1, most * 1.02) / step);
}

function colour(name: string): string {
  const element = document.createElement("span");
  element.style.color = `var(--${name})`;
  document.body.append(element);
  const read = getComputedStyle(element).color;
  element.remove();
  return read;
}

/** What draws the lines is fetched when it is needed; without a line it is fetched again. */
async function drawing(gone: () => boolean): Promise<typeof import("uplot") | undefined> {
  while (!gone()) {
    try {
      const { default: Plot } = await import("uplot");
      await import("uplot/dist/uPlot.min.css");
      return Plot;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLISECONDS));
    }
  }
  return undefined;
}

/** Lines over time. The same numbers stand in a table beside it, for whoever cannot see it. */
export function Chart({ label, times, lines, windows, now, clock }: Props) {
  const look = useLook();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<import("uplot") | undefined>(undefined);
  const data = [times as number[], ...lines.map((line) => line.values as number[])] as import("uplot").AlignedData;
  const newest = useRef(data);
  newest.current = data;
  const opened = useRef({ windows, now });
  opened.current = { windows, now };

  useEffect(() => {
    let gone = false;
    let watcher: ResizeObserver | undefined;
    void (async () => {
      const Plot = await drawing(() => gone);
      if (!Plot) return;
      const element = place.current;
      if (gone || !element) return;
      const axis = {
        stroke: colour("ink-2"),
        grid: { stroke: colour("line"), width: 1 },
        ticks: { show: false },
        font: "13px system-ui",
      };
      const shade = colour("accent-soft");
      plot.current = new Plot(
        {
          width: element.clientWidth || 600,
          height: HEIGHT,
          cursor: { y: false, points: { size: 7 } },
          legend: { show: false },
          scales: {
            // From the first to the last of both: what is left of the window is seen too.
            x: {
              range: (_, least, most) => {
                const [from, to] = opened.current.now ?? [least, most];
                return [
                  Math.min(least, Math.max(from, least - LEAD_SECONDS)),
                  Math.max(most, Math.min(to, most + REST_SECONDS)),
                ];
              },
            },
            y: { range: (_, __, most) => [0, top(most)] },
          },
          axes: [
            { ...axis, values: (_, splits) => splits.map((at) => clock(at * 1000)), space: 64, size: 30 },
            {
              ...axis,
              size: 56,
              space: 48,
              incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
            },
          ],
          series: [
            {},
            ...lines.map((line) => ({
              label: line.name,
              stroke: colour(line.colour === "accent" ? "accent" : "ink-2"),
              width: line.colour === "accent" ? 2.5 : 1.5,
              points: { show: false },
              ...(line.colour === "ink" ? { dash: [4, 4] } : {}),
            })),
          ],
          hooks: {
            drawClear: [
              (self) => {
                self.ctx.fillStyle = shade;
                for (const [from, to] of opened.current.windows) {
                  const left = Math.max(self.valToPos(from, "x", true), self.bbox.left);
                  const right = Math.min(self.valToPos(to, "x", true), self.bbox.left + self.bbox.width);
                  if (right > left) self.ctx.fillRect(left, self.bbox.top, right - left, self.bbox.height);
                }
              },
            ],
          },
        },
        newest.current,
        element,
      );
      watcher = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
      watcher.observe(element);
    })();
    return () => {
      gone = true;
      watcher?.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [lines.length, look]);
  useEffect(() => plot.current?.setData(data), [data]);

  return (
    <figure class={styles.chart}>
      <div class={styles.legend} aria-hidden="true">
        {lines.map((line) => (
          <span key={line.name} class={line.colour === "accent" ? styles.accent : styles.ink}>
            {line.name}
          </span>
        ))}
        {windows.length > 0 && (
          <span class={styles.window}>
            {windows.length > NAMED
              ? t("chart.windows")
              : t("chart.window", {
                  times: windows.map(([from, to]) => `${clock(from * 1000)}–${clock(to * 1000)}`).join(", "),
                })}
          </span>
        )}
      </div>
      <div ref={place} class={styles.plot} aria-hidden="true" />
      <details class={styles.numbers}>
        <summary>{t("chart.numbers")}</summary>
        <div class={styles.scroll} tabIndex={0} role="region" aria-label={label}>
          <table>
            <caption>{label}</caption>
            <thead>
              <tr>
                <th scope="col">{t("chart.time")}</th>
                {lines.map((line) => (
                  <th scope="col" key={line.name}>
                    {line.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.slice(-240).map((at, offset) => {
                const index = Math.max(0, times.length - 240) + offset;
                return (
                  <tr key={at}>
                    <th scope="row">{clock(at * 1000)}</th>
                    {lines.map((line) => (
                      <td key={line.name}>{line.values[index]}</td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
