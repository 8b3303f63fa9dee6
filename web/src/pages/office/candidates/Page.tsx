import { useFilters, useTyped } from "../../../api/address";
import { call, type Schemas } from "../../../api/client";
import { byId, useCentres, useExam, useSlots } from "../../../api/lists";
import { usePages } from "../../../api/pages";
import { useExport } from "../../../api/save";
import { myRole } from "../../../api/session";
import { clock, counted, matched, t } from "../../../text";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Export } from "../../../ui/export/Export";
import { Field, Select } from "../../../ui/field/Field";
import { Bar, Page, Small, Stack } from "../../../ui/page/Page";
import { Empty, Show } from "../../../ui/state/State";
import { CellLink, type Column, Table } from "../../../ui/table/Table";

type Candidate = Schemas["CandidateView"];
type Status = "" | Candidate["status"];

const STATUSES: readonly Status[] = ["", "registered", "attendance_completed", "biometric_completed", "absent"];
const TONES = {
  registered: "plain",
  attendance_completed: "accent",
  biometric_completed: "good",
  absent: "warn",
} as const;
const PAGE = 100;

function Face({ candidate }: { candidate: Candidate }) {
  const { face } = candidate;
  if (!face) return "–";
  return (
    <Chip tone={face.verified ? "good" : "warn"}>
      {face.matchPercentage == null ? t("step.face") : matched(face.matchPercentage)}
    </Chip>
  );
}

export default function Candidates({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ q: "", status: "", slot: "", centre: "" });
  const [typed, setTyped] = useTyped(filters.q, (q) => change({ q }));
  const role = myRole();
  const head = role === "admin";
  const slots = useSlots(examId);
  const centres = useCentres();
  const slotOf = byId(slots.data);
  const centreOf = byId(centres.data);
  const query = {
    q: filters.q,
    status: (filters.status || undefined) as Candidate["status"] | undefined,
    slotId: filters.slot,
    centreId: filters.centre,
    limit: PAGE,
  };
  const list = usePages<Candidate>(["candidates", examId, query], (cursor, signal) =>
    call("get", "/api/candidates/{examId}", { path: { examId }, query: { ...query, cursor }, signal }),
  );
  // A roster need not say where anybody sits; then there is no column of dashes.
  const seated = list.data?.items.some((row) => row.room || row.seat);
  const columns: Column<Candidate>[] = [
    {
      key: "roll",
      title: t("candidate.roll"),
      width: "5.5rem",
      cell: (row) => <CellLink href={`/exams/${examId}/candidates/${row.id}`}>{row.rollNumber}</CellLink>,
    },
    // An observer watches what happens, not who it happens to.
    ...(role === "observer"
      ? []
      : [
          {
            key: "name",
            title: t("candidate.name"),
            width: "minmax(7rem, 1fr)",
            card: "whole" as const,
            cell: (row: Candidate) => row.name,
          },
        ]),
    {
      key: "status",
      title: t("candidate.status"),
      width: "7rem",
      cell: (row) => <Chip tone={TONES[row.status]}>{t(`status.${row.status}`)}</Chip>,
    },
    {
      key: "place",
      title: t("candidate.place"),
      width: "minmax(8.5rem, 0.8fr)",
      cell: (row) => `${centreOf.get(row.centreId)?.code ?? "–"} · ${slotOf.get(row.slotId)?.slotName ?? "–"}`,
    },
    ...(seated
      ? [
          {
            key: "seat",
            title: t("candidate.seat"),
            width: "5rem",
            cell: (row: Candidate) => [row.room, row.seat].filter(Boolean).join(" · ") || "–",
          },
        ]
      : []),
    {
      key: "at",
      title: t("candidate.at"),
      width: "4rem",
      numeric: true,
      cell: (row) => (row.attendance?.completedAt ? clock(row.attendance.completedAt) : "–"),
    },
    { key: "face", title: t("candidate.match"), width: "6.5rem", cell: (row) => <Face candidate={row} /> },
    {
      key: "sheet",
      title: t("candidate.sheet"),
      width: "8.5rem",
      cell: (row) => (row.omr ? <code>{row.omr.barcode}</code> : "–"),
    },
  ];
  const saving = useExport(examId, useExam(examId).data?.code, filters.centre || undefined);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Page
      title={t("candidates.title")}
      lead={t(role === "observer" ? "candidates.lead.observer" : "candidates.lead")}
      act={
        role !== "observer" && (
          <Export
            saving={saving}
            whats={["candidates", "attendance", "sheets"]}
            of={filters.centre ? centreOf.get(filters.centre)?.name : undefined}
          />
        )
      }
    >
      <Stack>
        <Bar>
          <Field
            label={t(role === "observer" ? "candidate.roll" : "candidates.find")}
            type="search"
            value={typed}
            onInput={setTyped}
          />
          <Select
            label={t("candidate.centre")}
            value={filters.centre}
            options={[
              { value: "", label: t("filter.all") },
              ...(centres.data ?? []).map((one) => ({ value: one.id, label: `${one.code} · ${one.name}` })),
            ]}
            onChange={(centre) => change({ centre, slot: "" })}
          />
          <Select
            label={t("candidate.slot")}
            value={filters.slot}
            options={[
              { value: "", label: t("filter.all") },
              ...(slots.data ?? [])
                .filter((one) => !filters.centre || one.centreId === filters.centre)
                .slice(0, 500)
                .map((one) => ({
                  value: one.id,
                  label: `${centreOf.get(one.centreId)?.code ?? ""} · ${one.slotName}`,
                })),
            ]}
            onChange={(slot) => change({ slot })}
          />
        </Bar>
        <Choices
          label={t("candidate.status")}
          value={filters.status as Status}
          choices={STATUSES.map((value) => ({ value, label: value ? t(`status.${value}`) : t("filter.all") }))}
          onChange={(status) => change({ status })}
        />
        <Show
          of={list}
          empty={(page) =>
            page.items.length > 0 ? undefined : filtered ? (
              <Empty
                title={t("candidates.nobody")}
                next={t("candidates.nobody.next")}
                action={t("filter.clear")}
                onAction={() => {
                  setTyped("");
                  change({ q: "", status: "", slot: "", centre: "" });
                }}
              />
            ) : (
              <Empty
                title={t("candidates.none")}
                next={t(head ? "candidates.none.next" : "exams.none.wait")}
                {...(head ? { href: `/exams/${examId}/import`, action: t("import.title") } : {})}
              />
            )
          }
        >
          {(page) => (
            <Stack>
              <Table
                label={t("candidates.title")}
                place={`${examId}?${JSON.stringify(query)}`}
                columns={columns}
                rows={page.items}
                rowKey={(row) => row.id}
                total={page.total}
                onNear={page.nextCursor ? list.more : undefined}
              />
              <Small>
                {page.total !== undefined
                  ? counted("list.of", page.items.length, { total: page.total })
                  : counted(page.nextCursor ? "list.more" : "list.all", page.items.length)}
              </Small>
            </Stack>
          )}
        </Show>
      </Stack>
    </Page>
  );
}
