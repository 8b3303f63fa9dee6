import { call, type Schemas } from "../../../api/client";
import { useWithdraw } from "../../../api/held";
import { byId, useCentres, useOperators } from "../../../api/lists";
import { usePages } from "../../../api/pages";
import { myRole } from "../../../api/session";
import { bytes, counted, moment, percent, t } from "../../../text";
import { LinkButton } from "../../../ui/button/Button";
import { Chip, type Tone } from "../../../ui/chips/Chips";
import { Page, Small, Stack } from "../../../ui/page/Page";
import { TakeBack } from "../../../ui/slips/TakeBack";
import { Empty, Show, useNow } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";

type Download = Schemas["DownloadItem"];
type State = "done" | "fetching" | "used" | "withdrawn" | "expired" | "open";
const TONES: Record<State, Tone> = {
  done: "good",
  fetching: "warn",
  used: "accent",
  withdrawn: "plain",
  expired: "bad",
  open: "plain",
};

function stateOf(one: Download, now: number): State {
  if (one.completedAt) return "done";
  if (one.sentBytes) return "fetching";
  if (one.usedAt) return "used";
  if (one.withdrawnBy) return "withdrawn";
  return Date.parse(one.expiresAt) < now ? "expired" : "open";
}

function Take({ one, whom }: { one: Download; whom: string }) {
  return <TakeBack whom={whom} {...useWithdraw(one.passwordId)} />;
}

export default function Downloads({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const now = useNow(10_000);
  const head = myRole() === "admin";
  const operators = byId(useOperators(head).data);
  const centres = byId(useCentres().data);
  const list = usePages<Download>(
    ["downloads", examId],
    (cursor, signal) =>
      call("get", "/api/admin/downloads/{examId}", { path: { examId }, query: { limit: 200, cursor }, signal }),
    30_000,
  );
  const whom = (one: Download): string => {
    if (one.operatorId) return operators.get(one.operatorId)?.name ?? t("passwords.somebody");
    if (one.centreId) return centres.get(one.centreId)?.name ?? t("passwords.somebody");
    return t("passwords.anyone");
  };
  const columns: Column<Download>[] = [
    { key: "whom", title: t("downloads.whom"), width: "minmax(10rem, 2fr)", cell: (one) => <b>{whom(one)}</b> },
    {
      key: "state",
      title: t("candidate.status"),
      width: "minmax(8.5rem, 1fr)",
      cell: (one) => <Chip tone={TONES[stateOf(one, now)]}>{t(`download.${stateOf(one, now)}`)}</Chip>,
    },
    {
      key: "made",
      title: t("downloads.made"),
      width: "10.5rem",
      card: "whole",
      cell: (one) => (
        <Two first={moment(one.createdAt)} second={t("downloads.until.at", { time: moment(one.expiresAt) })} />
      ),
    },
    { key: "used", title: t("downloads.used"), width: "8rem", cell: (one) => (one.usedAt ? moment(one.usedAt) : "–") },
    {
      key: "bytes",
      title: t("downloads.bytes"),
      width: "minmax(8.5rem, 1fr)",
      numeric: true,
      cell: (one) =>
        one.packageBytes ? `${percent(one.sentBytes ?? 0, one.packageBytes)} · ${bytes(one.packageBytes)}` : "–",
    },
    ...(head
      ? [
          {
            key: "act",
            title: t("slots.act"),
            width: "7rem",
            cell: (one: Download) => stateOf(one, now) === "open" && <Take one={one} whom={whom(one)} />,
          },
        ]
      : []),
  ];
  return (
    <Page
      title={t("downloads.title")}
      lead={t("downloads.lead")}
      act={head && <LinkButton href={`/exams/${examId}/passwords`}>{t("passwords.make")}</LinkButton>}
    >
      <Show
        of={list}
        empty={(page) =>
          page.items.length === 0 ? (
            <Empty
              title={t("downloads.none")}
              next={t("downloads.none.next")}
              {...(head ? { href: `/exams/${examId}/passwords`, action: t("passwords.make") } : {})}
            />
          ) : undefined
        }
      >
        {(page) => (
          <Stack>
            <Table
              label={t("downloads.title")}
              tall
              columns={columns}
              rows={page.items}
              rowKey={(one) => one.passwordId}
              onNear={page.nextCursor ? list.more : undefined}
            />
            <Small>{counted(page.nextCursor ? "list.more" : "list.all", page.items.length)}</Small>
          </Stack>
        )}
      </Show>
    </Page>
  );
}
