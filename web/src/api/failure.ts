import type { components } from "./schema";

export type ErrorCode = components["schemas"]["ErrorCode"];
export type ErrorBody = components["schemas"]["ErrorBody"];

/** Why a call did not do what was asked: the server refused, or did not answer. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode | "UNREACHABLE",
    readonly body: ErrorBody | undefined,
    readonly requestId: string | undefined,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(code);
  }

  /** What the answer says beside its code, where it is about `code`. */
  details<C extends ErrorCode>(code: C): Extract<ErrorBody, { code: C }> | undefined {
    return this.body?.code === code ? (this.body as Extract<ErrorBody, { code: C }>) : undefined;
  }
}

/** What is answered 401 to something typed: the session, where there is one, goes on, and nothing is sent once more. */
const TYPED: readonly string[] = ["INVALID_CREDENTIALS", "SECOND_FACTOR_REQUIRED"] satisfies ErrorCode[];

export const isTyped = (code: string): boolean => TYPED.includes(code);

export const unreachable = (): Failure => new Failure(0, "UNREACHABLE", undefined, undefined, undefined);

/** The failure that an answer tells of. */
export async function failureOf(
  status: number,
  text: string,
  header: (name: string) => string | null,
): Promise<Failure> {
  let body: ErrorBody | undefined;
  try {
    const read = JSON.parse(text) as ErrorBody;
    if (typeof read.code === "string") body = read;
  } catch {
    // A proxy between us and the program answered in its own words: the program itself did not.
  }
  const after = Number(header("retry-after"));
  const code = body?.code ?? (status === 404 ? "NOT_FOUND" : status >= 500 ? "UNREACHABLE" : "INTERNAL");
  return new Failure(status, code, body, header("x-request-id") ?? undefined, after > 0 ? after : undefined);
}
