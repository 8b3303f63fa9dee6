import { useFilters } from "../../../api/address";
import { type Device, isOff, isSilent, useDevices } from "../../../api/devices";
import { byId, useCentres, useOperators } from "../../../api/lists";
import { myRole } from "../../../api/session";
import { counted, duration, moment, number, t } from "../../../text";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Page, Small, Stack } from "../../../ui/page/Page";
import { Ago, Empty, Show, useNow } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";

type Filter = "" | "silent" | "waiting" | "clock";

export default function Devices({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const now = useNow(10_000);
  const [filters, change] = useFilters({ only: "" });
  const operators = byId(useOperators(myRole() === "admin").data);
  const centres = byId(useCentres().data);
  const list = useDevices(examId);
  const fits = (device: Device, filter: string): boolean => {
    if (filter === "silent") return isSilent(device, now);
    if (filter === "waiting") return device.waiting > 0;
    return filter === "clock" ? isOff(device) : true;
  };
  const columns: Column<Device>[] = [
    {
      key: "device",
      title: t("devices.device"),
      width: "minmax(9.5rem, 1.5fr)",
      cell: (one) => <Two first={<b>{one.deviceId}</b>} second={operators.get(one.operatorId)?.name ?? "–"} />,
    },
    {
      key: "centre",
      card: "whole",
      title: t("candidate.centre"),
      width: "minmax(10rem, 2fr)",
      cell: (one) => <Two first={centres.get(one.centreId)?.name ?? "–"} second={centres.get(one.centreId)?.code} />,
    },
    {
      key: "seen",
      card: "whole",
      title: t("devices.seen"),
      width: "minmax(9rem, 1fr)",
      cell: (one) =>
        isSilent(one, now) ? (
          <Chip tone="bad">{t("devices.silent", { time: duration(now - Date.parse(one.lastSeenAt)) })}</Chip>
        ) : (
          <Ago at={one.lastSeenAt} />
        ),
    },
    { key: "waiting", title: t("devices.waiting"), width: "4.5rem", numeric: true, cell: (one) => number(one.waiting) },
    {
      key: "oldest",
      title: t("devices.oldest"),
      width: "7.5rem",
      cell: (one) => (one.oldestCapturedAt ? moment(one.oldestCapturedAt) : "–"),
    },
    {
      key: "clock",
      title: t("devices.clock"),
      width: "6.5rem",
      cell: (one) =>
        isOff(one) ? <Chip tone="bad">{duration(Math.abs(one.clockOffsetMs))}</Chip> : t("devices.clock.right"),
    },
    { key: "version", title: t("devices.version"), width: "4.5rem", cell: (one) => one.appVersion ?? "–" },
  ];
  return (
    <Page title={t("devices.title")} lead={t("devices.lead")}>
      <Show
        of={list}
        empty={(page) =>
          page.items.length === 0 ? <Empty title={t("devices.none")} next={t("devices.none.next")} /> : undefined
        }
      >
        {(page) => {
          // Whom to call stands first: silent, then with records waiting.
          const weight = (device: Device): number =>
            (isSilent(device, now) ? 1e9 : 0) + device.waiting + (isOff(device) ? 1 : 0);
          const shown = page.items.filter((device) => fits(device, filters.only)).sort((a, b) => weight(b) - weight(a));
          return (
            <Stack>
              <Choices<Filter>
                label={t("devices.only")}
                value={filters.only as Filter}
                choices={(["", "silent", "waiting", "clock"] as const).map((value) => ({
                  value,
                  label: value ? t(`devices.only.${value}`) : t("filter.all"),
                  count: page.items.filter((device) => fits(device, value)).length,
                }))}
                onChange={(only) => change({ only })}
              />
              {shown.length > 0 ? (
                <Table
                  label={t("devices.title")}
                  tall
                  columns={columns}
                  rows={shown}
                  rowKey={(one) => one.deviceId}
                  onNear={page.nextCursor ? list.more : undefined}
                />
              ) : (
                <Small>{t("devices.nobody")}</Small>
              )}
              {!filters.only && <Small>{counted(page.nextCursor ? "list.more" : "list.all", page.items.length)}</Small>}
            </Stack>
          );
        }}
      </Show>
    </Page>
  );
}
