import { call, type Schemas } from "./client";
import { type Remote, useRemote } from "./query";

export type Arrivals = Schemas["Arrivals"];

/** How many came when; counted by the server a minute at a time. */
export function useArrivals(examId: string, centreId?: string): Remote<Arrivals> {
  return useRemote({
    key: ["arrivals", examId, centreId],
    read: (signal) =>
      call("get", "/api/admin/stats/{examId}/arrivals", { path: { examId }, query: { bucket: 60, centreId }, signal }),
    every: 30_000,
  });
}

export interface Curve {
  times: number[];
  present: number[];
  completed: number[];
}

/** The points added up: how many were there at each moment. */
export function summed(arrivals: Arrivals): Curve {
  const curve: Curve = { times: [], present: [], completed: [] };
  let present = 0;
  let completed = 0;
  // It begins with nobody, so that a day of one minute is a line too.
  const first = arrivals.points[0];
  if (first) {
    curve.times.push(Date.parse(first.at) / 1000 - arrivals.bucketSeconds);
    curve.present.push(0);
    curve.completed.push(0);
  }
  for (const point of arrivals.points) {
    present += point.present;
    completed += point.completed;
    curve.times.push(Date.parse(point.at) / 1000);
    curve.present.push(present);
    curve.completed.push(completed);
  }
  return curve;
}

export interface Outside {
  centreId: string;
  outside: number;
}

/** At which centres people will be outside when the gate closes, the most first. */
export function useOutside(examId: string, enabled: boolean): Remote<Outside[]> {
  return useRemote({
    key: ["outside", examId],
    enabled,
    read: async (signal) => {
      const { items } = await call("get", "/api/admin/stats/{examId}/forecasts", { path: { examId }, signal });
      return items
        .map(({ centreId, outsideAtClose }) => ({ centreId, outside: outsideAtClose }))
        .filter((one) => one.outside > 0)
        .sort((a, b) => b.outside - a.outside);
    },
    every: 60_000,
  });
}
