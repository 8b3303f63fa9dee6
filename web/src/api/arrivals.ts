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

export type Forecast = Schemas["CentreForecast"];

/** What each centre with an open gate comes to. */
export function useForecasts(examId: string, enabled: boolean): Remote<Forecast[]> {
  return useRemote({
    key: ["outside", examId],
    enabled,
    read: async (signal) =>
      (await call("get", "/api/admin/stats/{examId}/forecasts", { path: { examId }, signal })).items,
    every: 60_000,
  });
}

/** What the gates come to of which something is heard, and how many candidates the others have. */
export interface Heard {
  forecast: Schemas["Forecast"] | undefined;
  silent: { centres: number; people: number } | undefined;
}

/**
 * Without the centres that are silent: their gates stand still only here. Until it is known what each comes to, all of
 * them are counted.
 */
export function heard(
  all: Schemas["Forecast"] | null | undefined,
  centres: readonly Forecast[] | undefined,
  isSilent: (centreId: string) => boolean,
): Heard {
  const silent = centres?.filter((one) => isSilent(one.centreId)) ?? [];
  if (!all || !centres || silent.length === 0) return { forecast: all ?? undefined, silent: undefined };
  const rest = centres.filter((one) => !silent.includes(one));
  const sum = (of: readonly Forecast[], what: (one: Forecast) => number): number =>
    of.reduce((so, one) => so + what(one), 0);
  return {
    forecast:
      rest.length === 0
        ? undefined
        : {
            rate: sum(rest, (one) => one.rate),
            insideAtClose: sum(rest, (one) => one.insideAtClose),
            outsideAtClose: sum(rest, (one) => one.outsideAtClose),
          },
    silent: { centres: silent.length, people: sum(silent, (one) => one.insideAtClose + one.outsideAtClose) },
  };
}
