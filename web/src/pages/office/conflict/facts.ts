import type { Schemas } from "../../../api/client";
import { duration, exact, isKey, matched, number, t } from "../../../text";
import type { Mark } from "../../../ui/clock/ClockLine";

type Conflict = Schemas["ConflictItem"];
type Side = Record<string, unknown> | null;

export interface Row {
  name: string;
  existing: string;
  incoming: string;
  differs: boolean;
}

/** What stands is told as its table has it, which calls who and when by what was done. */
const ALIKE: Record<string, readonly string[]> = {
  operatorId: ["validatedBy", "scannedBy", "capturedBy", "closedBy", "completedBy", "markedBy"],
  capturedAt: ["completedAt", "validatedAt", "scannedAt", "closedAt", "markedAt"],
};

function value(side: Side, name: string): unknown {
  const carried = side?.data as Side | undefined;
  for (const one of [name, ...(ALIKE[name] ?? [])]) {
    const found = side?.[one] ?? carried?.[one];
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** A text of a record, or of what it carries. */
export function text(side: Side, name: string): string | undefined {
  const found = value(side, name);
  return typeof found === "string" ? found : undefined;
}

/** What is compared, in the order of interest. Ids and addresses of images are for machines. */
const SHOWN = [
  "status",
  "barcode",
  "verified",
  "matchPercentage",
  "exceptionReason",
  "imageQuality",
  "operatorId",
  "proved",
  "deviceId",
  "capturedAt",
  "uploadedBy",
  "receivedAt",
  "clockOffsetSeconds",
] as const;

/** Two records are never of one moment: that is no difference to be marked. */
const NEVER_MARKED: readonly string[] = ["capturedAt", "receivedAt"];

function said(name: string, of: unknown, nameOf: (id: string) => string): string {
  if (of === undefined || of === null) return "–";
  if (name === "proved") return t(of ? "fact.proved.yes" : "fact.proved.no");
  if (typeof of === "boolean") return t(of ? "yes" : "no");
  if (name === "clockOffsetSeconds" && typeof of === "number") {
    if (Math.abs(of) < 1) return t("devices.clock.right");
    return t(of > 0 ? "conflict.ahead" : "conflict.behind", { time: duration(Math.abs(of) * 1000) });
  }
  if (typeof of === "number") return name === "matchPercentage" ? matched(of) : number(of);
  const written = String(of);
  if (name === "operatorId" || name === "uploadedBy") return nameOf(written);
  if (name.endsWith("At")) return exact(written);
  const word = `value.${written}`;
  return isKey(word) ? t(word) : written;
}

/** Both records, fact by fact. */
export function rowsOf(conflict: Conflict, nameOf: (id: string) => string): Row[] {
  const [existing, incoming] = [conflict.existing as Side, conflict.incoming as Side];
  return SHOWN.flatMap((name) => {
    const [a, b] = [value(existing, name), value(incoming, name)];
    if (a === undefined && b === undefined) return [];
    const differs = !NEVER_MARKED.includes(name) && a != null && b != null && a !== b;
    return [{ name: t(`fact.${name}`), existing: said(name, a, nameOf), incoming: said(name, b, nameOf), differs }];
  });
}

/** A clock that is off by less says nothing else of the order. */
const TRUSTED_SECONDS = 2;

/** The moments of both records. One that was captured by a wrong clock stands there twice: as told, and as it was. */
export function marksOf(conflict: Conflict): Mark[] {
  const marks: Mark[] = [];
  const add = (side: Side, name: "capturedAt" | "receivedAt", which: Mark["side"]): void => {
    const at = text(side, name);
    const whose = t(which === "first" ? "conflict.existing" : "conflict.incoming");
    if (!at) return;
    marks.push({ at, side: which, name: `${whose}: ${t(`fact.${name}`)}` });
    const off = value(side, "clockOffsetSeconds");
    if (name !== "capturedAt" || typeof off !== "number" || Math.abs(off) < TRUSTED_SECONDS) return;
    const corrected = new Date(Date.parse(at) - off * 1000).toISOString();
    marks.push({ at: corrected, side: which, name: `${whose}: ${t("conflict.corrected")}` });
  };
  add(conflict.existing as Side, "capturedAt", "first");
  add(conflict.incoming as Side, "capturedAt", "second");
  add(conflict.incoming as Side, "receivedAt", "second");
  return marks;
}
