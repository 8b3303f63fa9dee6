import type { Cell } from "./draw";

interface Numbers {
  candidates: number;
  present: number;
  completed: number;
  pending: number;
  silent: boolean;
}

/** How a centre looks in the grid. Silence goes before what waits, and both before how many have come. */
export function cellOf(centre: Numbers): Cell {
  const share = centre.candidates > 0 ? centre.present / centre.candidates : 0;
  if (centre.silent) return { share, state: "silent" };
  if (centre.pending > 0) return { share, state: "waiting" };
  if (centre.present === 0) return { share, state: "quiet" };
  return { share, state: centre.present >= centre.candidates ? "done" : "arriving" };
}
