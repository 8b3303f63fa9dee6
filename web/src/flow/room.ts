/**
 * Station 2, as rules: what of a candidate is done, what comes next, and whether the station may be closed. The server
 * decides by the same rules (`crates/domain`); a device without a line has only these.
 */

/** What of the exam's settings counts here. */
export interface Rules {
  requireFingerprint: boolean;
  requireOmr: boolean;
  maxFaceAttempts: number;
  /** Whether operators decide themselves over a face that did not match. */
  allowMismatchApproval: boolean;
}

/** A comparison, or a picture that is compared when the line is back. */
export type Attempt = { kind: "compared"; verified: boolean; matchPercentage?: number | undefined } | { kind: "later" };

export interface Progress {
  attempts: readonly Attempt[];
  /** Why no picture can be taken at all. */
  noAttemptReason?: string | undefined;
  /** Why the candidate goes on without a match. */
  overrideReason?: string | undefined;
  fingerprint?: "captured" | "excepted" | undefined;
  sheet?: string | undefined;
  closed: boolean;
}

export const NOTHING_YET: Progress = { attempts: [], closed: false };

export type Part = "face" | "fingerprint" | "sheet";
export type State =
  | "open"
  | "done"
  /** Not there, for a reason that is written down. */
  | "excepted"
  /** Captured; what it comes to is known when the line is back. */
  | "later"
  /** Somebody else decides. */
  | "supervisor"
  /** The exam does not ask for it. */
  | "free";

const isMatch = (attempt: Attempt): boolean => attempt.kind === "compared" && attempt.verified;

/** How many attempts are left. Pictures that wait to be compared count, as they will. */
export function attemptsLeft({ attempts }: Progress, { maxFaceAttempts }: Rules): number {
  return Math.max(0, maxFaceAttempts - attempts.length);
}

function faceOf(progress: Progress, rules: Rules): State {
  const { attempts, noAttemptReason, overrideReason } = progress;
  if (attempts.some(isMatch)) return "done";
  const tried = attempts.length > 0 || Boolean(noAttemptReason);
  if (tried && overrideReason) return "excepted";
  if (attempts.some((one) => one.kind === "later")) return "later";
  // Without any picture nobody but a supervisor decides.
  if (noAttemptReason) return "supervisor";
  // Whoever may decide alone has to, before the candidate goes on; else it is a supervisor's.
  const stuck = attempts.length > 0 && attemptsLeft(progress, rules) === 0;
  return stuck && !rules.allowMismatchApproval ? "supervisor" : "open";
}

/** How far each part is. */
export function stateOf(part: Part, progress: Progress, rules: Rules): State {
  if (part === "face") return faceOf(progress, rules);
  if (part === "fingerprint") {
    if (progress.fingerprint) return progress.fingerprint === "captured" ? "done" : "excepted";
    return rules.requireFingerprint ? "open" : "free";
  }
  if (progress.sheet) return "done";
  return rules.requireOmr ? "open" : "free";
}

const PARTS: readonly Part[] = ["face", "fingerprint", "sheet"];
const HOLDS: readonly State[] = ["open", "supervisor"];

/** What the station cannot be closed without. */
export function missing(progress: Progress, rules: Rules): Part[] {
  return PARTS.filter((part) => HOLDS.includes(stateOf(part, progress, rules)));
}

/** What is to be done next: what a supervisor has to decide holds up nothing that can be done before. */
export function next(progress: Progress, rules: Rules): Part | "supervisor" | "close" | "candidate" {
  if (progress.closed) return "candidate";
  const open = PARTS.find((part) => stateOf(part, progress, rules) === "open");
  if (open) return open;
  return missing(progress, rules).length > 0 ? "supervisor" : "close";
}

/** Whether another picture may be taken: not after a match, and no more than the exam allows. */
export function mayTry(progress: Progress, rules: Rules): boolean {
  return !progress.closed && attemptsLeft(progress, rules) > 0 && !progress.attempts.some(isMatch);
}

/** Whether whoever works here may let the candidate go on without a match. */
export function mayOverride(progress: Progress, rules: Rules, role: "operator" | "supervisor"): boolean {
  if (progress.closed || progress.attempts.some(isMatch)) return false;
  const tried = progress.attempts.length > 0;
  // An operator decides over a mismatch, so there has to be one.
  if (role === "operator") return tried && rules.allowMismatchApproval;
  return tried || Boolean(progress.noAttemptReason);
}
