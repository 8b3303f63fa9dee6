import { useEffect, useState } from "preact/hooks";
import { line } from "../../api/line";
import { session } from "../../api/session";
import { type Battery, watchBattery } from "../../capture/battery";
import { here, mine, waiting } from "../../device/here";
import { full } from "../../sync/record";
import { sending } from "../../sync/sender";
import { clock, counted, duration, t } from "../../text";
import { useNow } from "../../ui/state/State";
import { Strip, StripFact } from "../../ui/strip/Strip";
import { Looks } from "../Looks";
import { Lock } from "./Lock";
import styles from "./station.module.css";

const LOW_BATTERY = 0.2;

function LineFact() {
  const now = line.value;
  if (now.state === "off") return <StripFact tone="warn">{t("strip.off", { time: clock(now.since) })}</StripFact>;
  if (now.state === "slow") return <StripFact tone="warn">{t("strip.slow")}</StripFact>;
  return <StripFact tone="good">{t("strip.on")}</StripFact>;
}

/** Where the line is there and the server would not know who sends. */
function SessionFact() {
  const { state } = session.value;
  if (!here.value || line.value.state === "off" || state === "in" || state === "unknown") return null;
  return (
    <StripFact tone="bad">
      <a class={styles.fact} href="/station/queue">
        {t("station.session")}
      </a>
    </StripFact>
  );
}

function WaitingFact() {
  const now = useNow(10_000);
  const { count, oldest } = waiting.value;
  if (count === 0) return <StripFact tone="good">{t("station.handedOver")}</StripFact>;
  const age = oldest ? ` · ${duration(now - Date.parse(oldest))}` : "";
  return (
    <StripFact tone={sending.value.size > 0 ? "plain" : "warn"}>
      <a class={styles.fact} href="/station/queue">
        {counted("station.waiting", count)}
        {age}
      </a>
    </StripFact>
  );
}

function RefusedFact() {
  const refused = mine.value.filter((one) => one.standing.at === "refused").length;
  const conflicts = mine.value.filter((one) => one.standing.at === "conflict").length;
  return (
    <>
      {conflicts > 0 && <StripFact tone="warn">{counted("station.conflicts", conflicts)}</StripFact>}
      {refused > 0 && (
        <StripFact tone="bad">
          <a class={styles.fact} href="/station/queue?refused">
            {counted("station.refused", refused)}
          </a>
        </StripFact>
      )}
      {full.value && <StripFact tone="bad">{t("station.full")}</StripFact>}
    </>
  );
}

function BatteryFact() {
  const [battery, setBattery] = useState<Battery>();
  useEffect(() => watchBattery(setBattery), []);
  if (!battery || battery.charging || battery.level > LOW_BATTERY) return null;
  return <StripFact tone="bad">{t("station.battery", { percent: Math.round(100 * battery.level) })}</StripFact>;
}

export function StationStrip({ path }: { path: string }) {
  const now = here.value;
  return (
    <Strip
      label={t("strip.label")}
      start={
        <a class={styles.brand} href="/station" aria-label={`MPA: ${t("station.back")}`}>
          {path !== "/station" && now && <span aria-hidden="true">← </span>}
          MPA
        </a>
      }
      end={
        <>
          <Looks />
          {now && <Lock name={now.worker.name} />}
        </>
      }
    >
      <LineFact />
      {now && (
        <>
          <SessionFact />
          <WaitingFact />
          <RefusedFact />
        </>
      )}
      <BatteryFact />
    </Strip>
  );
}
