import { useMemo } from "preact/hooks";
import { useFilters } from "../../../api/address";
import { CHECKS, type Check, checked, type Device, isReady, isSilent, useDevices } from "../../../api/devices";
import { type Centre, useCentres, useSlots } from "../../../api/lists";
import { myRole } from "../../../api/session";
import { counted, duration, number, percent, t } from "../../../text";
import { LinkButton } from "../../../ui/button/Button";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { Page, Small, Stack } from "../../../ui/page/Page";
import { Empty, Notice, Show, useNow } from "../../../ui/state/State";
import { CellLink, type Column, Table, Two } from "../../../ui/table/Table";
import styles from "./ready.module.css";

interface Row {
  centre: Centre;
  device: Device | undefined;
  /** What has to be set right on it alone. */
  wrong: Check[];
  /** Since when nothing is heard of it though its centre is at work, in milliseconds. */
  silent?: number | undefined;
}

const isWrong = (device: Device, check: Check): boolean => checked(device, check) !== true;

/** What is not right on any device is one mistake of all of them, and is said once. */
function missingEverywhere(devices: readonly Device[]): Check[] {
  return devices.length > 1 ? CHECKS.filter((check) => devices.every((device) => isWrong(device, check))) : [];
}

/** One mark of a device. What is wrong everywhere was said above, and is quiet here. */
function Dot({ device, check, quiet }: { device: Device; check: Check; quiet: boolean }) {
  const state = checked(device, check);
  const name = state === undefined ? "untried" : state ? "fine" : "wrong";
  return (
    <span class={styles.dot}>
      <span class={styles[quiet ? "untried" : name]} aria-hidden="true" />
      <span class={styles.unseen}>{t(`ready.${name}`)}</span>
    </span>
  );
}

/** What to say on the telephone. */
function Call({ row }: { row: Row }) {
  if (!row.device) return <Chip tone="bad">{t("ready.nothing")}</Chip>;
  if (row.silent !== undefined) return <Chip tone="bad">{t("devices.silent", { time: duration(row.silent) })}</Chip>;
  if (row.wrong.length === 0) return null;
  const battery = row.device.ready?.batteryPercent;
  const untried = row.wrong.filter((check) => row.device && checked(row.device, check) === undefined);
  const told = untried.length > 2 ? row.wrong.filter((check) => !untried.includes(check)) : row.wrong;
  const said = told.map((check) =>
    check === "battery" && battery != null ? `${t("check.battery")} ${number(battery)}%` : t(`check.${check}`),
  );
  if (untried.length > 2) said.unshift(t("ready.untried"));
  return <Chip tone="bad">{said.join(", ")}</Chip>;
}

type Filter = "" | "not" | "ready";

export default function Ready({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ only: "not" });
  const centres = useCentres();
  const slots = useSlots(examId);
  const devices = useDevices(examId);
  const now = useNow(30_000);
  const everywhere = missingEverywhere(devices.data?.items ?? []);
  const rows = useMemo(() => {
    const here = new Set(slots.data?.map((slot) => slot.centreId));
    const of = Map.groupBy(devices.data?.items ?? [], (device) => device.centreId);
    const working = new Set(slots.data?.filter((slot) => slot.status === "active").map((slot) => slot.centreId));
    const silence = (device: Device): number | undefined =>
      working.has(device.centreId) && isSilent(device, now) ? now - Date.parse(device.lastSeenAt) : undefined;
    const own = (device: Device): Check[] =>
      CHECKS.filter((check) => !everywhere.includes(check) && isWrong(device, check));
    const all = (centres.data ?? [])
      .filter((centre) => here.has(centre.id))
      .flatMap(
        (centre): Row[] =>
          of.get(centre.id)?.map((device) => ({ centre, device, wrong: own(device), silent: silence(device) })) ?? [
            { centre, device: undefined, wrong: [] },
          ],
      );
    // Whom to call stands first.
    const weight = (row: Row): number => (row.device && row.silent === undefined ? row.wrong.length : CHECKS.length);
    return all.sort((a, b) => weight(b) - weight(a));
  }, [centres.data, slots.data, devices.data, now]);
  const ready = (row: Row): boolean => row.device !== undefined && row.silent === undefined && isReady(row.device);
  const without = new Set(rows.filter((row) => row.device === undefined).map((row) => row.centre.id)).size;
  const packages = rows.filter((row) => row.device?.package).length;
  const columns: Column<Row>[] = [
    {
      key: "device",
      title: t("devices.device"),
      width: "minmax(10.5rem, 2fr)",
      cell: (row) => (
        <CellLink href={`/exams/${examId}/centres/${row.centre.id}`}>
          <Two first={row.centre.name} second={`${row.centre.code} · ${row.device?.deviceId ?? "–"}`} />
        </CellLink>
      ),
    },
    {
      key: "call",
      card: "whole",
      title: t("ready.fix"),
      width: "minmax(9.5rem, 1.5fr)",
      cell: (row) => <Call row={row} />,
    },
    ...CHECKS.map((check) => ({
      key: check,
      card: "third" as const,
      title: t(`check.${check}`),
      width: check === "fingerprint" ? "minmax(5.25rem, 0.7fr)" : "minmax(4rem, 0.6fr)",
      cell: (row: Row) => row.device && <Dot device={row.device} check={check} quiet={everywhere.includes(check)} />,
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
                tone={rows.length > 0 && !rows.some(ready) ? "bad" : "plain"}
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
            {everywhere.map((check) => (
              <Notice
                key={check}
                tone="bad"
                title={t("ready.everywhere", { what: t(`check.${check}`) })}
                act={
                  check === "package" &&
                  myRole() === "admin" && (
                    <LinkButton href={`/exams/${examId}/passwords`}>{t("passwords.make")}</LinkButton>
                  )
                }
              />
            ))}
            <Choices<Filter>
              label={t("devices.only")}
              value={filters.only as Filter}
              choices={(["not", "ready", ""] as const).map((value) => ({
                value,
                label: value ? t(`ready.only.${value}`) : t("filter.all"),
                count: value ? rows.filter((row) => ready(row) === (value === "ready")).length : rows.length,
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
