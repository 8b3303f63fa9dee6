import { useFilters } from "../../../api/address";
import { call, type Schemas } from "../../../api/client";
import { useExam } from "../../../api/lists";
import { usePages } from "../../../api/pages";
import { useExport } from "../../../api/save";
import { advice, counted, isCode, t } from "../../../text";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Export } from "../../../ui/export/Export";
import { Page, Small, Stack } from "../../../ui/page/Page";
import { Ago, Empty, Show } from "../../../ui/state/State";
import { CellLink, type Column, Table, Words } from "../../../ui/table/Table";

type Conflict = Schemas["ConflictItem"];
type Which = "open" | "decided";

export default function Conflicts({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ show: "open" });
  const list = usePages<Conflict>(
    ["conflicts", examId, filters.show],
    async (cursor, signal) => {
      const query = { resolved: filters.show === "decided", limit: 100, ...(cursor ? { cursor } : {}) };
      const page = await call("get", "/api/sync/conflicts/{examId}", { path: { examId }, query, signal });
      return { items: page.items, nextCursor: page.nextCursor ?? null };
    },
    30_000,
  );
  const saving = useExport(examId, useExam(examId).data?.code);
  const columns: Column<Conflict>[] = [
    {
      key: "roll",
      title: t("candidate.roll"),
      width: "minmax(8rem, 1fr)",
      cell: (one) => <CellLink href={`/exams/${examId}/conflicts/${one.conflictId}`}>{one.rollNumber}</CellLink>,
    },
    {
      key: "what",
      title: t("conflicts.what"),
      width: "minmax(9rem, 1fr)",
      cell: (one) => t(`entity.${one.entityType}`),
    },
    {
      key: "why",
      title: t("conflicts.why"),
      width: "minmax(20rem, 3fr)",
      card: "whole",
      cell: (one) => <Words>{isCode(one.conflictReason) ? advice(one.conflictReason)[0] : one.conflictReason}</Words>,
    },
    { key: "at", title: t("conflicts.since"), width: "9rem", cell: (one) => <Ago at={one.createdAt} /> },
    {
      key: "state",
      title: t("candidate.status"),
      width: "minmax(9rem, 1fr)",
      cell: (one) => (
        <Chip tone={one.resolved ? "good" : "bad"}>{t(one.resolved ? "conflicts.decided" : "conflicts.open")}</Chip>
      ),
    },
  ];
  return (
    <Page
      title={t("conflicts.title")}
      lead={t("conflicts.lead")}
      act={<Export saving={saving} whats={["conflicts"]} />}
    >
      <Stack>
        <Choices<Which>
          label={t("candidate.status")}
          value={filters.show as Which}
          choices={(["open", "decided"] as const).map((value) => ({ value, label: t(`conflicts.${value}.ones`) }))}
          onChange={(show) => change({ show })}
        />
        <Show
          of={list}
          empty={(page) =>
            page.items.length > 0 ? undefined : (
              <Empty
                title={t(filters.show === "open" ? "conflicts.none" : "conflicts.none.decided")}
                next={t("conflicts.none.next")}
              />
            )
          }
        >
          {(page) => (
            <Stack>
              <Table
                label={t("conflicts.title")}
                tall
                columns={columns}
                rows={page.items}
                rowKey={(one) => one.conflictId}
                onNear={page.nextCursor ? list.more : undefined}
              />
              <Small>{counted(page.nextCursor ? "list.more" : "list.all", page.items.length)}</Small>
            </Stack>
          )}
        </Show>
      </Stack>
    </Page>
  );
}
