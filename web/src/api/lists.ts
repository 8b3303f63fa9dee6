import { call, type Schemas } from "./client";
import { type Pages, usePages } from "./pages";
import { type Remote, useRemote } from "./query";

export type Exam = Schemas["ExamView"];
export type Centre = Schemas["Centre"];
export type Slot = Schemas["Slot"];
export type Account = Schemas["Account"];

interface Paged<T> {
  items: T[];
  nextCursor?: string | null;
}

/** Lists that a page needs whole to give ids their names are read to this many; beyond that the id is shown. */
const MOST = 20_000;
const PAGE = 1_000;

/** All pages of a list, one after the other. */
export async function whole<T>(read: (cursor: string | undefined) => Promise<Paged<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && items.length < MOST);
  return items;
}

const paged = (cursor: string | undefined): { limit: number; cursor?: string } =>
  cursor ? { limit: PAGE, cursor } : { limit: PAGE };

export const useExams = (): Remote<Exam[]> =>
  useRemote({
    key: ["exams"],
    read: (signal) => whole((cursor) => call("get", "/api/exams", { query: paged(cursor), signal })),
    every: 60_000,
  });

export const useExam = (examId: string): Remote<Exam> =>
  useRemote({
    key: ["exam", examId],
    read: (signal) => call("get", "/api/exams/{examId}", { path: { examId }, signal }),
  });

export const useCentres = (): Remote<Centre[]> =>
  useRemote({
    key: ["centres"],
    read: (signal) => whole((cursor) => call("get", "/api/centres", { query: paged(cursor), signal })),
  });

export const useSlots = (examId: string): Remote<Slot[]> =>
  useRemote({
    key: ["slots", examId],
    read: (signal) => whole((cursor) => call("get", "/api/slots", { query: { examId, ...paged(cursor) }, signal })),
  });

export const useOperators = (enabled = true): Remote<Account[]> =>
  useRemote({
    key: ["operators"],
    enabled,
    read: (signal) => whole((cursor) => call("get", "/api/operators", { query: paged(cursor), signal })),
  });

/** Who works in which slot of an exam. */
export const useAssignments = (examId: string): Remote<Schemas["AssignmentItem"][]> =>
  useRemote({
    key: ["assignments", examId],
    read: (signal) =>
      whole((cursor) => call("get", "/api/slot/assignments", { query: { examId, ...paged(cursor) }, signal })),
  });

export interface Wanted {
  centreId: string | undefined;
  role: Account["role"] | undefined;
  /** A part of the name, or of the user name. */
  q: string | undefined;
  sort: "username" | "name" | "role" | "createdAt";
}

/** The accounts as the server finds and orders them, page by page. */
export function useAccounts(wanted: Wanted): Pages<Account> {
  const query = { ...wanted, order: wanted.sort === "createdAt" ? ("desc" as const) : ("asc" as const) };
  return usePages<Account>(["operators", query], (cursor, signal) =>
    call("get", "/api/operators", { query: { ...query, limit: 100, cursor }, signal }),
  );
}

/** A list by its ids. */
export function byId<T extends { id: string }>(items: readonly T[] | undefined): ReadonlyMap<string, T> {
  return new Map(items?.map((item) => [item.id, item]));
}
