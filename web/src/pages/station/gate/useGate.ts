import { useRef, useState } from "preact/hooks";
import { readings } from "../../../capture/scanner";
import { signal } from "../../../capture/signal";
import type { Candidate, HeldSlot, Roster } from "../../../device/roster";
import { byRollNumber, type Presence, presenceOf } from "../../../device/work";
import { type Effect, type Event, type Found, type Gate, type Ignored, type Person, step } from "../../../flow/gate";
import { LOOK_MILLISECONDS, look, record } from "../../../sync/record";

const personOf = ({ id, rollNumber, slotId }: Candidate): Person => ({ id, rollNumber, slotId });

/** A mark that the server has, of somebody whom this device took for absent. */
function told(candidate: Candidate): Presence | undefined {
  const mark = presenceOf(candidate);
  return mark?.where === "server" ? mark : undefined;
}

export interface Running {
  gate: Gate;
  /** A scan that changed nothing, since when. */
  ignored: (Ignored & { at: number }) | undefined;
  candidate: Candidate | undefined;
  scan: (code: string) => void;
  tell: (event: Event) => void;
}

/** Runs the machine of station 1: does what it asks for, and tells it what came of it. */
export function useGate(roster: Roster, slot: HeldSlot): Running {
  const [gate, setGate] = useState<Gate>({ at: "ready" });
  const [ignored, setIgnored] = useState<Running["ignored"]>();
  const now = useRef<Gate>(gate);
  const last = useRef({ code: "", at: 0 });
  const looking = useRef(new Map<string, Promise<unknown>>());
  const people = byRollNumber(roster);

  const find = (code: string): Found => {
    const person = readings(code).flatMap((one) => people.get(one) ?? [])[0];
    if (!person) return { kind: "nobody" };
    if (person.slotId === slot.id) return { kind: "here", person: personOf(person), mark: presenceOf(person) };
    const slotName = roster.slots.find((one) => one.id === person.slotId)?.slotName ?? "";
    return { kind: "elsewhere", person: personOf(person), slotName };
  };

  /** Whether another gate was faster is asked while the operator looks at the photograph. */
  const ask = (candidate: Candidate): Promise<unknown> => {
    const asked = look(roster.exam.id, candidate.id).then(() => {
      const mark = told(candidate);
      if (mark) tell({ kind: "known", person: personOf(candidate), mark });
    });
    looking.current.set(candidate.id, asked);
    return asked;
  };

  const mark = async (candidate: Candidate): Promise<void> => {
    await Promise.race([
      looking.current.get(candidate.id),
      new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS)),
    ]);
    if (now.current.at !== "saving") return;
    try {
      await record(roster, candidate, "attendance", { status: "completed" });
      const made = presenceOf(candidate);
      if (made) tell({ kind: "saved", mark: made });
    } catch {
      tell({ kind: "notSaved" });
    }
  };

  const perform = (effect: Effect): void => {
    if (effect.kind === "signal") signal(effect.tone);
    else if (effect.kind === "mark") {
      const candidate = people.get(effect.person.rollNumber);
      if (candidate) void mark(candidate);
    }
  };

  const tell = (event: Event): void => {
    const next = step(now.current, event);
    now.current = next.gate;
    setGate(next.gate);
    setIgnored(next.ignored && { ...next.ignored, at: Date.now() });
    for (const effect of next.effects) perform(effect);
  };

  const scan = (code: string): void => {
    const found = find(code);
    const name = found.kind === "nobody" ? code : found.person.rollNumber;
    const sinceLast = last.current.code === name ? performance.now() - last.current.at : Number.POSITIVE_INFINITY;
    const before = now.current;
    tell({ kind: "scanned", code: name, found, sinceLast });
    if (now.current === before) return;
    last.current = { code: name, at: performance.now() };
    if (found.kind === "here" && !found.mark) {
      const candidate = people.get(found.person.rollNumber);
      if (candidate) void ask(candidate);
    }
  };

  const candidate = "person" in gate ? people.get(gate.person.rollNumber) : undefined;
  return { gate, ignored, candidate, scan, tell };
}
