import { describe, expect, it } from "vitest";
import { type Event, type Found, type Gate, type Mark, type Person, step, TWICE_MILLISECONDS } from "../src/flow/gate";

const asha: Person = { id: "a", rollNumber: "26000001", slotId: "morning" };
const ravi: Person = { id: "r", rollNumber: "26000002", slotId: "morning" };
const mark: Mark = { at: "2026-12-06T03:01:00Z", by: "Operator 1", where: "Gate 1", recordId: "rec" };

const scan = (found: Found, sinceLast = 60_000): Event => ({
  kind: "scanned",
  code: found.kind === "nobody" ? "X" : found.person.rollNumber,
  found,
  sinceLast,
});
const here = (person: Person, at?: Mark): Found => ({ kind: "here", person, mark: at });

function run(events: readonly Event[], from: Gate = { at: "ready" }) {
  let gate = from;
  const effects: string[] = [];
  const ignored: string[] = [];
  for (const event of events) {
    const next = step(gate, event);
    gate = next.gate;
    effects.push(...next.effects.map((one) => (one.kind === "signal" ? one.tone : one.kind)));
    if (next.ignored) ignored.push(next.ignored.why);
  }
  return { gate, effects, ignored };
}

describe("the gate", () => {
  it("marks whom it found, and says so only when it is safe", () => {
    const asked = run([scan(here(asha)), { kind: "present" }]);
    expect(asked.gate.at).toBe("saving");
    expect(asked.effects).toEqual(["mark"]);
    const saved = run([{ kind: "saved", mark }], asked.gate);
    expect(saved.gate).toEqual({ at: "done", person: asha, mark });
    expect(saved.effects).toEqual(["good"]);
  });

  it("marks nobody twice, however often the button is pressed", () => {
    const pressed = run([scan(here(asha)), { kind: "present" }, { kind: "present" }, { kind: "present" }]);
    expect(pressed.effects).toEqual(["mark"]);
    expect(run([scan(here(asha, mark)), { kind: "present" }])).toEqual({
      gate: { at: "already", person: asha, mark },
      effects: ["again"],
      ignored: [],
    });
  });

  it("takes two scans within a moment for one, and says so", () => {
    for (const apart of [0, 200, TWICE_MILLISECONDS - 1])
      expect(run([scan(here(asha)), scan(here(asha), apart)]).ignored).toEqual(["twice"]);
    expect(run([scan(here(asha)), scan(here(asha), TWICE_MILLISECONDS)]).ignored).toEqual([]);
    expect(run([scan(here(asha)), scan(here(ravi), 50)]).gate).toEqual({ at: "found", person: ravi });
    expect(run([scan({ kind: "nobody" }), scan({ kind: "nobody" }, 100)]).ignored).toEqual(["twice"]);
  });

  it("lets no scan take the place of what somebody decides", () => {
    const saving = run([scan(here(asha)), { kind: "present" }, scan(here(ravi))]);
    expect([saving.gate, saving.ignored]).toEqual([{ at: "saving", person: asha }, ["busy"]]);
    const undoing = run([{ kind: "undo" }, scan(here(ravi))], { at: "done", person: asha, mark });
    expect([undoing.gate.at, undoing.ignored]).toEqual(["undoing", ["busy"]]);
  });

  it("tells who is not of this place, and who is nobody", () => {
    const slotName = "Afternoon";
    expect(run([scan({ kind: "elsewhere", person: asha, slotName }), { kind: "present" }])).toEqual({
      gate: { at: "elsewhere", person: asha, slotName },
      effects: ["wrong"],
      ignored: [],
    });
    expect(run([scan({ kind: "nobody" }), { kind: "present" }]).gate).toEqual({ at: "nobody", code: "X" });
  });

  it("keeps whom it could not write down, to try again", () => {
    const failed = run([scan(here(asha)), { kind: "present" }, { kind: "notSaved" }]);
    expect(failed.gate).toEqual({ at: "failed", person: asha });
    expect(run([{ kind: "present" }], failed.gate).effects).toEqual(["mark"]);
  });

  it("takes a mark of this device back after a question, and no other", () => {
    const done: Gate = { at: "done", person: asha, mark };
    expect(run([{ kind: "undo" }, { kind: "undone" }], done)).toEqual({
      gate: { at: "ready" },
      effects: ["unmark"],
      ignored: [],
    });
    expect(run([{ kind: "undo" }, { kind: "next" }], done).effects).toEqual([]);
    const theirs: Gate = { at: "already", person: asha, mark: { ...mark, recordId: undefined } };
    expect(run([{ kind: "undo" }], theirs).gate).toEqual(theirs);
  });

  it("changes nothing by what makes no sense where it is", () => {
    const places: Gate[] = [{ at: "ready" }, { at: "nobody", code: "X" }, { at: "found", person: asha }];
    for (const gate of places)
      for (const kind of ["saved", "notSaved", "undone", "undo"] as const)
        expect(step(gate, kind === "saved" ? { kind, mark } : { kind })).toEqual({ gate, effects: [] });
  });
});
