/**
 * Station 1, as a machine: what is on the page, and what a scan, a key or an answer makes of it. It knows neither the
 * page nor the clock nor the line; whoever runs it does what it asks for.
 */

export interface Person {
  id: string;
  rollNumber: string;
  slotId: string;
}

/** That somebody is present: by whom, when, and where it was marked. */
export interface Mark {
  at: string;
  by: string;
  where: string;
  /** The id of the record on this device that says so, while it can be taken back here. */
  recordId?: string | undefined;
}

/** Whom a code names, as this device knows them. */
export type Found =
  | { kind: "nobody" }
  /** Of this centre, and of a slot that whoever works here is not assigned to. */
  | { kind: "elsewhere"; person: Person; slotName: string }
  | { kind: "here"; person: Person; mark?: Mark | undefined };

/** What is on the page. */
export type Gate =
  | { at: "ready" }
  | { at: "nobody"; code: string }
  | { at: "elsewhere"; person: Person; slotName: string }
  | { at: "found"; person: Person }
  | { at: "already"; person: Person; mark: Mark }
  /** It is being written; until it is safe nothing is said to be done. */
  | { at: "saving"; person: Person }
  | { at: "done"; person: Person; mark: Mark }
  | { at: "failed"; person: Person }
  /** Somebody is asked why a mark is taken back; `mark` stands until then. */
  | { at: "undoing"; person: Person; mark: Mark };

/** A scan that changed nothing, and why: two within a moment, or one during a question. */
export type Ignored = { code: string; why: "twice" | "busy" };

export type Event =
  | { kind: "scanned"; code: string; found: Found; sinceLast: number }
  /** The server says that they are present already. */
  | { kind: "known"; person: Person; mark: Mark }
  | { kind: "present" }
  | { kind: "saved"; mark: Mark }
  | { kind: "notSaved" }
  | { kind: "undo" }
  | { kind: "undone" }
  | { kind: "next" };

/** What is to be done: written down, taken back; and what the ear and the hand are told. */
export type Effect =
  | { kind: "mark"; person: Person }
  | { kind: "unmark"; person: Person; mark: Mark }
  | { kind: "signal"; tone: "good" | "again" | "wrong" };

export interface Step {
  gate: Gate;
  effects: readonly Effect[];
  ignored?: Ignored | undefined;
}

/** The same code again within so many milliseconds is the same scan: a scanner that was held a little longer. */
export const TWICE_MILLISECONDS = 1_500;

const codeOf = (gate: Gate): string | undefined => ("person" in gate ? gate.person.rollNumber : undefined);

/** While these are on the page, a scan would take the place of a decision that somebody is in the middle of. */
const isBusy = (gate: Gate): boolean => gate.at === "saving" || gate.at === "undoing";

function scanned(gate: Gate, event: Extract<Event, { kind: "scanned" }>): Step {
  const { code, found, sinceLast } = event;
  const ignored = (why: Ignored["why"]): Step => ({
    gate,
    effects: why === "busy" ? [{ kind: "signal", tone: "wrong" }] : [],
    ignored: { code, why },
  });
  const person = found.kind === "nobody" ? undefined : found.person;
  const same = person ? codeOf(gate) === person.rollNumber : gate.at === "nobody" && gate.code === code;
  if (same && sinceLast < TWICE_MILLISECONDS) return ignored("twice");
  if (isBusy(gate)) return ignored("busy");
  if (found.kind === "nobody") return { gate: { at: "nobody", code }, effects: [{ kind: "signal", tone: "wrong" }] };
  if (found.kind === "elsewhere") {
    const { slotName } = found;
    return {
      gate: { at: "elsewhere", person: found.person, slotName },
      effects: [{ kind: "signal", tone: "wrong" }],
    };
  }
  if (found.mark) {
    return {
      gate: { at: "already", person: found.person, mark: found.mark },
      effects: [{ kind: "signal", tone: "again" }],
    };
  }
  return { gate: { at: "found", person: found.person }, effects: [] };
}

/** One step. What makes no sense where the gate is changes nothing. */
export function step(gate: Gate, event: Event): Step {
  const stay: Step = { gate, effects: [] };
  switch (event.kind) {
    case "scanned":
      return scanned(gate, event);
    case "known":
      if ((gate.at !== "found" && gate.at !== "saving") || gate.person.id !== event.person.id) return stay;
      return {
        gate: { at: "already", person: event.person, mark: event.mark },
        effects: [{ kind: "signal", tone: "again" }],
      };
    case "present":
      if (gate.at !== "found" && gate.at !== "failed") return stay;
      return { gate: { at: "saving", person: gate.person }, effects: [{ kind: "mark", person: gate.person }] };
    case "saved":
      if (gate.at !== "saving") return stay;
      return {
        gate: { at: "done", person: gate.person, mark: event.mark },
        effects: [{ kind: "signal", tone: "good" }],
      };
    case "notSaved":
      if (gate.at !== "saving") return stay;
      return { gate: { at: "failed", person: gate.person }, effects: [{ kind: "signal", tone: "wrong" }] };
    case "undo":
      if (gate.at !== "done" && gate.at !== "already") return stay;
      if (!gate.mark.recordId) return stay;
      return { gate: { at: "undoing", person: gate.person, mark: gate.mark }, effects: [] };
    case "undone":
      // It was taken back out of the list of the last ones: what is on the page is no longer true.
      if (gate.at !== "undoing" && gate.at !== "done" && gate.at !== "already") return stay;
      return { gate: { at: "ready" }, effects: [{ kind: "unmark", person: gate.person, mark: gate.mark }] };
    case "next":
      if (gate.at === "saving") return stay;
      // Whoever leaves the question leaves the mark.
      return { gate: { at: "ready" }, effects: [] };
  }
}
