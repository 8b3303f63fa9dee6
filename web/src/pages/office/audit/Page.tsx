import { useEffect, useState } from "preact/hooks";
import { useFilters } from "../../../api/address";
import { call, type Schemas } from "../../../api/client";
import { byId, useExam, useOperators } from "../../../api/lists";
import { usePages } from "../../../api/pages";
import { useRemote } from "../../../api/query";
import { useExport } from "../../../api/save";
import { advice, counted, isCode, isKey, moment, number, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Export } from "../../../ui/export/Export";
import { Select } from "../../../ui/field/Field";
import { Facts } from "../../../ui/figure/Figure";
import { Bar, Card, Columns, Page, Section, Small, Stack } from "../../../ui/page/Page";
import { Empty, Notice, Show } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";
import { Entry } from "./Entry";
import { numberOf, sought } from "./seek";

type AuditEntry = Schemas["AuditEntry"];
type Outcome = "" | "done" | "refused" | "counted";

const ACTIONS = [
  "mark_attendance",
  "undo_attendance",
  "hand_over_attendance",
  "verify_face",
  "capture_fingerprint",
  "scan_sheet",
  "bind_sheet",
  "void_sheet",
  "close_biometric",
  "sync_conflict",
  "resolve_conflict",
  "decide_record",
  "upload_records",
  "import_records",
  "alert",
  "review_alert",
  "generate_download_password",
  "withdraw_download_password",
  "verify_download_password",
  "download_package",
  "import_candidates",
  "update_candidate",
  "update_exam",
  "update_slot",
  "assign_slot",
  "read_candidate",
  "list_candidates",
  "read_photo",
  "read_alerts",
  "login",
] as const;

/** Entries of a page on the way to one that is named, and how many are read by themselves: each page is an entry, too. */
const STRIDE = 1_000;
const MOST_READ = 20_000;

function outcomeOf(outcome: string): string {
  const key = `audit.${outcome}`;
  return isKey(key) ? t(key) : outcome;
}

function actionOf(action: string): string {
  const key = `action.${action}`;
  return isKey(key) ? t(key) : action;
}

export default function Audit({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ action: "", outcome: "", candidate: "", seq: "" });
  const [clicked, setChosen] = useState<AuditEntry>();
  const operators = byId(useOperators().data);
  const { seq, ...fits } = filters;
  const wanted = numberOf(seq);
  const list = usePages<AuditEntry>(["audit", examId, fits, Boolean(wanted)], async (cursor, signal) => {
    const query = {
      limit: fits.candidate || wanted ? STRIDE : 100,
      ...(fits.candidate ? { candidateId: fits.candidate } : {}),
      ...(filters.action ? { action: filters.action } : {}),
      ...(filters.outcome ? { outcome: filters.outcome as Exclude<Outcome, ""> } : {}),
      // One that a link names is looked for from the beginning.
      ...(wanted ? {} : { order: "desc" as const }),
      ...(cursor ? { cursor } : {}),
    };
    const page = await call("get", "/api/audit/{examId}", { path: { examId }, query, signal });
    return { items: page.items, nextCursor: page.nextCursor ?? null };
  });
  // A link names the entry that it is about: it is read up to it.
  const items = list.data?.items;
  const found = wanted && items ? sought(items, Boolean(list.data?.nextCursor), wanted) : undefined;
  const read = items?.length ?? 0;
  const seeking = found === "further" && read < MOST_READ;
  useEffect(() => {
    if (seeking) list.more();
  }, [seeking, read]);
  const named = typeof found === "object" ? items?.[found.index] : undefined;
  const chosen = clicked ?? named;
  const checkpoint = useRemote({
    key: ["checkpoint"],
    read: (signal) => call("get", "/api/audit/checkpoint", { signal }),
    every: 60_000,
  });
  const saving = useExport(examId, useExam(examId).data?.code);
  const who = (entry: AuditEntry): string =>
    entry.actorId ? (operators.get(entry.actorId)?.name ?? t("passwords.somebody")) : t("audit.program");
  const columns: Column<AuditEntry>[] = [
    {
      key: "seq",
      card: "half",
      title: t("audit.number"),
      width: "4.5rem",
      numeric: true,
      cell: (entry) => number(entry.seq),
    },
    {
      key: "action",
      card: "title",
      title: t("audit.action"),
      width: "minmax(12rem, 3fr)",
      cell: (entry) => (
        <Button kind="quiet" pressed={entry === chosen} onClick={() => setChosen(entry)}>
          {actionOf(entry.action)}
        </Button>
      ),
    },
    {
      key: "who",
      title: t("audit.who"),
      width: "minmax(8rem, 2fr)",
      cell: (entry) => <Two first={who(entry)} second={moment(entry.occurredAt)} />,
    },
    {
      key: "outcome",
      title: t("audit.outcome"),
      width: "6rem",
      cell: (entry) => <Chip tone={entry.outcome === "refused" ? "warn" : "plain"}>{outcomeOf(entry.outcome)}</Chip>,
    },
  ];
  return (
    <Page title={t("audit.title")} lead={t("audit.lead")} act={<Export saving={saving} whats={["log", "activity"]} />}>
      <Stack>
        <Bar>
          <Choices<Outcome>
            label={t("audit.outcome")}
            value={filters.outcome as Outcome}
            choices={(["", "done", "refused", "counted"] as const).map((value) => ({
              value,
              label: value ? t(`audit.${value}`) : t("filter.all"),
            }))}
            onChange={(outcome) => change({ outcome, seq: "" })}
          />
          <Select
            label={t("audit.action")}
            value={filters.action}
            options={[
              { value: "", label: t("filter.all") },
              ...ACTIONS.map((value) => ({ value, label: actionOf(value) })),
            ]}
            onChange={(action) => change({ action, seq: "" })}
          />
        </Bar>
        {fits.candidate && (
          <Buttons>
            <Small>{t("audit.ofCandidate")}</Small>
            <Button kind="quiet" onClick={() => change({ candidate: "", seq: "" })}>
              {t("audit.ofAll")}
            </Button>
          </Buttons>
        )}
        {found === "further" && (
          <Notice
            tone="plain"
            title={t("audit.seek", { seq: number(wanted ?? 0) })}
            act={<Button onClick={list.more}>{t("audit.seek.on")}</Button>}
          >
            <p>{counted("audit.seek.read", read)}</p>
          </Notice>
        )}
        {found === "absent" && (
          <Notice
            tone="warn"
            title={t("audit.absent", { seq: number(wanted ?? 0) })}
            act={<Button onClick={() => change({ action: "", outcome: "", candidate: "" })}>{t("audit.ofAll")}</Button>}
          >
            <p>{t("audit.absent.next")}</p>
          </Notice>
        )}
        <Columns>
          <Show
            of={list}
            empty={(page) =>
              page.items.length > 0 ? undefined : <Empty title={t("audit.none")} next={t("audit.none.next")} />
            }
          >
            {(page) => (
              <Stack>
                <Table
                  label={t("audit.title")}
                  tall
                  columns={columns}
                  rows={page.items}
                  rowKey={(entry) => entry.id}
                  marked={(entry) => entry === chosen}
                  goTo={clicked ? undefined : named?.id}
                  onNear={page.nextCursor ? list.more : undefined}
                />
                <Small>{counted(page.nextCursor ? "list.more" : "list.all", page.items.length)}</Small>
              </Stack>
            )}
          </Show>
          <Stack>
            <Card>
              {chosen ? (
                <Entry
                  key={chosen.id}
                  examId={examId}
                  entry={chosen}
                  title={actionOf(chosen.action)}
                  who={who(chosen)}
                  why={chosen.code ? (isCode(chosen.code) ? advice(chosen.code)[0] : chosen.code) : undefined}
                />
              ) : (
                <Section title={t("audit.choose")}>
                  <Small>{t("audit.choose.next")}</Small>
                </Section>
              )}
            </Card>
            <Card>
              <Section title={t("audit.checkpoint")} note={t("audit.checkpoint.note")}>
                <Show part of={checkpoint}>
                  {(read) => (
                    <Facts
                      facts={[
                        [t("audit.size"), number(read.size)],
                        [t("audit.root"), <code>{read.rootHash}</code>],
                        [t("audit.key"), <code>{read.publicKey}</code>],
                      ]}
                    />
                  )}
                </Show>
              </Section>
            </Card>
          </Stack>
        </Columns>
      </Stack>
    </Page>
  );
}
