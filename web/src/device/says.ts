/** How a record stands, as the key of a word and its tone. */
import type { Captive } from "./outbox";

type Tone = "plain" | "accent" | "good" | "warn" | "bad";
type StateKey =
  | "record.waiting"
  | "record.tried"
  | "record.applied"
  | "record.kept"
  | "record.conflict"
  | "record.refused"
  | "record.void"
  | "record.undone";

export function stateOf({ standing, tried, outcome }: Captive): { key: StateKey; tone: Tone } {
  if (outcome?.undone) return { key: "record.undone", tone: "plain" };
  switch (standing.at) {
    case "waiting":
      return tried ? { key: "record.tried", tone: "warn" } : { key: "record.waiting", tone: "warn" };
    case "applied":
      return { key: "record.applied", tone: "good" };
    case "kept":
      return { key: "record.kept", tone: "plain" };
    case "conflict":
      return { key: "record.conflict", tone: "warn" };
    case "refused":
      return { key: "record.refused", tone: "bad" };
    case "void":
      return { key: "record.void", tone: "plain" };
  }
}
