import { describe, expect, it } from "vitest";
import {
  type Attempt,
  attemptsLeft,
  mayOverride,
  mayTry,
  missing,
  NOTHING_YET,
  next,
  type Progress,
  type Rules,
  stateOf,
} from "../src/flow/room";

const rules: Rules = { requireFingerprint: true, requireOmr: true, maxFaceAttempts: 3, allowMismatchApproval: false };
const free: Rules = { ...rules, requireFingerprint: false, requireOmr: false };
const match: Attempt = { kind: "compared", verified: true, matchPercentage: 98.2 };
const other: Attempt = { kind: "compared", verified: false, matchPercentage: 61 };
const later: Attempt = { kind: "later" };
const of = (more: Partial<Progress>): Progress => ({ ...NOTHING_YET, ...more });
const rest: Partial<Progress> = { fingerprint: "captured", sheet: "OMR-1" };

describe("the room", () => {
  it("goes from the face to the fingerprint, the sheet, the close and the next candidate", () => {
    const steps = [
      of({}),
      of({ attempts: [match] }),
      of({ attempts: [match], fingerprint: "captured" }),
      of({ attempts: [match], ...rest }),
      of({ attempts: [match], ...rest, closed: true }),
    ];
    expect(steps.map((step) => next(step, rules))).toEqual(["face", "fingerprint", "sheet", "close", "candidate"]);
    expect(steps.map((step) => missing(step, rules).length)).toEqual([3, 2, 1, 0, 0]);
  });

  it("asks for nothing that the exam does not ask for", () => {
    expect(next(of({ attempts: [match] }), free)).toBe("close");
    expect(stateOf("sheet", of({}), free)).toBe("free");
    expect(stateOf("fingerprint", of({ fingerprint: "excepted" }), free)).toBe("excepted");
  });

  it("lets a face be tried as often as the exam allows, and no more", () => {
    for (const [attempts, left, may] of [
      [[], 3, true],
      [[other, other], 1, true],
      [[other, other, other], 0, false],
      [[later, later, later], 0, false],
      [[other, match], 1, false],
    ] as const) {
      expect(attemptsLeft(of({ attempts }), rules)).toBe(left);
      expect(mayTry(of({ attempts }), rules)).toBe(may);
    }
  });

  it("has a supervisor decide over a face that never matched, after everything else", () => {
    const stuck = of({ attempts: [other, other, other] });
    expect(stateOf("face", stuck, rules)).toBe("supervisor");
    expect(next(stuck, rules)).toBe("fingerprint");
    expect(next({ ...stuck, ...rest }, rules)).toBe("supervisor");
    expect(next({ ...stuck, ...rest, overrideReason: "twin looked at" }, rules)).toBe("close");
    expect([mayOverride(stuck, rules, "operator"), mayOverride(stuck, rules, "supervisor")]).toEqual([false, true]);
  });

  it("lets operators decide where the exam lets them, and never without a try or a reason", () => {
    const own = { ...rules, allowMismatchApproval: true };
    const stuck = of({ attempts: [other, other, other] });
    expect(stateOf("face", stuck, own)).toBe("open");
    expect(mayOverride(stuck, own, "operator")).toBe(true);
    expect(mayOverride(of({}), own, "supervisor")).toBe(false);
    expect(stateOf("face", of({ overrideReason: "in a hurry" }), own)).toBe("open");
  });

  it("leaves whom no picture can be taken of to a supervisor, whatever the exam lets operators decide", () => {
    const own = { ...rules, allowMismatchApproval: true };
    const bandaged = of({ noAttemptReason: "bandaged", ...rest });
    expect([stateOf("face", bandaged, own), next(bandaged, own)]).toEqual(["supervisor", "supervisor"]);
    expect([mayOverride(bandaged, own, "operator"), mayOverride(bandaged, own, "supervisor")]).toEqual([false, true]);
    const known = { ...bandaged, overrideReason: "known to the invigilator" };
    expect([stateOf("face", known, own), next(known, own)]).toEqual(["excepted", "close"]);
  });

  it("goes on without a line: a picture that is compared later holds nothing up", () => {
    const offline = of({ attempts: [later], ...rest });
    expect([stateOf("face", offline, rules), next(offline, rules)]).toEqual(["later", "close"]);
    expect(stateOf("face", of({ attempts: [later, match] }), rules)).toBe("done");
  });

  it("never turns a face that did not match into one that is not there", () => {
    for (const attempts of [[other], [other, other, other]])
      expect(missing(of({ attempts, ...rest }), rules)).toEqual(["face"]);
  });
});
