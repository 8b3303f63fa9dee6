import { advice, type CodeKey, isCode } from "../text";
import { type ErrorCode, Failure, isTyped } from "./failure";

/** Every code of the document has its sentence: one without does not compile. */
type Unsaid = Exclude<ErrorCode, CodeKey>;
const unsaid: [Unsaid] extends [never] ? true : Unsaid = true;
void unsaid;

/** A failure in words. */
export interface Explained {
  kind: "offline" | "forbidden" | "over" | "error";
  says: string;
  next: string;
  code: string;
  requestId: string | undefined;
}

const OFFLINE: readonly string[] = ["UNREACHABLE", "DEPENDENCY_UNAVAILABLE", "BUSY"];

/** What a failure means to the person in front of the page. */
export function explained(thrown: unknown): Explained {
  const failure = thrown instanceof Failure ? thrown : new Failure(0, "INTERNAL", undefined, undefined, undefined);
  const [says, next] = advice(isCode(failure.code) ? failure.code : "INTERNAL");
  return { kind: kind(failure), says, next, code: failure.code, requestId: failure.requestId };
}

function kind(failure: Failure): Explained["kind"] {
  if (failure.code === "UNREACHABLE") return "offline";
  if (failure.code === "FORBIDDEN") return "forbidden";
  return failure.status === 401 && !isTyped(failure.code) ? "over" : "error";
}

/** Whether asking once more may help by itself. */
export function passes(thrown: unknown): boolean {
  return thrown instanceof Failure && (OFFLINE.includes(thrown.code) || thrown.code === "RATE_LIMITED");
}
