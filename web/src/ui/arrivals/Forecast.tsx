import type { ComponentChildren } from "preact";
import { clock, counted, number, t } from "../../text";
import { Notice, useNow } from "../state/State";

export interface Expected {
  expected: number;
  gateOpens?: string | null;
  gateCloses?: string | null;
  forecast?: { rate: number; insideAtClose: number; outsideAtClose: number } | null;
}

/**
 * One sentence on the gate: with how many people outside it closes, or why that cannot be said now. `who` tells where
 * they are.
 */
export function Forecast({ of, present, who }: { of: Expected; present: number; who?: ComponentChildren }) {
  const now = useNow(10_000);
  const { forecast, expected } = of;
  if (!of.gateOpens || !of.gateCloses)
    return (
      <Notice tone="plain" title={t("gate.none")}>
        <p>{t("gate.none.next")}</p>
      </Notice>
    );
  const time = clock(of.gateCloses);
  if (Date.parse(of.gateOpens) > now)
    return <Notice tone="plain" title={t("gate.before", { time: clock(of.gateOpens) })} />;
  if (Date.parse(of.gateCloses) <= now) {
    const outside = Math.max(0, expected - present);
    return (
      <Notice tone="plain" title={t("gate.after", { time })}>
        <p>{counted("gate.after.came", outside, { present: number(present), expected: number(expected) })}</p>
      </Notice>
    );
  }
  if (!forecast) return <Notice tone="plain" title={t("gate.soon", { time })} />;
  const { outsideAtClose: outside, insideAtClose: inside, rate } = forecast;
  return (
    <Notice
      tone={outside > 0 ? "bad" : "good"}
      title={outside > 0 ? counted("arrivals.outside", outside, { time }) : t("arrivals.inside", { time })}
    >
      <p>{t("arrivals.rate", { rate: number(rate, rate < 10 ? 1 : 0), inside, expected: inside + outside })}</p>
      {outside > 0 && who}
    </Notice>
  );
}
