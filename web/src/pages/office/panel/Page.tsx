import { useEffect, useRef } from "preact/hooks";
import { useFigures } from "../../../api/figures";
import { useExam } from "../../../api/lists";
import type { Update } from "../../../api/live";
import { queries } from "../../../api/query";
import { t } from "../../../text";
import { Columns, Page, Stack } from "../../../ui/page/Page";
import { Empty, Show } from "../../../ui/state/State";
import { Arrivals } from "./Arrivals";
import { Centres } from "./Centres";
import { NewAlerts } from "./NewAlerts";
import { Pace } from "./Pace";
import { SixFigures } from "./SixFigures";

const ALERTS_MILLISECONDS = 1_000;

/** The newest alerts are read again when one was raised or reviewed, at most once a second. */
function useAlertsAsTheyCome(examId: string): (updates: readonly Update[]) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (updates) => {
    if (timer.current || !updates.some((update) => update.data.event === "alert")) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: ["alerts", examId] });
    }, ALERTS_MILLISECONDS);
  };
}

export default function Panel({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const exam = useExam(examId);
  const figures = useFigures(examId, useAlertsAsTheyCome(examId));
  return (
    <Page title={exam.data?.name ?? t("panel.title")} lead={exam.data && t("panel.lead", { code: exam.data.code })}>
      <Show
        of={figures}
        empty={(stats) =>
          stats.candidates === 0 && stats.centres.length === 0 ? (
            <Empty
              title={t("panel.none")}
              next={t("panel.none.next")}
              href={`/exams/${examId}/import`}
              action={t("import.title")}
            />
          ) : undefined
        }
      >
        {(stats) => (
          <Stack>
            <SixFigures examId={examId} figures={stats} />
            <Columns>
              <Arrivals examId={examId} centres={stats.centres} />
              <NewAlerts examId={examId} />
            </Columns>
            <Centres examId={examId} centres={stats.centres} />
            <Pace examId={examId} />
          </Stack>
        )}
      </Show>
    </Page>
  );
}
