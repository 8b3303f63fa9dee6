import { useMemo, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call } from "../../../api/client";
import { byId, type Slot, useAssignments, useCentres, useExam, useOperators, useSlots } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, moment, number, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { Empty, FailureNotice, Notice, Show } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";
import { tell } from "../../../ui/toast/Toast";
import { Assign } from "./Assign";
import { Shifts } from "./Shifts";

const TONES = { scheduled: "plain", active: "good", completed: "accent" } as const;
const NEXT = { scheduled: "active", active: "completed", completed: "active" } as const;

function Status({ slot, byTime }: { slot: Slot; byTime: boolean }) {
  const act = useAct(async () => {
    await call("patch", "/api/slots/{slotId}", { path: { slotId: slot.id }, body: { status: NEXT[slot.status] } });
    changed("slots");
    tell(t("slots.changed", { name: slot.slotName }));
  });
  if (byTime) return null;
  return act.failure ? (
    <Button kind="danger" onClick={() => void act.run()}>
      {act.failure.says}
    </Button>
  ) : (
    <Button
      kind="quiet"
      busy={act.busy}
      onClick={() => void act.run()}
      label={`${t(`slots.make.${NEXT[slot.status]}`)}: ${slot.slotName}`}
    >
      {t(`slots.make.${NEXT[slot.status]}`)}
    </Button>
  );
}

export default function Slots({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const exam = useExam(examId);
  const slots = useSlots(examId);
  const centres = useCentres();
  const operators = useOperators();
  const assignments = useAssignments(examId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const centreOf = useMemo(() => byId(centres.data), [centres.data]);
  const byTime = exam.data?.settings.slotActivation === "by_time";
  const who = useMemo(() => {
    const names = new Map<string, string[]>();
    for (const one of assignments.data ?? []) {
      names.set(one.slotId, [...(names.get(one.slotId) ?? []), one.username]);
    }
    return names;
  }, [assignments.data]);
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const columns: Column<Slot>[] = [
    {
      key: "choose",
      title: t("slots.choose"),
      width: "4rem",
      cell: (slot) => (
        <Button
          kind={chosen.has(slot.id) ? "primary" : "quiet"}
          pressed={chosen.has(slot.id)}
          onClick={() => toggle(slot.id)}
          label={`${t("slots.choose")}: ${centreOf.get(slot.centreId)?.code ?? ""} ${slot.slotName}`}
        >
          <span aria-hidden="true">{chosen.has(slot.id) ? "✓" : "+"}</span>
        </Button>
      ),
    },
    {
      key: "centre",
      title: t("candidate.centre"),
      width: "minmax(11rem, 2.4fr)",
      cell: (slot) => `${centreOf.get(slot.centreId)?.code ?? "–"} · ${centreOf.get(slot.centreId)?.name ?? ""}`,
    },
    { key: "slot", title: t("candidate.slot"), width: "minmax(6rem, 1fr)", cell: (slot) => <b>{slot.slotName}</b> },
    {
      key: "from",
      title: t("slots.from"),
      width: "minmax(6.5rem, 1fr)",
      cell: (slot) => (slot.startTime ? moment(slot.startTime) : "–"),
    },
    {
      key: "count",
      title: t("slots.places"),
      width: "6.5rem",
      numeric: true,
      cell: (slot) => (
        <>
          {number(slot.currentCount)}
          {slot.maxCandidates ? ` / ${number(slot.maxCandidates)}` : ""}
        </>
      ),
    },
    {
      key: "status",
      title: t("candidate.status"),
      width: "7rem",
      cell: (slot) => <Chip tone={TONES[slot.status]}>{t(`slot.${slot.status}`)}</Chip>,
    },
    {
      key: "who",
      title: t("slots.operators"),
      width: "minmax(6rem, 1.2fr)",
      cell: (slot) => who.get(slot.id)?.join(", ") ?? "–",
    },
    {
      key: "act",
      title: t("slots.act"),
      width: "6rem",
      cell: (slot) => <Status slot={slot} byTime={byTime} />,
    },
  ];
  return (
    <Page title={t("slots.title")} lead={t("slots.lead")}>
      <Show
        of={slots}
        empty={(list) =>
          list.length === 0 ? (
            <Empty
              title={t("slots.none")}
              next={t("slots.none.next")}
              href={`/exams/${examId}/import`}
              action={t("import.title")}
            />
          ) : undefined
        }
      >
        {(list) => (
          <Stack>
            {byTime ? <Notice tone="plain" title={t("slots.byTime")} /> : <Shifts examId={examId} slots={list} />}
            <Section title={t("slots.all")} note={counted("slots.count", list.length)}>
              <Table
                label={t("slots.title")}
                columns={columns}
                rows={list}
                rowKey={(slot) => slot.id}
                marked={(slot) => chosen.has(slot.id)}
              />
            </Section>
            <FailureNotice failure={assignments.failure} again={assignments.again} />
            <Card>
              <Assign
                slots={list.filter((slot) => chosen.has(slot.id))}
                all={list}
                operators={operators.data ?? []}
                centres={centreOf}
              />
            </Card>
          </Stack>
        )}
      </Show>
    </Page>
  );
}
