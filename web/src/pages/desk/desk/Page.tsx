import { useFilters } from "../../../api/address";
import { soon, useDesk } from "../../../api/desk";
import { useFigures } from "../../../api/figures";
import { byId, useCentres, useExam, useOperators } from "../../../api/lists";
import { session } from "../../../api/session";
import { counted, t } from "../../../text";
import { Button, LinkButton } from "../../../ui/button/Button";
import { Columns, Page, Section, Stack } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";
import { Centre } from "./Centre";
import styles from "./desk.module.css";
import { Find } from "./Find";
import { HandIn } from "./HandIn";
import { AroundDesk } from "./people";
import { Queue } from "./Queue";

/** The search is below what waits, however long that is. */
function toFind(): void {
  document.querySelector<HTMLElement>("main input[type=search]")?.focus();
}

/** What no part of MPA looks at, so that nobody relies on it. */
function Unchecked() {
  return (
    <Section title={t("desk.unchecked")}>
      <ul class={styles.unchecked}>
        <li>{t("desk.unchecked.liveness")}</li>
        <li>{t("desk.unchecked.gates")}</li>
        <li>{t("desk.unchecked.finger")}</li>
      </ul>
    </Section>
  );
}

/** What is no decision, and wants to be seen all the same. */
function Alerts({ examId, open }: { examId: string; open: number }) {
  if (open === 0) return null;
  return (
    <Notice
      tone="warn"
      title={counted("desk.alerts", open)}
      act={<LinkButton href={`/exams/${examId}/alerts`}>{t("desk.alerts.look")}</LinkButton>}
    />
  );
}

export default function DeskPage({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const now = session.value;
  const me = now.state === "in" || now.state === "over" ? now.me : undefined;
  const [at, change] = useFilters({ open: "", q: "", candidate: "" });
  const desk = useDesk(examId);
  const figures = useFigures(examId, soon);
  const exam = useExam(examId);
  const people = useOperators();
  const centre = byId(useCentres().data).get(me?.centreId ?? "");
  return (
    <AroundDesk value={{ examId, me, exam: exam.data, people: people.data ?? [] }}>
      <div class={styles.desk}>
        <Page
          title={t("desk.title")}
          lead={
            <span data-name>
              {[centre && `${centre.code} · ${centre.name}`, exam.data?.name].filter(Boolean).join(" · ")}
            </span>
          }
          act={<Button onClick={toFind}>{t("desk.find")}</Button>}
        >
          <Columns>
            <Stack>
              <Alerts examId={examId} open={figures.data?.alertsOpen ?? 0} />
              <Queue desk={desk} open={at.open} setOpen={(open) => change({ open })} />
              <Find q={at.q} candidate={at.candidate} change={change} />
              <HandIn />
              <Unchecked />
            </Stack>
            <Centre figures={figures} />
          </Columns>
        </Page>
      </div>
    </AroundDesk>
  );
}
