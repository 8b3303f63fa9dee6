import { useMemo } from "preact/hooks";
import { heard, summed, useArrivals, useForecasts } from "../../../api/arrivals";
import { type Figures as Numbers, useFigures } from "../../../api/figures";
import { useExam } from "../../../api/lists";
import { counted, number, percent, t } from "../../../text";
import { ArrivalsChart } from "../../../ui/arrivals/ArrivalsChart";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { CentreGrid } from "../../../ui/grid/CentreGrid";
import { cellOf } from "../../../ui/grid/cells";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { Empty, Show } from "../../../ui/state/State";

/** What an observer sees: figures, and no name of any candidate. */
function Six({ stats }: { stats: Numbers }) {
  return (
    <Figures>
      <Figure
        label={t("figure.present")}
        value={number(stats.present)}
        share={stats.candidates > 0 ? stats.present / stats.candidates : 0}
        note={t("figure.of", { whole: stats.candidates, percent: percent(stats.present, stats.candidates) })}
      />
      <Figure
        label={t("figure.completed")}
        value={number(stats.completed)}
        note={t("figure.ofPresent", { whole: stats.present })}
      />
      <Figure
        label={t("figure.mismatched")}
        value={number(stats.faceMismatched)}
        tone={stats.faceMismatched > 0 ? "warn" : "plain"}
        note={t("figure.verified", { count: stats.faceVerified })}
      />
      <Figure
        label={t("figure.sheets")}
        value={number(stats.omrBound)}
        note={t("figure.ofPresent", { whole: stats.present })}
      />
      <Figure
        label={t("figure.waiting")}
        value={number(stats.pendingSync)}
        tone={stats.silentDevices > 0 ? "bad" : "plain"}
        note={t("figure.silentDevices", { count: stats.silentDevices })}
      />
      <Figure
        label={t("figure.silent")}
        value={number(stats.silentCentres)}
        tone={stats.silentCentres > 0 ? "bad" : "plain"}
        note={counted("exams.centres.many", stats.centres.length, { all: number(stats.centres.length) })}
      />
    </Figures>
  );
}

export default function Watch({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const exam = useExam(examId);
  const figures = useFigures(examId);
  const arrivals = useArrivals(examId);
  const centres = figures.data?.centres;
  const forecasts = useForecasts(examId, (figures.data?.silentCentres ?? 0) > 0).data;
  const silent = new Set(centres?.filter((one) => one.silent).map((one) => one.centreId));
  const cells = useMemo(() => (centres ?? []).map(cellOf), [centres]);
  return (
    <Page title={exam.data?.name ?? t("watch.title")} lead={t("watch.lead")}>
      <Show
        of={figures}
        empty={(stats) =>
          stats.candidates === 0 ? <Empty title={t("panel.none")} next={t("exams.none.wait")} /> : undefined
        }
      >
        {(stats) => (
          <Stack>
            <Six stats={stats} />
            <Card>
              <Section title={t("arrivals.title")}>
                <Show part of={arrivals}>
                  {(read) => (
                    <ArrivalsChart
                      curve={summed(read)}
                      of={read}
                      outlook={heard(read.forecast, forecasts, (centreId) => silent.has(centreId))}
                    />
                  )}
                </Show>
              </Section>
            </Card>
            <Card>
              <Section title={t("panel.centres")}>
                <CentreGrid
                  label={t("panel.centres")}
                  cells={cells}
                  say={(index) => {
                    const one = stats.centres[index];
                    if (!one) return "";
                    const came = t("grid.line", {
                      code: one.code,
                      name: one.name,
                      present: one.present,
                      candidates: one.candidates,
                    });
                    return `${came} · ${t(`grid.${cellOf(one).state}`)}`;
                  }}
                />
              </Section>
            </Card>
          </Stack>
        )}
      </Show>
    </Page>
  );
}
