import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { type Exam, useExam, useSlots } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Check, Field, Form, Select } from "../../../ui/field/Field";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice, Show } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { changesOf, type Draft, draftOf, loosens, problems, settingsOf } from "./draft";

function Numbers({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const wrong = problems(draft);
  const names = [
    "faceThreshold",
    "maxFaceAttempts",
    "minVerificationSeconds",
    "graceMinutes",
    "retentionDays",
  ] as const;
  return (
    <>
      {names.map((name) => (
        <Field
          key={name}
          label={t(`setting.${name}`)}
          hint={t(`setting.${name}.hint`)}
          type="number"
          step={name === "faceThreshold" ? 0.1 : 1}
          value={draft[name]}
          onInput={(value) => set({ [name]: value })}
          {...(wrong.has(name) ? { error: t(`setting.${name}.wrong`) } : {})}
        />
      ))}
    </>
  );
}

function Editor({ exam, active }: { exam: Exam; active: number }) {
  const [draft, setDraft] = useState<Draft>(draftOf(exam));
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const looser = loosens(exam, draft);
  const act = useAct(async () => {
    const body: Schemas["UpdateExam"] = { name: draft.name.trim(), settings: settingsOf(exam, draft) };
    if (reason.trim()) body.reason = reason.trim();
    await call("patch", "/api/exams/{examId}", { path: { examId: exam.id }, body });
    changed("exam", "exams");
    setAsking(false);
    tell(t("settings.saved"));
  });
  const save = (): void => {
    if (looser.length > 0 && active > 0) setAsking(true);
    else void act.run();
  };
  const unchanged = changesOf(exam, draft).length === 0;
  return (
    <Stack>
      <Card>
        <Section title={t("settings.exam")}>
          <Form onSubmit={save}>
            <Field label={t("exams.name")} value={draft.name} onInput={(name) => set({ name })} maxLength={200} />
          </Form>
        </Section>
      </Card>
      <Card>
        <Section title={t("settings.rules")} note={t("settings.rules.note")}>
          <Form wide onSubmit={save}>
            <Numbers draft={draft} set={set} />
            <Select
              label={t("setting.operatorRule")}
              hint={t("setting.operatorRule.hint")}
              value={draft.operatorRule}
              options={(["same_person", "assigned"] as const).map((value) => ({
                value,
                label: t(`setting.operatorRule.${value}`),
              }))}
              onChange={(operatorRule) => set({ operatorRule })}
            />
            <Select
              label={t("setting.slotActivation")}
              hint={t("setting.slotActivation.hint")}
              value={draft.slotActivation}
              options={(["manual", "by_time"] as const).map((value) => ({
                value,
                label: t(`setting.slotActivation.${value}`),
              }))}
              onChange={(slotActivation) => set({ slotActivation })}
            />
          </Form>
          <div>
            {(
              [
                "requireFingerprint",
                "requireOmr",
                "allowMismatchApproval",
                "strictAfterEnd",
                "hideNamesAtGate",
              ] as const
            ).map((name) => (
              <Check
                key={name}
                label={t(`setting.${name}`)}
                hint={t(`setting.${name}.hint`)}
                checked={draft[name]}
                onChange={(on) => set({ [name]: on })}
              />
            ))}
          </div>
        </Section>
      </Card>
      {looser.length > 0 && (
        <Notice tone="warn" title={counted("settings.looser", looser.length)}>
          <p>{looser.map((name) => t(`setting.${name}`)).join(" · ")}</p>
          <p>{active > 0 ? counted("settings.looser.active", active) : t("settings.looser.next")}</p>
        </Notice>
      )}
      {!asking && <FailureNotice failure={act.failure} />}
      <Buttons>
        <Button
          kind="primary"
          busy={act.busy}
          disabled={unchanged || problems(draft).size > 0 || !draft.name.trim()}
          onClick={save}
        >
          {t("settings.save")}
        </Button>
        <Button kind="quiet" disabled={unchanged} onClick={() => setDraft(draftOf(exam))}>
          {t("settings.reset")}
        </Button>
      </Buttons>
      {asking && (
        <Dialog title={t("settings.reason.title")} onClose={() => setAsking(false)}>
          <p>{t("settings.reason.why")}</p>
          <Form onSubmit={() => void act.run()}>
            <Field
              label={t("settings.reason")}
              lines={3}
              value={reason}
              onInput={setReason}
              autofocus
              maxLength={500}
            />
            <FailureNotice failure={act.failure} />
            <div>
              <Button kind="primary" type="submit" busy={act.busy} disabled={!reason.trim()}>
                {t("settings.save")}
              </Button>
            </div>
          </Form>
        </Dialog>
      )}
    </Stack>
  );
}

export default function Settings({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const exam = useExam(examId);
  const slots = useSlots(examId);
  const active = slots.data?.filter((slot) => slot.status === "active").length ?? 0;
  return (
    <Page title={t("settings.title")} lead={t("settings.lead")} narrow>
      <Show of={exam}>{(read) => <Editor key={JSON.stringify(read)} exam={read} active={active} />}</Show>
    </Page>
  );
}
