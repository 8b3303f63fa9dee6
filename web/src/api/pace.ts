import { call, type Schemas } from "./client";
import { type Remote, useRemote } from "./query";

export type Pace = Schemas["PaceView"];

/** How many seconds candidates take, step by step: of those whose stations were closed last. */
export function usePace(examId: string, centreId?: string): Remote<Pace> {
  return useRemote({
    key: ["pace", examId, centreId],
    read: (signal) => call("get", "/api/admin/stats/{examId}/pace", { path: { examId }, query: { centreId }, signal }),
    every: 60_000,
  });
}
