import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import type { Centre, Slot } from "../../../api/lists";
import { changed } from "../../../api/query";
import { advice, counted, isCode, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { Section, Small } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

type Status = "active" | "completed";
/** Refusals that are named; they are usually alike. */
const NAMED = 10;

/** One shift, at all its centres at once. */
function Turn({
  examId,
  name,
  slots,
  status,
  centres,
  onClose,
}: {
  examId: string;
  name: string;
  slots: readonly Slot[];
  status: Status;
  centres: ReadonlyMap<string, Centre>;
  onClose: () => void;
}) {
  const [refused, setRefused] = useState<Schemas["SlotResult"][]>([]);
  const act = useAct(async () => {
    const { results } = await call("post", "/api/slots/status", { body: { examId, slotName: name, status } });
    const failed = results.filter((result) => result.status === "failed");
    changed("slots", "figures");
    setRefused(failed);
    if (failed.length > 0) return;
    tell(t("slots.changed", { name }));
    onClose();
  });
  return (
    <Dialog title={t(`slots.shift.${status}`, { name })} onClose={onClose}>
      <p>{counted("slots.shift.centres", slots.length)}</p>
      <FailureNotice failure={act.failure} />
      {refused.length > 0 && (
        <Notice tone="bad" title={counted("slots.shift.failed", refused.length)}>
          {refused.slice(0, NAMED).map((one) => (
            <p key={one.centreId}>
              <b>{centres.get(one.centreId)?.code ?? "–"}</b>{" "}
              {advice(one.code && isCode(one.code) ? one.code : "INTERNAL").join(" ")}
            </p>
          ))}
          {refused.length > NAMED && <Small>{counted("slots.shift.more", refused.length - NAMED)}</Small>}
        </Notice>
      )}
      <Buttons>
        <Button kind="primary" busy={act.busy} onClick={() => void act.run()}>
          {t(`slots.make.${status}`)}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t("dialog.cancel")}
        </Button>
      </Buttons>
    </Dialog>
  );
}

/** The shifts of the exam: how far each is open, and what can be done with it at all its centres. */
export function Shifts({
  examId,
  slots,
  centres,
  byTime,
  onTimes,
}: {
  examId: string;
  slots: readonly Slot[];
  centres: ReadonlyMap<string, Centre>;
  /** They open and close by themselves. */
  byTime: boolean;
  onTimes: (name: string, slots: readonly Slot[]) => void;
}) {
  const [turning, setTurning] = useState<{ name: string; status: Status }>();
  const shifts = Map.groupBy(slots, (slot) => slot.slotName);
  return (
    <Section title={t("slots.shifts")} note={t("slots.shifts.note")}>
      <Figures>
        {[...shifts].map(([name, of]) => {
          const active = of.filter((slot) => slot.status === "active").length;
          const turn = (status: Status) => (
            <Button
              onClick={() => setTurning({ name, status })}
              about={t(`slots.shift.${status}`, { name })}
              kind={status === "active" && active === 0 ? "primary" : "plain"}
            >
              {t(`slots.make.${status}`)}
            </Button>
          );
          return (
            <Figure
              key={name}
              label={name}
              value={t("slots.shift.count", { active, whole: of.length })}
              note={
                <Buttons>
                  {!byTime && active < of.length && turn("active")}
                  {!byTime && active > 0 && turn("completed")}
                  <Button kind="quiet" onClick={() => onTimes(name, of)} about={t("times.shift", { name })}>
                    {t("times.open")}
                  </Button>
                </Buttons>
              }
            />
          );
        })}
      </Figures>
      {turning && (
        <Turn
          examId={examId}
          name={turning.name}
          status={turning.status}
          slots={shifts.get(turning.name) ?? []}
          centres={centres}
          onClose={() => setTurning(undefined)}
        />
      )}
    </Section>
  );
}
