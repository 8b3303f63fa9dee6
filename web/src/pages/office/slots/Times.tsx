import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { Failure } from "../../../api/failure";
import type { Slot } from "../../../api/lists";
import { changed } from "../../../api/query";
import { advice, counted, isCode, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Field, Form } from "../../../ui/field/Field";
import { Small } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

const NAMES = ["gateOpens", "gateCloses", "startTime", "endTime"] as const;
type Name = (typeof NAMES)[number];
type Draft = Record<Name, string>;

/** Slots that are changed at the same time; more would keep the stations of the day waiting. */
const AT_A_TIME = 4;

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

/** When the gate opens and closes and the slot begins and ends: of one slot, or of many alike. */
export function Times({ title, slots, onClose }: { title: string; slots: readonly Slot[]; onClose: () => void }) {
  const [before] = useState(() => common(slots));
  const [draft, setDraft] = useState(before);
  const [done, setDone] = useState(0);
  const [refused, setRefused] = useState<Failure[]>([]);
  const edited = NAMES.filter((name) => draft[name] !== before[name]);
  const wrong = problems(draft);
  const act = useAct(async () => {
    const body: Schemas["UpdateSlot"] = {};
    for (const name of edited) body[name] = draft[name] ? new Date(draft[name]).toISOString() : null;
    const failures: Failure[] = [];
    const queue = [...slots];
    setDone(0);
    const worker = async (): Promise<void> => {
      for (let slot = queue.shift(); slot; slot = queue.shift()) {
        try {
          await call("patch", "/api/slots/{slotId}", { path: { slotId: slot.id }, body });
        } catch (thrown) {
          // Without a line none of the rest would be done either; a refusal is about this one.
          if (!(thrown instanceof Failure) || thrown.code === "UNREACHABLE" || slots.length === 1) throw thrown;
          failures.push(thrown);
        }
        setDone((count) => count + 1);
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    } finally {
      queue.length = 0;
      changed("slots", "figures", "arrivals");
    }
    setRefused(failures);
    if (failures.length > 0) return;
    tell(counted("times.done", slots.length));
    onClose();
  });
  const first = refused[0];
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={() => void act.run()}>
        {slots.length > 1 && <Small>{counted("times.many", slots.length)}</Small>}
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
        {act.busy && slots.length > 1 && (
          <div role="status">
            <progress value={done} max={slots.length} aria-label={title} />
            <Small>{t("times.progress", { done, whole: slots.length })}</Small>
          </div>
        )}
        {first && (
          <Notice tone="bad" title={counted("times.refused", refused.length)}>
            <p>{advice(isCode(first.code) ? first.code : "INTERNAL").join(" ")}</p>
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
