import { summed, useArrivals } from "../../../api/arrivals";
import { t } from "../../../text";
import { ArrivalsChart } from "../../../ui/arrivals/ArrivalsChart";
import { Card, Section, Small } from "../../../ui/page/Page";
import { Show } from "../../../ui/state/State";

export function Arrivals({ examId }: { examId: string }) {
  const arrivals = useArrivals(examId);
  return (
    <Card>
      <Section title={t("arrivals.title")}>
        <Show
          part
          of={arrivals}
          empty={(read) => (read.points.length === 0 ? <Small>{t("arrivals.none")}</Small> : undefined)}
        >
          {(read) => (
            <ArrivalsChart
              curve={summed(read)}
              gate={read.gateOpens && read.gateCloses ? [read.gateOpens, read.gateCloses] : undefined}
              forecast={read.forecast ?? undefined}
            />
          )}
        </Show>
      </Section>
    </Card>
  );
}
