import { useMemo } from "preact/hooks";
import { useFilters } from "../../../api/address";
import { CHECKS, type Check, checked, type Device, isReady, useDevices } from "../../../api/devices";
import { type Centre, useCentres, useSlots } from "../../../api/lists";
import { counted, number, percent, t } from "../../../text";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { classes } from "../../../ui/classes";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { Page, Small, Stack } from "../../../ui/page/Page";
import { Empty, Show } from "../../../ui/state/State";
import { CellLink, type Column, Table } from "../../../ui/table/Table";
import styles from "./ready.module.css";

interface Row {
  centre: Centre;
  device: Device | undefined;
}

function Dot({ device, check }: { device: Device | undefined; check: Check }) {
  const state = device && checked(device, check);
  const name = state === undefined ? "untried" : state ? "fine" : "wrong";
  return (
    <span class={styles.dot}>
      <span class={styles[name]} aria-hidden="true" />
      <span class={classes(styles.word, state && styles.unseen)}>{t(`ready.${name}`)}</span>
    </span>
  );
}

type Filter = "" | "not" | "ready";

export default function Ready({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ only: "not" });
  const centres = useCentres();
  const slots = useSlots(examId);
  const devices = useDevices(examId);
  const rows = useMemo(() => {
    const here = new Set(slots.data?.map((slot) => slot.centreId));
    const of = Map.groupBy(devices.data?.items ?? [], (device) => device.centreId);
    return (centres.data ?? [])
      .filter((centre) => here.has(centre.id))
      .flatMap(
        (centre): Row[] => of.get(centre.id)?.map((device) => ({ centre, device })) ?? [{ centre, device: undefined }],
      );
  }, [centres.data, slots.data, devices.data]);
  const ready = (row: Row): boolean => row.device !== undefined && isReady(row.device);
  const without = new Set(rows.filter((row) => row.device === undefined).map((row) => row.centre.id)).size;
  const packages = rows.filter((row) => row.device?.package).length;
  const columns: Column<Row>[] = [
    {
      key: "centre",
      title: t("candidate.centre"),
      width: "minmax(10.5rem, 2fr)",
      cell: (row) => (
        <CellLink
          href={`/exams/${examId}/centres/${row.centre.id}`}
        >{`${row.centre.code} · ${row.centre.name}`}</CellLink>
      ),
    },
    {
      key: "device",
      title: t("devices.device"),
      width: "minmax(6rem, 1fr)",
      cell: (row) => row.device?.deviceId ?? <Chip tone="bad">{t("ready.nothing")}</Chip>,
    },
    ...CHECKS.map((check) => ({
      key: check,
      title: t(`check.${check}`),
      width: "minmax(4.5rem, 1fr)",
      cell: (row: Row) => <Dot device={row.device} check={check} />,
    })),
  ];
  const shown = rows.filter((row) => filters.only === "" || ready(row) === (filters.only === "ready"));
  return (
    <Page title={t("ready.title")} lead={t("ready.lead")}>
      <Show
        of={devices}
        empty={() =>
          slots.data && slots.data.length === 0 ? (
            <Empty
              title={t("slots.none")}
              next={t("slots.none.next")}
              href={`/exams/${examId}/import`}
              action={t("import.title")}
            />
          ) : undefined
        }
      >
        {(page) => (
          <Stack>
            <Figures>
              <Figure
                label={t("ready.devices")}
                value={percent(rows.filter(ready).length, rows.length)}
                note={t("ready.of", { ready: rows.filter(ready).length, whole: rows.length })}
              />
              <Figure
                label={t("ready.packages")}
                value={number(packages)}
                note={counted("ready.packages.of", page.items.length)}
              />
              <Figure
                label={t("ready.without")}
                value={number(without)}
                tone={without > 0 ? "bad" : "plain"}
                note={t(without > 0 ? "ready.call" : "figure.none")}
              />
            </Figures>
            <Choices<Filter>
              label={t("devices.only")}
              value={filters.only as Filter}
              choices={(["not", "ready", ""] as const).map((value) => ({
                value,
                label: value ? t(`ready.only.${value}`) : t("filter.all"),
              }))}
              onChange={(only) => change({ only })}
            />
            {shown.length > 0 ? (
              <Table
                label={t("ready.title")}
                columns={columns}
                rows={shown}
                rowKey={(row) => `${row.centre.id}/${row.device?.deviceId}`}
                onNear={page.nextCursor ? devices.more : undefined}
              />
            ) : (
              <Small>{t(filters.only === "not" ? "ready.all" : "ready.nobody")}</Small>
            )}
          </Stack>
        )}
      </Show>
    </Page>
  );
}
