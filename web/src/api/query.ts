import { type Signal, signal } from "@preact/signals";
import { QueryClient, type QueryKey, QueryObserver } from "@tanstack/query-core";
import { useEffect, useMemo, useReducer } from "preact/hooks";
import { type Explained, explained, passes } from "./codes";
import { Failure } from "./failure";
import { session } from "./session";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      refetchOnWindowFocus: true,
      staleTime: 2_000,
      gcTime: 600_000,
      retry: (failures, error) =>
        failures < 2 && passes(error) && !(error instanceof Failure && error.retryAfterSeconds),
      retryDelay: (failures) => 500 * 2 ** failures,
    },
  },
});
queries.mount();

let whose: string | undefined;
// What one account was shown is not there for whoever comes after it, on the same page.
session.subscribe((now) => {
  if (now.state === "unknown") return;
  const who = now.state === "out" ? undefined : now.me.id;
  if (whose !== undefined && who !== whose) queries.clear();
  whose = who;
});

/** What is shown, how old it is, and how often it is asked for. The strip tells the oldest. */
export interface Age {
  at: number;
  every: number;
}
export const ages: Signal<ReadonlyMap<object, Age>> = signal(new Map());

/** What a page shows of the server. */
export interface Remote<T> {
  data: T | undefined;
  /** When it was read; 0: never. */
  at: number;
  every: number;
  failure: Explained | undefined;
  busy: boolean;
  again: () => void;
}

export interface Wanted<T> {
  key: QueryKey;
  read: (signal: AbortSignal) => Promise<T>;
  /** Milliseconds between two reads while the page is seen; 0: once. */
  every?: number;
  enabled?: boolean;
  /** What was shown for the former key stays until this one has come. */
  keep?: boolean;
}

/** The binding of the query client to a component. */
export function useRemote<T>(wanted: Wanted<T>): Remote<T> {
  const every = wanted.every ?? 0;
  const options = {
    queryKey: wanted.key,
    queryFn: ({ signal }: { signal: AbortSignal }) => wanted.read(signal),
    refetchInterval: every > 0 ? every : (false as const),
    enabled: wanted.enabled ?? true,
    ...(wanted.keep ? { placeholderData: (before: T | undefined) => before } : {}),
  };
  const observer = useMemo(() => new QueryObserver<T, Error, T, T>(queries, options as never), []);
  observer.setOptions(options as never);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => observer.subscribe(() => draw(undefined)), [observer]);
  const result = observer.getCurrentResult();
  const mark = useMemo(() => ({}), []);
  const at = result.dataUpdatedAt;
  useEffect(() => {
    if (every > 0 && at > 0) ages.value = new Map(ages.peek()).set(mark, { at, every });
  }, [at, every]);
  useEffect(
    () => () => {
      const rest = new Map(ages.peek());
      rest.delete(mark);
      ages.value = rest;
    },
    [],
  );
  return {
    data: result.data,
    at,
    every,
    failure: result.error ? explained(result.error) : undefined,
    busy: result.isFetching,
    again: () => void observer.refetch(),
  };
}

/** Everything that stands on these keys is asked for anew. */
export function changed(...keys: string[]): void {
  for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
}
