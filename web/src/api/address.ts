import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";

const PAUSE_MILLISECONDS = 250;

/** Filters that stand in the address, so that Back and a link find them again. */
export function useFilters<F extends Record<string, string>>(empty: F): [F, (change: Partial<F>) => void] {
  const { query, path, route } = useLocation();
  const filters = { ...empty };
  for (const name of Object.keys(empty) as (keyof F & string)[]) {
    const value = query[name];
    if (value !== undefined) filters[name] = value as F[typeof name];
  }
  const change = (by: Partial<F>): void => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filters, ...by })) {
      if (value && value !== empty[name]) next.set(name, value as string);
    }
    route(next.size > 0 ? `${path}?${next}` : path, true);
  };
  return [filters, change];
}

/** What is typed goes into the address, and to the server, when the typing pauses. */
export function useTyped(value: string, settle: (value: string) => void): [string, (value: string) => void] {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => settle(typed), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}
