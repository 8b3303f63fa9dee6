import { t } from "../../../text";
import { Notice } from "../../../ui/state/State";
import { otherSupervisors, useAround } from "./people";

/** Somebody captured this themselves: who decides it in their place. Head office decides records, but compares no faces. */
export function WhoElse({ centreId, what }: { centreId: string | undefined; what: "record" | "face" }) {
  const others = otherSupervisors(useAround(), centreId);
  const who = [...others, ...(what === "record" ? [t("role.admin")] : [])];
  return (
    <Notice tone="warn" title={t("desk.own")}>
      <p>{who.length > 0 ? t("desk.own.who", { who: who.join(", ") }) : t("desk.own.nobody")}</p>
    </Notice>
  );
}
