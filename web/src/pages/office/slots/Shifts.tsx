import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import type { Slot } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { Section, Small } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

type Status = "active" | "completed";

/** One shift, at all its centres at once. */
function Turn({
  examId,
  name,
  slots,
  status,
  onClose,
}: {
  examId: string;
  name: string;
  slots: readonly Slot[];
  status: Status;
  onClose: () => void;
}) {
  const [failed, setFailed] = useState<Schemas["SlotResult"][]>([]);
  const act = useAct(async () => {
    const { results } = await call("post", "/api/slots/status", { body: { examId, slotName: name, status } });
    const refused = results.filter((result) => result.code);
    changed("slots", "figures");
    setFailed(refused);
    if (refused.length > 0) return;
    tell(t("slots.changed", { name }));
    onClose();
  });
  return (
    <Dialog title={t(`slots.shift.${status}`, { name })} onClose={onClose}>
      <p>{counted("slots.shift.centres", slots.length)}</p>
      <FailureNotice failure={act.failure} />
      {failed.length > 0 && <Small>{counted("slots.shift.failed", failed.length)}</Small>}
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

export function Shifts({ examId, slots }: { examId: string; slots: readonly Slot[] }) {
  const [turning, setTurning] = useState<{ name: string; status: Status }>();
  const shifts = Map.groupBy(slots, (slot) => slot.slotName);
  return (
    <Section title={t("slots.shifts")} note={t("slots.shifts.note")}>
      <Figures>
        {[...shifts].slice(0, 8).map(([name, of]) => {
          const active = of.filter((slot) => slot.status === "active").length;
          const status: Status = active > 0 ? "completed" : "active";
          return (
            <Figure
              key={name}
              label={name}
              value={t("slots.shift.count", { active, whole: of.length })}
              note={<Button onClick={() => setTurning({ name, status })}>{t(`slots.make.${status}`)}</Button>}
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
          onClose={() => setTurning(undefined)}
        />
      )}
    </Section>
  );
}
