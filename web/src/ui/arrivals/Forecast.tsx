import type { ComponentChildren } from "preact";
import { clock, counted, day, moment, number, t } from "../../text";
import { Notice, useNow } from "../state/State";

export interface Gate {
  opens?: string | null;
  closes: string;
  expected: number;
  present: number;
}

export interface Expected {
  gateOpens?: string | null;
  gateCloses?: string | null;
  /** All of them, in the order of time. */
  gates: readonly Gate[];
}

/** What the gates come to from which something is heard; and how many candidates there are where nothing is. */
export interface Outlook {
  forecast: { rate: number; insideAtClose: number; outsideAtClose: number } | undefined;
  silent: { centres: number; people: number } | undefined;
}

/** So many gates that have closed are told of, the last ones, for a day. */
const PAST = 3;
const PAST_MILLISECONDS = 24 * 3_600_000;

/** Who stayed outside. */
function Past({ gates, now }: { gates: readonly Gate[]; now: number }) {
  const past = gates.filter((gate) => {
    const since = now - Date.parse(gate.closes);
    return since >= 0 && since < PAST_MILLISECONDS;
  });
  return (
    <>
      {past.slice(-PAST).map((gate) => (
        <p key={`${gate.opens} ${gate.closes}`}>
          {counted("gate.after.came", Math.max(0, gate.expected - gate.present), {
            gate: gate.opens ? `${clock(gate.opens)}–${clock(gate.closes)}` : clock(gate.closes),
            present: number(gate.present),
            expected: number(gate.expected),
          })}
        </p>
      ))}
    </>
  );
}

/**
 * One sentence on the gate: with how many people outside it closes, or why that cannot be said now. `who` tells where
 * they are. Then what became of the gates before it.
 */
export function Forecast({ of, outlook, who }: { of: Expected; outlook: Outlook; who?: ComponentChildren }) {
  const now = useNow(10_000);
  const past = <Past gates={of.gates} now={now} />;
  if (!of.gateOpens || !of.gateCloses)
    return (
      <Notice tone="plain" title={t("gate.none")}>
        <p>{t("gate.none.next")}</p>
        {past}
      </Notice>
    );
  const time = clock(of.gateCloses);
  if (Date.parse(of.gateOpens) > now)
    return (
      <Notice
        tone="plain"
        title={t("gate.before", { time: day(of.gateOpens) === day(now) ? clock(of.gateOpens) : moment(of.gateOpens) })}
      >
        {past}
      </Notice>
    );
  if (Date.parse(of.gateCloses) <= now)
    return (
      <Notice tone="plain" title={t("gate.after", { time })}>
        {past}
      </Notice>
    );
  const { forecast, silent } = outlook;
  const unheard = silent && <p>{counted("arrivals.silent", silent.people, { centres: silent.centres })}</p>;
  if (!forecast)
    return (
      <Notice tone={silent ? "bad" : "plain"} title={t(silent ? "gate.unheard" : "gate.soon", { time })}>
        {unheard}
        {past}
      </Notice>
    );
  const { outsideAtClose: outside, insideAtClose: inside, rate } = forecast;
  return (
    <Notice
      tone={outside > 0 || silent ? "bad" : "good"}
      title={outside > 0 ? counted("arrivals.outside", outside, { time }) : t("arrivals.inside", { time })}
    >
      <p>{t("arrivals.rate", { rate: number(rate, rate < 10 ? 1 : 0), inside, expected: inside + outside })}</p>
      {outside > 0 && who}
      {unheard}
      {past}
    </Notice>
  );
}
