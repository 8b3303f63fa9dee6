import type { ComponentChildren } from "preact";
import { clock, t } from "../../text";
import { Chart, type Span } from "../chart/Chart";
import { Small } from "../page/Page";
import { type Expected, Forecast, type Outlook } from "./Forecast";

interface Props {
  curve: { times: readonly number[]; present: readonly number[]; completed: readonly number[] };
  of: Expected;
  outlook: Outlook;
  /** Where the people are who will be outside. */
  who?: ComponentChildren;
}

/** From when to when it is open, in seconds since 1970. */
function span(opens: string | null | undefined, closes: string | null | undefined): Span | undefined {
  return opens && closes ? [Date.parse(opens) / 1000, Date.parse(closes) / 1000] : undefined;
}

/** What will be when the gate closes; then who came when, with the times at which gates are open. */
export function ArrivalsChart({ curve, of, outlook, who }: Props) {
  const lines = [
    { name: t("arrivals.present"), values: curve.present, colour: "accent" as const },
    { name: t("arrivals.completed"), values: curve.completed, colour: "ink" as const },
  ];
  const now = span(of.gateOpens, of.gateCloses);
  const windows = of.gates
    .map((gate) => span(gate.opens, gate.closes))
    .filter((one) => one !== undefined)
    .filter(([from]) => !now || from <= now[1]);
  return (
    <>
      <Forecast of={of} outlook={outlook} who={who} />
      {curve.times.length === 0 ? (
        <Small>{t("arrivals.none")}</Small>
      ) : (
        <Chart
          label={t("arrivals.title")}
          times={curve.times}
          lines={lines}
          windows={windows}
          now={now}
          clock={clock}
        />
      )}
    </>
  );
}
