import { heard, summed, useArrivals } from "../../../api/arrivals";
import { type Device, isSilent, useDevices } from "../../../api/devices";
import { useFigures } from "../../../api/figures";
import { byId, useOperators, useSlots } from "../../../api/lists";
import { usePace } from "../../../api/pace";
import { counted, duration, moment, number, percent, t } from "../../../text";
import { ArrivalsChart } from "../../../ui/arrivals/ArrivalsChart";
import { LinkButton } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Facts, Figure, Figures } from "../../../ui/figure/Figure";
import { Pace, paced } from "../../../ui/pace/Pace";
import { Card, Columns, Page, Section, Small, Stack } from "../../../ui/page/Page";
import { Ago, Empty, Notice, Show, useNow } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";

const TONES = { scheduled: "plain", active: "good", completed: "accent" } as const;

export default function CentrePage({ params }: { params: Readonly<Record<string, string>> }) {
  const [examId, centreId] = [params.e ?? "", params.c ?? ""];
  const now = useNow(10_000);
  const figures = useFigures(examId);
  const arrivals = useArrivals(examId, centreId);
  const pace = usePace(examId, centreId);
  const devices = useDevices(examId, centreId);
  const slots = useSlots(examId);
  const operators = byId(useOperators().data);
  const centre = figures.data?.centres.find((one) => one.centreId === centreId);
  const since = centre && (centre.silentSince ?? centre.lastHeardAt ?? centre.lastActivityAt);
  const columns: Column<Device>[] = [
    {
      key: "device",
      title: t("devices.device"),
      width: "minmax(9rem, 2fr)",
      cell: (one) => <Two first={<b>{one.deviceId}</b>} second={operators.get(one.operatorId)?.name ?? "–"} />,
    },
    {
      key: "seen",
      title: t("devices.seen"),
      width: "minmax(10rem, 2fr)",
      cell: (one) =>
        isSilent(one, now) ? (
          <Chip tone="bad">{t("devices.silent", { time: duration(now - Date.parse(one.lastSeenAt)) })}</Chip>
        ) : (
          <Ago at={one.lastSeenAt} />
        ),
    },
    { key: "waiting", title: t("devices.waiting"), width: "6rem", numeric: true, cell: (one) => number(one.waiting) },
  ];
  return (
    <Page
      title={centre?.name ?? t("centre.title")}
      lead={centre?.code}
      act={<LinkButton href={`/exams/${examId}/candidates?centre=${centreId}`}>{t("candidates.title")}</LinkButton>}
    >
      <Show
        of={figures}
        empty={() =>
          centre ? undefined : (
            <Empty
              title={t("centre.none")}
              next={t("centre.none.next")}
              href={`/exams/${examId}`}
              action={t("centre.back")}
            />
          )
        }
      >
        {() =>
          centre && (
            <Stack>
              {centre.silent && (
                <Notice
                  tone="bad"
                  title={
                    since
                      ? t("panel.silent.since", { time: duration(now - Date.parse(since)) })
                      : t("panel.silent.never")
                  }
                >
                  <p>
                    {counted("panel.waits", centre.pending)} {t("centre.silent.next")}
                  </p>
                </Notice>
              )}
              <Figures>
                <Figure
                  label={t("figure.present")}
                  value={number(centre.present)}
                  share={centre.candidates > 0 ? centre.present / centre.candidates : 0}
                  note={t("figure.of", {
                    whole: centre.candidates,
                    percent: percent(centre.present, centre.candidates),
                  })}
                />
                <Figure
                  label={t("figure.completed")}
                  value={number(centre.completed)}
                  note={t("figure.ofPresent", { whole: centre.present })}
                />
                <Figure
                  label={t("devices.title")}
                  value={number(centre.devices)}
                  tone={centre.silentDevices > 0 ? "bad" : "plain"}
                  note={t("figure.silentDevices", { count: centre.silentDevices })}
                />
                <Figure
                  label={t("figure.waiting")}
                  value={number(centre.pending)}
                  note={centre.lastHeardAt ? <Ago at={centre.lastHeardAt} /> : t("centre.unheard")}
                />
              </Figures>
              <Columns>
                <Stack>
                  <Card>
                    <Section title={t("arrivals.title")}>
                      <Show part of={arrivals}>
                        {(read) => (
                          <ArrivalsChart
                            curve={summed(read)}
                            of={read}
                            outlook={heard(
                              read.forecast,
                              read.forecast ? [{ centreId, ...read.forecast }] : undefined,
                              () => centre.silent,
                            )}
                          />
                        )}
                      </Show>
                    </Section>
                  </Card>
                  <Section title={t("devices.title")}>
                    <Show
                      part
                      of={devices}
                      empty={(page) => (page.items.length === 0 ? <Small>{t("devices.none")}</Small> : undefined)}
                    >
                      {(page) => (
                        <Table
                          label={t("devices.title")}
                          tall
                          columns={columns}
                          rows={page.items}
                          rowKey={(one) => one.deviceId}
                        />
                      )}
                    </Show>
                  </Section>
                </Stack>
                <Stack>
                  <Section title={t("slots.title")}>
                    <Facts
                      facts={(slots.data ?? [])
                        .filter((slot) => slot.centreId === centreId)
                        .map((slot) => [
                          slot.slotName,
                          <>
                            <Chip tone={TONES[slot.status]}>{t(`slot.${slot.status}`)}</Chip>
                            <Small>
                              {slot.startTime && `${moment(slot.startTime)} · `}
                              {counted("slots.candidates", slot.currentCount)}
                            </Small>
                          </>,
                        ])}
                    />
                  </Section>
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
              </Columns>
            </Stack>
          )
        }
      </Show>
    </Page>
  );
}
