import { useEffect, useRef } from "preact/hooks";
import { ask, type Schemas } from "./client";
import { type Counts, listen, type Update } from "./live";
import { queries, type Remote, useRemote } from "./query";

export type Stats = Schemas["Stats"];
export type CentreStats = Schemas["CentreStats"];
export interface Figures extends Stats {
  /** When the server made them. */
  timestamp: string;
}

const REFRESH_MILLISECONDS = 30_000;

const COUNTED: readonly (keyof Counts)[] = [
  "candidates",
  "present",
  "faceVerified",
  "faceMismatched",
  "fingerprints",
  "omrBound",
  "completed",
];

/** The figures with some updates added: exactly those that they do not include yet, in order. */
export function added(figures: Figures, updates: readonly Update[]): Figures {
  const next: Figures = { ...figures };
  const places = new Map<string, number>();
  let centres: CentreStats[] | undefined;
  for (const update of updates) {
    if (update.seq <= next.seq) continue;
    next.seq = update.seq;
    next.timestamp = update.timestamp;
    const { counts, centreId } = update.data.data;
    next.conflicts += counts?.conflicts ?? 0;
    next.alertsOpen += counts?.alertsOpen ?? 0;
    if (!counts?.slots) continue;
    const sum: Partial<Counts> = {};
    for (const slot of Object.values(counts.slots)) {
      for (const name of COUNTED) sum[name] = (sum[name] ?? 0) + (slot[name] ?? 0);
    }
    for (const name of COUNTED) next[name] += sum[name] ?? 0;
    if (!centreId) continue;
    if (!centres) {
      centres = [...figures.centres];
      centres.forEach((centre, place) => {
        places.set(centre.centreId, place);
      });
    }
    const place = places.get(centreId);
    const centre = place === undefined ? undefined : centres[place];
    if (place === undefined || !centre) continue;
    centres[place] = {
      ...centre,
      candidates: centre.candidates + (sum.candidates ?? 0),
      present: centre.present + (sum.present ?? 0),
      completed: centre.completed + (sum.completed ?? 0),
      lastActivityAt: update.timestamp,
    };
  }
  if (centres) next.centres = centres;
  return next;
}

export async function readFigures(examId: string, signal?: AbortSignal): Promise<Figures> {
  const asked = { path: { examId }, signal };
  const { data, timestamp } = await ask<Schemas["StatsEnvelope"]>("get", "/api/admin/stats/{examId}", asked);
  // A device may be missed for minutes; a centre at work of which nothing is heard wants a call at once.
  const centres = data.centres.map((centre) => ({ ...centre, silent: centre.silent || centre.silentSince != null }));
  const silentCentres = centres.filter((centre) => centre.silent).length;
  return { ...data, centres, silentCentres, timestamp };
}

/** The figures of an exam, kept up to date by the socket; asked for every 30 s beside it. */
export function useFigures(examId: string, told?: (updates: readonly Update[]) => void): Remote<Figures> {
  const key = ["figures", examId];
  const remote = useRemote({ key, read: (signal) => readFigures(examId, signal), every: REFRESH_MILLISECONDS });
  const hear = useRef(told);
  hear.current = told;
  const ready = remote.data !== undefined;
  useEffect(() => {
    if (!ready) return;
    return listen(examId, {
      since: () => queries.getQueryData<Figures>(key)?.seq ?? 0,
      updates: (updates) => {
        queries.setQueryData<Figures>(key, (before) => before && added(before, updates));
        hear.current?.(updates);
      },
      reset: () => void queries.invalidateQueries({ queryKey: key }),
    });
  }, [examId, ready]);
  return remote;
}
