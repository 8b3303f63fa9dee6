import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAct } from "../../../api/act";
import { call } from "../../../api/client";
import { readFigures } from "../../../api/figures";
import { type Exam, useExams } from "../../../api/lists";
import { changed, useRemote } from "../../../api/query";
import { myRole } from "../../../api/session";
import { counted, day, number, percent, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Field, Form } from "../../../ui/field/Field";
import { Page } from "../../../ui/page/Page";
import { Empty, FailureNotice, Show } from "../../../ui/state/State";
import styles from "./exams.module.css";

function NewExam({ onClose }: { onClose: () => void }) {
  const { route } = useLocation();
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const act = useAct(async () => {
    const exam = await call("post", "/api/exams", { body: { name: name.trim(), code: code.trim() } });
    changed("exams");
    route(`/exams/${exam.id}/import`);
  });
  return (
    <Dialog title={t("exams.new")} onClose={onClose}>
      <Form onSubmit={() => void act.run()}>
        <Field label={t("exams.name")} value={name} onInput={setName} autofocus maxLength={200} />
        <Field label={t("exams.code")} hint={t("exams.code.hint")} value={code} onInput={setCode} maxLength={32} />
        <FailureNotice failure={act.failure} />
        <Buttons>
          <Button kind="primary" type="submit" busy={act.busy} disabled={!name.trim() || !code.trim()}>
            {t("exams.create")}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

/** Figures are read for so many exams; the others are opened for theirs. */
const WITH_FIGURES = 12;

function Row({ exam, figures, watching }: { exam: Exam; figures: boolean; watching: boolean }) {
  const read = useRemote({
    key: ["figures", exam.id],
    read: (signal) => readFigures(exam.id, signal),
    every: 60_000,
    enabled: figures,
  });
  const stats = read.data;
  return (
    <li class={styles.exam}>
      <div class={styles.name}>
        <a href={watching ? `/watch/${exam.id}` : `/exams/${exam.id}`} class={styles.link}>
          {exam.name}
        </a>
        <p class={styles.code}>
          {exam.code} · {t("exams.made", { day: day(exam.createdAt) })}
        </p>
      </div>
      {stats && (
        <>
          <p class={styles.figure}>
            <b>{percent(stats.present, stats.candidates)}</b>
            <span>{t("exams.present", { present: stats.present, candidates: stats.candidates })}</span>
          </p>
          <p class={styles.figure}>
            <b>{number(stats.centres.length)}</b>
            <span>{counted("exams.centres", stats.centres.length)}</span>
          </p>
          <p class={styles.chips}>
            {stats.silentCentres > 0 && <Chip tone="bad">{counted("panel.silent", stats.silentCentres)}</Chip>}
            {stats.conflicts > 0 && <Chip tone="bad">{counted("exams.conflicts", stats.conflicts)}</Chip>}
            {stats.alertsOpen > 0 && <Chip tone="warn">{counted("exams.alerts", stats.alertsOpen)}</Chip>}
            {stats.silentCentres + stats.conflicts + stats.alertsOpen === 0 && (
              <Chip tone="good">{t("exams.quiet")}</Chip>
            )}
          </p>
        </>
      )}
    </li>
  );
}

export default function Exams() {
  const exams = useExams();
  const [making, setMaking] = useState(false);
  const role = myRole();
  const head = role === "admin";
  const make = head && (
    <Button kind="primary" onClick={() => setMaking(true)}>
      {t("exams.new")}
    </Button>
  );
  return (
    <Page
      title={t("exams.title")}
      lead={t(head ? "exams.lead" : "exams.lead.watch")}
      act={exams.data?.length ? make : undefined}
    >
      <Show
        of={exams}
        empty={(list) =>
          list.length === 0 ? (
            <Empty
              title={t("exams.none")}
              next={t(head ? "exams.none.next" : "exams.none.wait")}
              {...(head ? { action: t("exams.new"), onAction: () => setMaking(true) } : {})}
            />
          ) : undefined
        }
      >
        {(list) => (
          <ul class={styles.exams}>
            {list.map((exam, index) => (
              <Row key={exam.id} exam={exam} figures={index < WITH_FIGURES} watching={role === "observer"} />
            ))}
          </ul>
        )}
      </Show>
      {making && <NewExam onClose={() => setMaking(false)} />}
    </Page>
  );
}
