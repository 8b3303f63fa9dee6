import { summed, useArrivals, useOutside } from "../../../api/arrivals";
import type { CentreStats } from "../../../api/figures";
import { counted, number, t } from "../../../text";
import { ArrivalsChart } from "../../../ui/arrivals/ArrivalsChart";
import { Card, Section } from "../../../ui/page/Page";
import { Show } from "../../../ui/state/State";
import styles from "./panel.module.css";

const NAMED = 4;

/** Where those are who will be outside: the centres with the most of them. */
function Who({ examId, centres }: { examId: string; centres: readonly CentreStats[] }) {
  const outside = useOutside(examId, centres.length > 1).data ?? [];
  if (outside.length === 0) return null;
  const named = outside.slice(0, NAMED);
  return (
    <>
      <ul class={styles.outside}>
        {named.map((one) => {
          const centre = centres.find((other) => other.centreId === one.centreId);
          return (
            <li key={one.centreId}>
              <a href={`/exams/${examId}/centres/${one.centreId}`}>
                <b>{number(one.outside)}</b>
                <span>
                  {centre?.code} {centre?.name}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {outside.length > NAMED && <p>{counted("arrivals.more", outside.length - NAMED)}</p>}
    </>
  );
}

export function Arrivals({ examId, centres }: { examId: string; centres: readonly CentreStats[] }) {
  const arrivals = useArrivals(examId);
  return (
    <Card>
      <Section title={t("arrivals.title")}>
        <Show part of={arrivals}>
          {(read) => <ArrivalsChart curve={summed(read)} of={read} who={<Who examId={examId} centres={centres} />} />}
        </Show>
      </Section>
    </Card>
  );
}
