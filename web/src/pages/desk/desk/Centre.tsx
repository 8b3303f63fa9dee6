import { useArrivals } from "../../../api/arrivals";
import { isSilent, useDevices } from "../../../api/devices";
import type { Figures as Numbers } from "../../../api/figures";
import { usePace } from "../../../api/pace";
import type { Remote } from "../../../api/query";
import { counted, duration, number, percent, t } from "../../../text";
import { Forecast } from "../../../ui/arrivals/Forecast";
import { LinkButton } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { Pace, paced } from "../../../ui/pace/Pace";
import { Card, Section, Small, Stack } from "../../../ui/page/Page";
import { Ago, Show, useNow } from "../../../ui/state/State";
import styles from "./desk.module.css";
import { nameOf, useAround } from "./people";

/** So many devices stand beside the list, those first of which somebody should know. */
const DEVICES = 10;
const LOW_PERCENT = 20;

/** The centre in four numbers; what a supervisor is answered is of their centre alone. */
function Four({ figures }: { figures: Numbers }) {
  const silent = figures.silentDevices > 0;
  return (
    <Figures>
      <Figure
        label={t("figure.present")}
        value={number(figures.present)}
        share={figures.candidates > 0 ? figures.present / figures.candidates : 0}
        note={t("figure.of", { whole: figures.candidates, percent: percent(figures.present, figures.candidates) })}
      />
      <Figure
        label={t("figure.completed")}
        value={number(figures.completed)}
        note={t("figure.ofPresent", { whole: figures.present })}
      />
      <Figure
        label={t("figure.mismatched")}
        value={number(figures.faceMismatched)}
        tone={figures.faceMismatched > 0 ? "warn" : "plain"}
        note={t("figure.verified", { count: figures.faceVerified })}
      />
      <Figure
        label={t("figure.waiting")}
        value={number(figures.pendingSync)}
        tone={silent ? "bad" : "plain"}
        note={t("figure.silentDevices", { count: figures.silentDevices })}
      />
    </Figures>
  );
}

function Devices({ centreId }: { centreId: string | undefined }) {
  const around = useAround();
  const now = useNow(10_000);
  const devices = useDevices(around.examId, centreId);
  return (
    <Section
      title={t("devices.title")}
      act={
        <LinkButton kind="quiet" href={`/exams/${around.examId}/devices`}>
          {t("desk.devices.all")}
        </LinkButton>
      }
    >
      <Show
        part
        of={devices}
        empty={(page) => (page.items.length === 0 ? <Small>{t("devices.none")}</Small> : undefined)}
      >
        {(page) => {
          const weight = (one: (typeof page.items)[number]): number => (isSilent(one, now) ? 1e6 : 0) + one.waiting;
          const first = [...page.items].sort((a, b) => weight(b) - weight(a)).slice(0, DEVICES);
          return (
            <ul class={styles.devices}>
              {first.map((one) => {
                const battery = one.ready?.batteryPercent;
                return (
                  <li key={one.deviceId}>
                    <p class={styles.device}>
                      <b>{one.deviceId}</b>
                      <span>{nameOf(around, one.operatorId)}</span>
                    </p>
                    <p class={styles.chips}>
                      {isSilent(one, now) ? (
                        <Chip tone="bad">
                          {t("devices.silent", { time: duration(now - Date.parse(one.lastSeenAt)) })}
                        </Chip>
                      ) : (
                        <Ago at={one.lastSeenAt} />
                      )}
                      {one.waiting > 0 && <Chip tone="warn">{counted("desk.device.waits", one.waiting)}</Chip>}
                      {battery != null && (
                        <Chip tone={battery < LOW_PERCENT ? "bad" : "plain"}>
                          {t("desk.device.battery", { percent: battery })}
                        </Chip>
                      )}
                    </p>
                  </li>
                );
              })}
            </ul>
          );
        }}
      </Show>
    </Section>
  );
}

/** Beside what is to be decided: how the centre is doing. */
export function Centre({ figures }: { figures: Remote<Numbers> }) {
  const { examId, me } = useAround();
  const centreId = me?.role === "supervisor" ? (me.centreId ?? undefined) : undefined;
  const arrivals = useArrivals(examId, centreId);
  const pace = usePace(examId, centreId);
  return (
    <Stack>
      <Show of={figures}>
        {(read) => (
          <div class={styles.four}>
            <Four figures={read} />
          </div>
        )}
      </Show>
      <Show part of={arrivals}>
        {(read) => <Forecast of={read} outlook={{ forecast: read.forecast ?? undefined, silent: undefined }} />}
      </Show>
      <Card>
        <Devices centreId={centreId} />
      </Card>
      <Card>
        <Section title={t("pace.title")} note={paced(pace.data)}>
          <Show
            part
            of={pace}
            empty={(read) => (read.steps.length === 0 ? <Small>{t("pace.none")}</Small> : undefined)}
          >
            {(read) => <Pace steps={read.steps} />}
          </Show>
        </Section>
      </Card>
    </Stack>
  );
}
