import { clock, counted, number, t } from "../../text";
import { Chart } from "../chart/Chart";
import { Notice } from "../state/State";

interface Props {
  curve: { times: readonly number[]; present: readonly number[]; completed: readonly number[] };
  gate: readonly [string, string] | undefined;
  forecast: { rate: number; insideAtClose: number; outsideAtClose: number } | undefined;
}

/** Who came when, the time at which the gate is open, and what will be when it closes. */
export function ArrivalsChart({ curve, gate, forecast }: Props) {
  const lines = [
    { name: t("arrivals.present"), values: curve.present, colour: "accent" as const },
    { name: t("arrivals.completed"), values: curve.completed, colour: "ink" as const },
  ];
  const window = gate && ([Date.parse(gate[0]) / 1000, Date.parse(gate[1]) / 1000] as const);
  return (
    <>
      {forecast && gate && (
        <Notice
          tone={forecast.outsideAtClose > 0 ? "bad" : "good"}
          title={
            forecast.outsideAtClose > 0
              ? counted("arrivals.outside", forecast.outsideAtClose, { time: clock(gate[1]) })
              : t("arrivals.inside", { time: clock(gate[1]) })
          }
        >
          <p>
            {t("arrivals.rate", {
              rate: number(forecast.rate, forecast.rate < 10 ? 1 : 0),
              inside: forecast.insideAtClose,
            })}
          </p>
        </Notice>
      )}
      <Chart label={t("arrivals.title")} times={curve.times} lines={lines} window={window} clock={clock} />
    </>
  );
}
