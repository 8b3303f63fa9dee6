import { useMemo, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call } from "../../../api/client";
import { byId, type Slot, useAssignments, useCentres, useExam, useOperators, useSlots } from "../../../api/lists";
import { changed } from "../../../api/query";
import { clock, counted, moment, number, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Tick } from "../../../ui/field/Field";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { Empty, FailureNotice, Notice, Show } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";
import { tell } from "../../../ui/toast/Toast";
import { Assign } from "./Assign";
import { Shifts } from "./Shifts";
import { Times } from "./Times";

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

/** When its gate is open, as far as that is said. */
function gate(slot: Slot): string {
  if (!slot.gateOpens && !slot.gateCloses) return t("times.noGate");
  const time = (at: string | null | undefined): string => (at ? clock(at) : "…");
  return t("times.gate", { from: time(slot.gateOpens), until: time(slot.gateCloses) });
}

export default function Slots({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const exam = useExam(examId);
  const slots = useSlots(examId);
  const centres = useCentres();
  const operators = useOperators();
  const assignments = useAssignments(examId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [timing, setTiming] = useState<{ title: string; slots: readonly Slot[] }>();
  const centreOf = useMemo(() => byId(centres.data), [centres.data]);
  const byTime = exam.data?.settings.slotActivation === "by_time";
  const who = useMemo(() => {
    const names = new Map<string, string[]>();
    for (const one of assignments.data ?? []) {
      names.set(one.slotId, [...(names.get(one.slotId) ?? []), one.username]);
    }
    return names;
  }, [assignments.data]);
  const nameOf = (slot: Slot): string => `${centreOf.get(slot.centreId)?.code ?? ""} ${slot.slotName}`;
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const columns: Column<Slot>[] = [
    {
      key: "choose",
      title: t("slots.choose"),
      width: "4.5rem",
      card: "whole",
      cell: (slot) => (
        <Tick
          label={`${t("slots.choose")}: ${nameOf(slot)}`}
          checked={chosen.has(slot.id)}
          onChange={() => toggle(slot.id)}
        />
      ),
    },
    {
      key: "slot",
      title: t("candidate.slot"),
      width: "minmax(11rem, 3fr)",
      card: "title",
      cell: (slot) => (
        <Two
          first={<b>{slot.slotName}</b>}
          second={`${centreOf.get(slot.centreId)?.code ?? "–"} · ${centreOf.get(slot.centreId)?.name ?? ""}`}
        />
      ),
    },
    {
      key: "from",
      title: t("slots.from"),
      width: "9.5rem",
      card: "whole",
      cell: (slot) => <Two first={slot.startTime ? moment(slot.startTime) : "–"} second={gate(slot)} />,
    },
    {
      key: "count",
      title: t("slots.places"),
      width: "5rem",
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
      width: "minmax(6rem, 1.4fr)",
      cell: (slot) => who.get(slot.id)?.join(", ") ?? "–",
    },
    {
      key: "act",
      title: t("slots.act"),
      width: "11.5rem",
      cell: (slot) => (
        <>
          <Button
            kind="quiet"
            onClick={() => setTiming({ title: `${t("times.open")}: ${nameOf(slot)}`, slots: [slot] })}
            label={`${t("times.open")}: ${nameOf(slot)}`}
          >
            {t("times.open")}
          </Button>
          <Status slot={slot} byTime={byTime} />
        </>
      ),
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
            {byTime && <Notice tone="plain" title={t("slots.byTime")} />}
            <Shifts
              examId={examId}
              slots={list}
              centres={centreOf}
              byTime={byTime}
              onTimes={(name, of) => setTiming({ title: t("times.shift", { name }), slots: of })}
            />
            <Section title={t("slots.all")} note={counted("slots.count", list.length)}>
              <Table
                tall
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
      {timing && <Times title={timing.title} slots={timing.slots} onClose={() => setTiming(undefined)} />}
    </Page>
  );
}
