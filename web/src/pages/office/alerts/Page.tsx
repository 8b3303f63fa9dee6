import { useEffect, useState } from "preact/hooks";
import { useFilters } from "../../../api/address";
import { call, type Schemas } from "../../../api/client";
import { byId, useCentres, useExam } from "../../../api/lists";
import { usePages } from "../../../api/pages";
import { changed } from "../../../api/query";
import { useExport } from "../../../api/save";
import { counted, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Export } from "../../../ui/export/Export";
import { Select } from "../../../ui/field/Field";
import { Bar, Columns, Page, Small, Stack } from "../../../ui/page/Page";
import { Ago, Empty, Show } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";
import { tell } from "../../../ui/toast/Toast";
import { KINDS } from "./kinds";
import { Review } from "./Review";

type Alert = Schemas["AlertView"];
type Severity = "" | Alert["severity"];
type Status = Alert["status"];
const TONES = { high: "bad", medium: "warn", low: "plain" } as const;

/** Letters move through the list and review, unless somebody is typing. */
function useKeys(keys: Record<string, () => void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, dialog")) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

export default function Alerts({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ status: "open", severity: "", type: "", at: "" });
  const [reviewing, setReviewing] = useState(false);
  const centres = byId(useCentres().data);
  const query = {
    status: (filters.status || undefined) as Status | undefined,
    severity: (filters.severity || undefined) as Alert["severity"] | undefined,
    type: (filters.type || undefined) as Alert["type"] | undefined,
    limit: 100,
  };
  const list = usePages<Alert>(
    ["alerts", examId, query],
    (cursor, signal) => call("get", "/api/alerts/{id}", { path: { id: examId }, query: { ...query, cursor }, signal }),
    30_000,
  );
  const centreOf = (one: Alert): string => (one.centreId && centres.get(one.centreId)?.code) || "–";
  const items = list.data?.items ?? [];
  const place = Math.max(
    0,
    items.findIndex((one) => one.id === filters.at),
  );
  const current = items[place];
  const go = (by: number): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, place + by))];
    if (next) change({ at: next.id });
  };
  // What is being reviewed stays in hand, whatever comes in above it.
  const open = (reviews: boolean): void => {
    if (reviews && current) change({ at: current.id });
    setReviewing(reviews);
  };
  useKeys({ j: () => go(1), k: () => go(-1), r: () => current?.status === "open" && open(true) });
  const review = async (alert: Alert, note: string): Promise<void> => {
    await call("patch", "/api/alerts/{id}", { path: { id: alert.id }, body: { status: "reviewed", note } });
    const next = items[place + 1] ?? items[place - 1];
    change({ at: next?.id ?? "" });
    setReviewing(false);
    tell(t("alerts.reviewed"));
    changed("alerts", "figures");
  };
  const columns: Column<Alert>[] = [
    {
      key: "kind",
      title: t("alerts.kind"),
      width: "minmax(14rem, 3fr)",
      cell: (one) => (
        <Button kind="quiet" pressed={one === current} onClick={() => change({ at: one.id })}>
          {t(`alert.${one.type}`)}
          {one.repeats > 0 && ` × ${one.repeats + 1}`}
        </Button>
      ),
    },
    {
      key: "severity",
      title: t("alerts.severity"),
      width: "6.5rem",
      cell: (one) => <Chip tone={TONES[one.severity]}>{t(`severity.${one.severity}`)}</Chip>,
    },
    {
      key: "about",
      card: "whole",
      title: t("alerts.about"),
      width: "minmax(7rem, 1fr)",
      cell: (one) => <Two first={one.rollNumber ?? centreOf(one)} second={<Ago at={one.occurredAt} />} />,
    },
  ];
  const saving = useExport(examId, useExam(examId).data?.code);
  const filtered = filters.severity || filters.type;
  return (
    <Page title={t("alerts.title")} lead={t("alerts.lead")} act={<Export saving={saving} whats={["alerts"]} />}>
      <Stack>
        <Bar>
          <Choices<Status>
            label={t("candidate.status")}
            value={filters.status as Status}
            choices={(["open", "reviewed"] as const).map((value) => ({ value, label: t(`alerts.${value}.ones`) }))}
            onChange={(status) => change({ status, at: "" })}
          />
          <Choices<Severity>
            label={t("alerts.severity")}
            value={filters.severity as Severity}
            choices={(["", "high", "medium", "low"] as const).map((value) => ({
              value,
              label: value ? t(`severity.${value}`) : t("filter.all"),
            }))}
            onChange={(severity) => change({ severity, at: "" })}
          />
          <Select
            label={t("alerts.kind")}
            value={filters.type}
            options={[
              { value: "", label: t("filter.all") },
              ...KINDS.map((value) => ({ value, label: t(`alert.${value}`) })),
            ]}
            onChange={(type) => change({ type, at: "" })}
          />
        </Bar>
        <Show
          of={list}
          empty={(page) =>
            page.items.length > 0 ? undefined : (
              <Empty
                title={t(
                  filtered ? "alerts.nobody" : filters.status === "open" ? "alerts.none" : "alerts.none.reviewed",
                )}
                next={t(filtered ? "candidates.nobody.next" : "alerts.none.next")}
              />
            )
          }
        >
          {(page) => (
            <Columns>
              <Stack>
                <Table
                  label={t("alerts.title")}
                  tall
                  columns={columns}
                  rows={page.items}
                  rowKey={(one) => one.id}
                  marked={(one) => one === current}
                  total={page.total}
                  onNear={page.nextCursor ? list.more : undefined}
                />
                <Small>
                  {counted(page.nextCursor ? "list.more" : "list.all", page.items.length)} {t("alerts.keys")}
                </Small>
              </Stack>
              {current && (
                <Review
                  key={current.id}
                  examId={examId}
                  alert={current}
                  centre={current.centreId ? centres.get(current.centreId)?.name : undefined}
                  open={reviewing}
                  setOpen={open}
                  onReview={(note) => review(current, note)}
                />
              )}
            </Columns>
          )}
        </Show>
      </Stack>
    </Page>
  );
}
