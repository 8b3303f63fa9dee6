import type { Schemas } from "../../../api/client";
import { duration, isKey, moment, number, t } from "../../../text";
import type { Mark } from "../../../ui/clock/ClockLine";

type Conflict = Schemas["ConflictItem"];
type Side = Record<string, unknown> | null;

export interface Row {
  name: string;
  existing: string;
  incoming: string;
  differs: boolean;
}

/** A text of a record, or of what it carries. */
export function text(side: Side, name: string): string | undefined {
  const value = side?.[name] ?? (side?.data as Side | undefined)?.[name];
  return typeof value === "string" ? value : undefined;
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
  "uploadedBy",
  "deviceId",
  "capturedAt",
  "completedAt",
  "receivedAt",
  "clockOffsetSeconds",
] as const;

function said(name: string, value: unknown, operators: ReadonlyMap<string, { name: string }>): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (name === "clockOffsetSeconds" && typeof value === "number") return duration(Math.abs(value) * 1000);
  if (typeof value === "number") return name === "matchPercentage" ? `${number(value, 2)} %` : number(value);
  const written = String(value);
  if (name === "operatorId" || name === "uploadedBy") return operators.get(written)?.name ?? t("passwords.somebody");
  if (name.endsWith("At")) return moment(written);
  const word = `value.${written}`;
  return isKey(word) ? t(word) : written;
}

/** Both records, fact by fact. */
export function rowsOf(conflict: Conflict, operators: ReadonlyMap<string, { name: string }>): Row[] {
  const [existing, incoming] = [conflict.existing as Side, conflict.incoming as Side];
  const value = (side: Side, name: string): unknown => side?.[name] ?? (side?.data as Side | undefined)?.[name];
  return SHOWN.flatMap((name) => {
    const [a, b] = [value(existing, name), value(incoming, name)];
    if (a === undefined && b === undefined) return [];
    const row = { name: t(`fact.${name}`), existing: said(name, a, operators), incoming: said(name, b, operators) };
    return [{ ...row, differs: a != null && b != null && row.existing !== row.incoming }];
  });
}

/** The moments of both records. */
export function marksOf(conflict: Conflict): Mark[] {
  const marks: Mark[] = [];
  const add = (side: Side, name: "capturedAt" | "completedAt" | "receivedAt", which: Mark["side"]): void => {
    const at = text(side, name);
    if (at)
      marks.push({
        at,
        side: which,
        name: `${t(which === "first" ? "conflict.existing" : "conflict.incoming")}: ${t(`fact.${name}`)}`,
      });
  };
  add(conflict.existing as Side, "capturedAt", "first");
  add(conflict.existing as Side, "completedAt", "first");
  add(conflict.incoming as Side, "capturedAt", "second");
  add(conflict.incoming as Side, "receivedAt", "second");
  return marks;
}
