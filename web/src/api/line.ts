import { signal } from "@preact/signals";

/** Whether the server answers. A slow line still carries; it is only said. */
export type Line = { state: "on" } | { state: "slow" } | { state: "off"; since: number };

export const line = signal<Line>({ state: "on" });

const SLOW_MILLISECONDS = 3000;
const last: number[] = [];

/** An answer came, of whatever kind, after so long. */
export function answered(milliseconds: number): void {
  last.push(milliseconds);
  if (last.length > 5) last.shift();
  const middle = [...last].sort((a, b) => a - b)[last.length >> 1] ?? 0;
  const state = middle > SLOW_MILLISECONDS ? "slow" : "on";
  if (line.value.state !== state) line.value = { state };
}

/** No answer came. */
export function silent(): void {
  last.length = 0;
  if (line.value.state !== "off") line.value = { state: "off", since: Date.now() };
}
