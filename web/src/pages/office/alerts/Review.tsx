import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { session } from "../../../api/session";
import { matched, moment, t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Field, Form } from "../../../ui/field/Field";
import { Facts } from "../../../ui/figure/Figure";
import { Card, Section } from "../../../ui/page/Page";
import { lined } from "../../../ui/reason/Reason";
import { FailureNotice, Notice } from "../../../ui/state/State";

interface Props {
  examId: string;
  alert: Schemas["AlertView"];
  centre: string | undefined;
  open: boolean;
  setOpen: (open: boolean) => void;
  onReview: (note: string) => Promise<void>;
}

/** One alert: what it is about, what is usually done, and the note of whoever has looked. */
export function Review({ examId, alert, centre, open, setOpen, onReview }: Props) {
  const [note, setNote] = useState("");
  const act = useAct(() => onReview(lined(note)));
  const now = session.value;
  // Nobody reviews an alert about themselves.
  const isOwn = now.state === "in" && alert.operatorId === now.me.id;
  return (
    <Card>
      <Section title={t(`alert.${alert.type}`)} note={t(`alert.${alert.type}.next`)}>
        <Facts
          facts={[
            [t("alerts.at"), moment(alert.occurredAt)],
            [t("candidate.roll"), alert.rollNumber ?? "–"],
            [t("candidate.centre"), centre ?? "–"],
            ...(alert.matchPercentage == null ? [] : [[t("candidate.match"), matched(alert.matchPercentage)] as const]),
            ...(alert.deviceId ? [[t("devices.device"), alert.deviceId] as const] : []),
            [t("alerts.mode"), t(`mode.${alert.mode}`)],
            ...(alert.note ? [[t("alerts.note"), alert.note] as const] : []),
          ]}
        />
        {alert.status === "reviewed" ? (
          <div>
            <Chip tone="good">
              {alert.reviewedAt ? t("alerts.reviewed.at", { time: moment(alert.reviewedAt) }) : t("alerts.reviewed")}
            </Chip>
          </div>
        ) : isOwn ? (
          <Notice tone="plain" title={t("alerts.own")}>
            <p>{t("alerts.own.next")}</p>
          </Notice>
        ) : open ? (
          <Form onSubmit={() => void act.run()}>
            <Field
              label={t("alerts.note")}
              hint={t("alerts.note.hint")}
              lines={3}
              value={note}
              onInput={setNote}
              autofocus
              maxLength={200}
            />
            <FailureNotice failure={act.failure} />
            <Buttons>
              <Button kind="primary" type="submit" busy={act.busy} disabled={!note.trim()}>
                {t("alerts.review")}
              </Button>
              <Button kind="quiet" onClick={() => setOpen(false)}>
                {t("dialog.cancel")}
              </Button>
            </Buttons>
          </Form>
        ) : (
          <Buttons>
            <Button kind="primary" onClick={() => setOpen(true)}>
              {t("alerts.review")}
            </Button>
            {alert.candidateId && (
              <LinkButton href={`/exams/${examId}/candidates/${alert.candidateId}`}>{t("alerts.story")}</LinkButton>
            )}
          </Buttons>
        )}
      </Section>
    </Card>
  );
}
