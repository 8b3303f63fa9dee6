import { useMemo, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { type Slips as Held, slips as held, ofExam } from "../../../api/held";
import { byId, type Slot, useAssignments, useCentres, useExam, useSlots } from "../../../api/lists";
import { changed } from "../../../api/query";
import { advice, counted, isCode, moment, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Choices } from "../../../ui/chips/Chips";
import { Field, Form, Select } from "../../../ui/field/Field";
import { Card, Section, Small, Stack } from "../../../ui/page/Page";
import { PrintSlips, type Slip } from "../../../ui/slips/Slips";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";

type Password = Schemas["PasswordSlip"];
type Each = "centre" | "operator";

/** So many are asked for in one call: a line that breaks loses no more, and one sees how far it is. */
const AT_ONCE = 500;
const MOST_HOURS = 24;

/** The centres that are named by their codes, in any spelling of a list; and what names none. */
function named(text: string, slots: readonly Slot[], codeOf: (centreId: string) => string | undefined) {
  const codes = text.split(/[\s,;]+/).filter(Boolean);
  if (codes.length === 0) return { slots, unknown: undefined };
  const wanted = new Set(codes.map((code) => code.toLowerCase()));
  const found = slots.filter((slot) => wanted.delete(codeOf(slot.centreId)?.toLowerCase() ?? ""));
  return { slots: found, unknown: codes.find((code) => wanted.has(code.toLowerCase())) };
}

/** The passwords that were made: on paper, and once in the table. */
function Made({ examId, of }: { examId: string; of: Held }) {
  const exam = useExam(examId).data;
  const { shift, of: results, printed: done } = of;
  const good = results.filter((one) => one.password);
  const bad = results.filter((one) => !one.password);
  const slips = (): Slip[] =>
    good.map((one) => ({
      key: one.for,
      head: one.label ?? "",
      name: one.name,
      code: one.password ?? "",
      facts: [
        [t("exams.one"), exam?.name ?? ""],
        [t("candidate.slot"), shift],
        [t("downloads.until"), one.expiresAt ? moment(one.expiresAt) : ""],
      ],
    }));
  const columns: Column<Password>[] = [
    { key: "label", title: t("slips.for"), width: "minmax(7rem, 1fr)", cell: (one) => <b>{one.label ?? "–"}</b> },
    {
      key: "name",
      card: "whole",
      title: t("operators.name"),
      width: "minmax(10rem, 2fr)",
      cell: (one) => one.name ?? "–",
    },
    {
      key: "code",
      card: "whole",
      title: t("login.password"),
      width: "15.5rem",
      cell: (one) =>
        one.password ? <code>{one.password}</code> : one.code && isCode(one.code) ? advice(one.code)[0] : "–",
    },
    {
      key: "until",
      title: t("downloads.until"),
      width: "8.5rem",
      cell: (one) => (one.expiresAt ? moment(one.expiresAt) : "–"),
    },
  ];
  return (
    <Section title={t("slips.made")}>
      {good.length > 0 && (
        <Notice
          tone={done ? "good" : "warn"}
          title={t(done ? "slips.printed" : "slips.once")}
          act={
            <PrintSlips
              checked
              one={good.length === 1}
              slips={slips}
              says={t("slips.how")}
              onPrinted={() => {
                held.value = { examId, of: { ...of, printed: true } };
              }}
            />
          }
        >
          <p>{counted("slips.count", good.length)}</p>
        </Notice>
      )}
      {bad.length > 0 && <Notice tone="bad" title={counted("slips.refused", bad.length)} />}
      <Table label={t("slips.made")} columns={columns} rows={[...bad, ...good]} rowKey={(one) => one.for} />
    </Section>
  );
}

/** Passwords for a whole shift, one for each centre or operator, made beforehand and printed. */
export function Slips({ examId }: { examId: string }) {
  const slots = useSlots(examId);
  const assignments = useAssignments(examId);
  const centres = byId(useCentres().data);
  const shifts = useMemo(() => Map.groupBy(slots.data ?? [], (slot) => slot.slotName), [slots.data]);
  const [chosen, setChosen] = useState("");
  const [each, setEach] = useState<Each>("centre");
  const [only, setOnly] = useState("");
  const [hours, setHours] = useState(String(MOST_HOURS));
  const results = ofExam(held.value, examId);
  const [progress, setProgress] = useState<{ done: number; whole: number }>();
  const shift = chosen || ([...shifts.keys()][0] ?? "");
  const wanted = named(only, shifts.get(shift) ?? [], (id) => centres.get(id)?.code);
  const places = new Set(wanted.slots.map((slot) => slot.id));
  const ids =
    each === "centre"
      ? [...new Set(wanted.slots.map((slot) => slot.centreId))]
      : [...new Set((assignments.data ?? []).filter((one) => places.has(one.slotId)).map((one) => one.operatorId))];
  const wrong =
    Number.isInteger(Number(hours)) && Number(hours) >= 1 && Number(hours) <= MOST_HOURS
      ? undefined
      : t("slips.hours.wrong", { most: MOST_HOURS });
  const act = useAct(async () => {
    const made: Password[] = [];
    try {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        setProgress({ done: at, whole: ids.length });
        const body = { examId, expiryMinutes: 60 * Number(hours), for: ids.slice(at, at + AT_ONCE) };
        made.push(...(await call("post", "/api/admin/download/password/generate/bulk", { body })).results);
      }
    } finally {
      // What was made before a line broke is shown too: nobody sees it a second time.
      if (made.length > 0) held.value = { examId, of: { shift, of: made, printed: !made.some((one) => one.password) } };
      setProgress(undefined);
      changed("downloads");
    }
  });
  return (
    <Stack>
      {results && <Made examId={examId} of={results} />}
      <Card>
        <Section title={t("slips.title")} note={t("slips.note")}>
          <Form onSubmit={() => void act.run()}>
            <Select
              label={t("slips.shift")}
              value={shift}
              options={[...shifts].map(([name, of]) => ({
                value: name,
                label: `${name} · ${counted("slips.centres", of.length)}`,
              }))}
              onChange={setChosen}
            />
            <Choices<Each>
              label={t("slips.each")}
              value={each}
              choices={(["centre", "operator"] as const).map((value) => ({ value, label: t(`slips.each.${value}`) }))}
              onChange={setEach}
            />
            <Field
              label={t("slips.only")}
              hint={t("slips.only.hint")}
              lines={2}
              value={only}
              onInput={setOnly}
              {...(wanted.unknown ? { error: t("slips.only.wrong", { code: wanted.unknown }) } : {})}
            />
            <Field
              label={t("slips.hours")}
              type="number"
              min={1}
              max={MOST_HOURS}
              value={hours}
              onInput={setHours}
              {...(wrong ? { error: wrong } : {})}
            />
            {progress && (
              <div role="status">
                <progress value={progress.done} max={progress.whole} aria-label={t("slips.title")} />
                <Small>{t("slips.progress", progress)}</Small>
              </div>
            )}
            <FailureNotice failure={slots.failure ?? assignments.failure ?? act.failure} />
            {each === "operator" && assignments.data && ids.length === 0 && <Small>{t("slips.nobody")}</Small>}
            <div>
              <Button
                kind={results ? "plain" : "primary"}
                type="submit"
                busy={act.busy}
                disabled={ids.length === 0 || wrong !== undefined || wanted.unknown !== undefined}
              >
                {counted("slips.make", ids.length)}
              </Button>
            </div>
          </Form>
        </Section>
      </Card>
    </Stack>
  );
}
