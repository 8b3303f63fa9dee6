import type { ComponentChildren } from "preact";
import { logOut } from "../api/client";
import { line } from "../api/line";
import { live } from "../api/live";
import { type Age, ages } from "../api/query";
import { session } from "../api/session";
import { clock, duration, t } from "../text";
import { Button, LinkButton } from "../ui/button/Button";
import { useNow } from "../ui/state/State";
import { Strip, StripFact } from "../ui/strip/Strip";
import { Looks } from "./Looks";
import styles from "./shell.module.css";

function LineFact() {
  const now = line.value;
  if (now.state === "off") return <StripFact tone="bad">{t("strip.off", { time: clock(now.since) })}</StripFact>;
  if (now.state === "slow") return <StripFact tone="warn">{t("strip.slow")}</StripFact>;
  return <StripFact tone="good">{t("strip.on")}</StripFact>;
}

/** Yellow at twice, red at five times the interval at which it is read. */
export function toneOf(age: Age, now: number): "plain" | "warn" | "bad" {
  const intervals = (now - age.at) / age.every;
  return intervals >= 5 ? "bad" : intervals >= 2 ? "warn" : "plain";
}

function AgeFact() {
  const now = useNow(1000);
  const oldest = [...ages.value.values()].sort((a, b) => a.at + a.every - (b.at + b.every))[0];
  if (!oldest) return null;
  return <StripFact tone={toneOf(oldest, now)}>{t("strip.age", { time: duration(now - oldest.at) })}</StripFact>;
}

function LiveFact() {
  if (live.value === "off") return null;
  return live.value === "socket" ? (
    <StripFact tone="plain">{t("strip.live")}</StripFact>
  ) : (
    <StripFact tone="warn">{t("strip.polling")}</StripFact>
  );
}

export function StatusStrip({ start }: { start: ComponentChildren }) {
  const now = session.value;
  return (
    <Strip
      label={t("strip.label")}
      start={start}
      end={
        <>
          <Looks />
          {now.state === "in" && (
            <>
              <span class={styles.name}>
                <LinkButton kind="quiet" href="/account">
                  {now.me.name}
                </LinkButton>
              </span>
              <Button kind="quiet" onClick={() => void logOut()}>
                {t("strip.leave")}
              </Button>
            </>
          )}
        </>
      }
    >
      <LineFact />
      <LiveFact />
      <AgeFact />
    </Strip>
  );
}
