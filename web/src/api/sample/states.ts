import type { Me } from "../session";

/** What a call is answered with in the gallery: `data`, or a refusal, or nothing ever. */
export type Answered =
  | { data: unknown; more?: Record<string, unknown> }
  | { status: number; body: unknown; headers?: Record<string, string> }
  | "never";
/** By call: `GET /api/exams/*`, where a star stands for one part of the path. Several are given in turn, the last for good. */
export type Answers = Record<string, Answered | readonly Answered[]>;

export const NAMES = ["fresh", "empty", "loading", "stale", "offline", "error", "forbidden", "over"] as const;
export type Name = (typeof NAMES)[number];

/** Something that a person does, so that the state is there: types into a field, presses a button. */
export type Deed =
  | { fill: string; with: string }
  /** The last button that says so, as pages have what is done last at their end; or the first. */
  | { press: string; first?: true }
  | { choose: readonly { name: string; text: string }[] }
  | { key: string };

export interface Extra {
  answers: Answers;
  /** Whoever is logged in, where it is not the first whom the page is for. */
  me?: Partial<Me>;
  /** The session has ended under the page. */
  over?: true;
  /** What follows the page's address. */
  query?: string;
  deeds?: readonly Deed[];
}

/** The states of a page, out of which the gallery makes it. */
export interface States {
  /** The call whose answer the page stands on. Without one, it has nothing that could be loading, stale or empty. */
  main?: string;
  /** How the page is when that call answers with nothing. A sentence: why it cannot be. */
  empty: Answers | string;
  /** Further states, the worst among them. */
  also?: Record<string, Extra>;
}

export const page = (items: readonly unknown[], total = items.length): Answered => ({
  data: { items, nextCursor: null, total },
});

export const refusal = (
  status: number,
  code: string,
  more: { details?: unknown; retryAfter?: number } = {},
): Answered => ({
  status,
  body: { success: false, error: code, code, ...(more.details === undefined ? {} : { details: more.details }) },
  headers: {
    "x-request-id": "01a22934-5b69-7404-ab59-51890c13edd4",
    ...(more.retryAfter ? { "retry-after": String(more.retryAfter) } : {}),
  },
});

/** What a page is shown in: those that are for all, and its own. */
export function namesOf(states: States, guarded: boolean): string[] {
  const common = NAMES.filter((name) => {
    if (name === "fresh") return true;
    if (name === "forbidden" || name === "over") return guarded;
    if (name === "empty") return typeof states.empty !== "string";
    return states.main !== undefined;
  });
  return [...common, ...Object.keys(states.also ?? {})];
}
