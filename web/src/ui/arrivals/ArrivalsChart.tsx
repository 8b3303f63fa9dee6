import type { ComponentChildren } from "preact";
import { clock, t } from "../../text";
import { Chart } from "../chart/Chart";
import { Small } from "../page/Page";
import { type Expected, Forecast } from "./Forecast";

interface Props {
  curve: { times: readonly number[]; present: readonly number[]; completed: readonly number[] };
  of: Expected;
  /** Where the people are who will be outside. */
  who?: ComponentChildren;
}

/** What will be when the gate closes; then who came when, with the time at which the gate is open. */
export function ArrivalsChart({ curve, of, who }: Props) {
  const lines = [
    { name: t("arrivals.present"), values: curve.present, colour: "accent" as const },
    { name: t("arrivals.completed"), values: curve.completed, colour: "ink" as const },
  ];
  const gate =
    of.gateOpens && of.gateCloses
      ? ([Date.parse(of.gateOpens) / 1000, Date.parse(of.gateCloses) / 1000] as const)
      : undefined;
  return (
    <>
      <Forecast of={of} present={curve.present.at(-1) ?? 0} who={who} />
      {curve.times.length === 0 ? (
        <Small>{t("arrivals.none")}</Small>
      ) : (
        <Chart label={t("arrivals.title")} times={curve.times} lines={lines} window={gate} clock={clock} />
      )}
    </>
  );
}
