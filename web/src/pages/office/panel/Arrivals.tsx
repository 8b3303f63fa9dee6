import { type Forecast, heard, summed, useArrivals, useForecasts } from "../../../api/arrivals";
import type { CentreStats } from "../../../api/figures";
import { counted, number, t } from "../../../text";
import { ArrivalsChart } from "../../../ui/arrivals/ArrivalsChart";
import { Card, Section } from "../../../ui/page/Page";
import { Show } from "../../../ui/state/State";
import styles from "./panel.module.css";

const NAMED = 8;

/** Where those are who will be outside: the centres with the most of them. */
function Who({
  examId,
  centres,
  forecasts,
}: {
  examId: string;
  centres: readonly CentreStats[];
  forecasts: readonly Forecast[];
}) {
  const outside = forecasts
    .map(({ centreId, outsideAtClose }) => ({ centreId, outside: outsideAtClose }))
    .filter((one) => one.outside > 0)
    .sort((a, b) => b.outside - a.outside);
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
  const forecasts = useForecasts(examId, centres.length > 0).data;
  const silent = new Set(centres.filter((one) => one.silent).map((one) => one.centreId));
  const isSilent = (centreId: string): boolean => silent.has(centreId);
  return (
    <Card>
      <Section title={t("arrivals.title")}>
        <Show part of={arrivals}>
          {(read) => (
            <ArrivalsChart
              curve={summed(read)}
              of={read}
              outlook={heard(read.forecast, forecasts, isSilent)}
              who={
                centres.length > 1 && (
                  <Who
                    examId={examId}
                    centres={centres}
                    forecasts={(forecasts ?? []).filter((one) => !isSilent(one.centreId))}
                  />
                )
              }
            />
          )}
        </Show>
      </Section>
    </Card>
  );
}
