import type { Schemas } from "../../../api/client";
import type { Exam } from "../../../api/lists";

type Settings = Schemas["ExamSettings"];
type NumberName = "faceThreshold" | "maxFaceAttempts" | "minVerificationSeconds" | "graceMinutes" | "retentionDays";
type FlagName = "requireFingerprint" | "requireOmr" | "allowMismatchApproval" | "strictAfterEnd" | "hideNamesAtGate";

/** What the form holds: numbers as they are typed. */
export type Draft = { name: string } & Record<NumberName, string> &
  Record<FlagName, boolean> & {
    operatorRule: Schemas["OperatorRule"];
    slotActivation: Schemas["SlotActivation"];
  };

export type Name = Exclude<keyof Draft, "name">;

const BOUNDS: Record<NumberName, readonly [number, number]> = {
  faceThreshold: [90, 100],
  maxFaceAttempts: [1, 20],
  minVerificationSeconds: [0, 3600],
  graceMinutes: [0, 1440],
  retentionDays: [1, 36500],
};
const NUMBERS = Object.keys(BOUNDS) as NumberName[];

export function draftOf({ name, settings }: Exam): Draft {
  const draft = {
    name,
    operatorRule: settings.operatorRule ?? "same_person",
    slotActivation: settings.slotActivation ?? "manual",
    requireFingerprint: settings.requireFingerprint ?? true,
    requireOmr: settings.requireOmr ?? true,
    allowMismatchApproval: settings.allowMismatchApproval ?? false,
    strictAfterEnd: settings.strictAfterEnd ?? false,
    hideNamesAtGate: settings.hideNamesAtGate,
  };
  const numbers = Object.fromEntries(NUMBERS.map((one) => [one, String(settings[one] ?? "")]));
  return { ...draft, ...(numbers as Record<NumberName, string>) };
}

/** All settings: those that the form does not show stay as they are. */
export function settingsOf(exam: Exam, draft: Draft): Settings {
  const { name: _, ...rest } = draft;
  const numbers = Object.fromEntries(NUMBERS.map((one) => [one, Number(draft[one])]));
  return { ...exam.settings, ...rest, ...(numbers as Record<NumberName, number>) };
}

export function changesOf(exam: Exam, draft: Draft): (keyof Draft)[] {
  const before = draftOf(exam);
  return (Object.keys(draft) as (keyof Draft)[]).filter((name) => draft[name] !== before[name]);
}

/** Numbers that the server would refuse. */
export function problems(draft: Draft): ReadonlySet<NumberName> {
  return new Set(
    NUMBERS.filter((name) => {
      const [least, most] = BOUNDS[name];
      const value = Number(draft[name]);
      const whole = name === "faceThreshold" || Number.isInteger(value);
      return draft[name].trim() === "" || !whole || !(value >= least && value <= most);
    }),
  );
}

/** What would be held less strictly than it is now. */
export function loosens(exam: Exam, draft: Draft): Name[] {
  const before = draftOf(exam);
  const looser: Record<Name, boolean> = {
    faceThreshold: Number(draft.faceThreshold) < Number(before.faceThreshold),
    maxFaceAttempts: Number(draft.maxFaceAttempts) > Number(before.maxFaceAttempts),
    minVerificationSeconds: Number(draft.minVerificationSeconds) < Number(before.minVerificationSeconds),
    graceMinutes: Number(draft.graceMinutes) > Number(before.graceMinutes),
    retentionDays: false,
    requireFingerprint: before.requireFingerprint && !draft.requireFingerprint,
    requireOmr: before.requireOmr && !draft.requireOmr,
    allowMismatchApproval: !before.allowMismatchApproval && draft.allowMismatchApproval,
    strictAfterEnd: before.strictAfterEnd && !draft.strictAfterEnd,
    operatorRule: before.operatorRule === "same_person" && draft.operatorRule === "assigned",
    slotActivation: false,
    hideNamesAtGate: false,
  };
  return (Object.keys(looser) as Name[]).filter((name) => looser[name]);
}
