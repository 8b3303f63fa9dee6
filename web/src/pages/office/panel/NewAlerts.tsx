import { call } from "../../../api/client";
import { useRemote } from "../../../api/query";
import { t } from "../../../text";
import { LinkButton } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Card, Section, Small } from "../../../ui/page/Page";
import { Ago, Show } from "../../../ui/state/State";
import styles from "./panel.module.css";

const SHOWN = 6;
const TONES = { high: "bad", medium: "warn", low: "plain" } as const;

/** The newest open alerts. */
export function NewAlerts({ examId }: { examId: string }) {
  const alerts = useRemote({
    key: ["alerts", examId, "newest"],
    read: (signal) =>
      call("get", "/api/alerts/{id}", { path: { id: examId }, query: { status: "open", limit: SHOWN }, signal }),
    every: 30_000,
  });
  return (
    <Card>
      <Section
        title={t("panel.alerts")}
        act={
          <LinkButton kind="quiet" href={`/exams/${examId}/alerts`}>
            {t("panel.alerts.all")}
          </LinkButton>
        }
      >
        <Show
          part
          of={alerts}
          empty={(page) => (page.items.length === 0 ? <Small>{t("panel.alerts.none")}</Small> : undefined)}
        >
          {(page) => (
            <ul class={styles.alerts}>
              {page.items.slice(0, SHOWN).map((alert) => (
                <li key={alert.id}>
                  <a href={`/exams/${examId}/alerts?at=${alert.id}`} class={styles.alert}>
                    <span class={styles.kind}>{t(`alert.${alert.type}`)}</span>
                    <span class={styles.about}>
                      {alert.rollNumber && <span>{alert.rollNumber}</span>}
                      <Ago at={alert.occurredAt} />
                    </span>
                    <Chip tone={TONES[alert.severity]}>{t(`severity.${alert.severity}`)}</Chip>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Show>
      </Section>
    </Card>
  );
}
