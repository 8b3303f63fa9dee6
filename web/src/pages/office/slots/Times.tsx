import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import type { Slot } from "../../../api/lists";
import { changed } from "../../../api/query";
import { advice, counted, isCode, t, zone } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Field, Form } from "../../../ui/field/Field";
import { Small } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

const NAMES = ["gateOpens", "gateCloses", "startTime", "endTime"] as const;
type Name = (typeof NAMES)[number];
type Draft = Record<Name, string>;

/** As a field for day and time wants it: here, without seconds. */
function typed(at: string | null | undefined): string {
  if (!at) return "";
  const date = new Date(at);
  return new Date(date.getTime() - 60_000 * date.getTimezoneOffset()).toISOString().slice(0, 16);
}

/** The same in all of them, or nothing: what differs is left to each. */
function common(slots: readonly Slot[]): Draft {
  const of = (name: Name): string => {
    const [first, ...rest] = slots.map((slot) => typed(slot[name]));
    return rest.every((one) => one === first) ? (first ?? "") : "";
  };
  return {
    gateOpens: of("gateOpens"),
    gateCloses: of("gateCloses"),
    startTime: of("startTime"),
    endTime: of("endTime"),
  };
}

/** What is wrong with the times, by the field that is to be mended. */
function problems(draft: Draft): Partial<Record<Name, string>> {
  const wrong: Partial<Record<Name, string>> = {};
  if (draft.gateOpens && draft.gateCloses && draft.gateCloses <= draft.gateOpens)
    wrong.gateCloses = t("times.gate.wrong");
  if (draft.startTime && draft.endTime && draft.endTime <= draft.startTime) wrong.endTime = t("times.end.wrong");
  return wrong;
}

/** When the gate opens and closes and the slot begins and ends: of one slot, or of all of its name. */
export function Times({ title, slots, onClose }: { title: string; slots: readonly Slot[]; onClose: () => void }) {
  const [before] = useState(() => common(slots));
  const [draft, setDraft] = useState(before);
  const [refused, setRefused] = useState<Schemas["SlotResult"][]>([]);
  const edited = NAMES.filter((name) => draft[name] !== before[name]);
  const wrong = problems(draft);
  const act = useAct(async () => {
    const [one, ...others] = slots;
    if (!one) return;
    const body: Schemas["SetSlotTimes"] = { examId: one.examId, slotName: one.slotName };
    if (others.length === 0) body.centreIds = [one.centreId];
    for (const name of edited) body[name] = draft[name] ? new Date(draft[name]).toISOString() : null;
    const { results } = await call("post", "/api/slots/times", { body });
    const failed = results.filter((result) => result.status === "failed");
    changed("slots", "figures", "arrivals");
    setRefused(failed);
    if (failed.length > 0) return;
    tell(counted("times.done", slots.length));
    onClose();
  });
  const first = refused[0];
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={() => void act.run()}>
        <Small>
          {slots.length > 1 && `${counted("times.many", slots.length)} `}
          {t("zone.all", { zone: zone() })}
        </Small>
        {NAMES.map((name) => (
          <Field
            key={name}
            label={t(`times.${name}`)}
            type="datetime-local"
            value={draft[name]}
            onInput={(value) => setDraft({ ...draft, [name]: value })}
            {...(wrong[name] ? { error: wrong[name] } : {})}
          />
        ))}
        {first && (
          <Notice tone="bad" title={counted("times.refused", refused.length)}>
            <p>{advice(first.code && isCode(first.code) ? first.code : "INTERNAL").join(" ")}</p>
          </Notice>
        )}
        <FailureNotice failure={act.failure} />
        <Buttons>
          <Button
            kind="primary"
            type="submit"
            busy={act.busy}
            disabled={edited.length === 0 || Object.keys(wrong).length > 0}
          >
            {t("times.save")}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
