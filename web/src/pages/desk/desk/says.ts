import type { Waiting } from "../../../api/desk";
import { advice, isCode, isKey, matched, t } from "../../../text";

/** What waits, in few words. */
export function titleOf(one: Waiting): string {
  if (one.what === "mismatch") return t(one.code === "copied" ? "desk.copied" : "alert.face_mismatch");
  const what = one.entityType ? t(`entity.${one.entityType}`) : t("desk.record");
  return t(`desk.kind.${one.what}`, { what });
}

/** Why it waits: the sentence of its code. */
export function whyOf(one: Waiting): string {
  if (one.what === "mismatch" && one.matchPercentage !== undefined)
    return t(one.code === "copied" ? "desk.copied.why" : "desk.mismatch.why", { match: matched(one.matchPercentage) });
  const own = `desk.code.${one.code}`;
  if (isKey(own)) return t(own);
  return isCode(one.code) ? advice(one.code)[0] : one.code;
}

/** What is to be done about it, by whoever sits at the desk. */
export function nextOf(one: Waiting): string {
  const own = `desk.next.${one.code}`;
  return isKey(own) ? t(own) : t(`desk.do.${one.what}`);
}

/** Red wants an act of the supervisor; yellow may pass by itself. */
export const toneOf = (one: Waiting): "warn" | "bad" =>
  one.what === "mismatch" || one.what === "conflict" || one.code === "FACE_NOT_VERIFIED" ? "bad" : "warn";
