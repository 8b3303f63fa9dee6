import { useRef } from "preact/hooks";
import { queries, type Remote, useRemote } from "./query";

export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
  total?: number;
}

export interface Pages<T> extends Remote<Page<T>> {
  /** Reads the next page, if there is one and none is on its way. */
  more: () => void;
}

/** A list that is read page by page, and kept as far as it was read, so that Back finds it again. */
export function usePages<T>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
  every = 0,
): Pages<T> {
  const remote = useRemote<Page<T>>({ key, read: (signal) => read(undefined, signal), every, keep: true });
  const busy = useRef<string | undefined>(undefined);
  const more = (): void => {
    const cursor = remote.data?.nextCursor;
    if (!cursor || busy.current === cursor) return;
    busy.current = cursor;
    read(cursor)
      .then((page) => {
        queries.setQueryData<Page<T>>(key, (before) =>
          before?.nextCursor === cursor ? { ...before, ...page, items: [...before.items, ...page.items] } : before,
        );
      })
      .catch(() => undefined) // It is asked for again when the end of the list is near once more.
      .finally(() => {
        if (busy.current === cursor) busy.current = undefined;
      });
  };
  return { ...remote, more };
}
