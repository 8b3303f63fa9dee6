import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { useFilters, useTyped } from "../../../api/address";
import { call } from "../../../api/client";
import { type Account, byId, useAccounts, useCentres, type Wanted } from "../../../api/lists";
import { changed } from "../../../api/query";
import { session } from "../../../api/session";
import { counted, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Field, Select } from "../../../ui/field/Field";
import { Bar, Page, Small, Stack } from "../../../ui/page/Page";
import { Empty, Show } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";
import { tell } from "../../../ui/toast/Toast";
import { ByFile } from "./ByFile";
import { Factor, FactorChip } from "./Factor";
import { may } from "./may";
import { NewAccount } from "./NewAccount";
import { NewPassword } from "./NewPassword";

type RoleFilter = "" | Account["role"];
const ROLES = ["operator", "supervisor", "observer", "admin"] as const;
/** Those who belong to a centre: a supervisor sees no others. */
const PLACED = ["operator", "supervisor"] as const;
const SORTS: readonly Wanted["sort"][] = ["username", "name", "role", "createdAt"];
/** As many characters of a search as the server takes. */
const MOST_TYPED = 100;

function Switch({ account }: { account: Account }) {
  const act = useAct(async () => {
    await call("patch", "/api/operators/{id}", { path: { id: account.id }, body: { disabled: !account.disabled } });
    changed("operators");
    tell(t(account.disabled ? "operators.on" : "operators.off", { name: account.name }));
  });
  return (
    <Button
      kind={act.failure ? "danger" : "quiet"}
      busy={act.busy}
      onClick={() => void act.run()}
      label={`${t(account.disabled ? "operators.enable" : "operators.disable")}: ${account.username}`}
    >
      {act.failure?.says ?? t(account.disabled ? "operators.enable" : "operators.disable")}
    </Button>
  );
}

function State({ account }: { account: Account }) {
  if (account.disabled) return <Chip tone="warn">{t("operators.disabled")}</Chip>;
  if (account.mustChangePassword) return <Chip>{t("operators.given")}</Chip>;
  return <Chip tone="good">{t("operators.active")}</Chip>;
}

export default function Operators() {
  const [filters, change] = useFilters({ q: "", role: "", centre: "", sort: "username", by: "" });
  const [typed, setTyped] = useTyped(filters.q, (q) => change({ q }));
  const [making, setMaking] = useState(false);
  const [resetting, setResetting] = useState<Account>();
  const [factorOf, setFactorOf] = useState<Account>();
  const now = session.value;
  const me = now.state === "in" || now.state === "over" ? now.me : undefined;
  // A supervisor sees the accounts of the centre, and makes or changes none.
  const head = me?.role === "admin";
  const centreList = useCentres();
  const centres = byId(centreList.data);
  const wanted: Wanted = {
    centreId: (head && filters.centre) || undefined,
    role: (filters.role as RoleFilter) || undefined,
    q: filters.q.trim() || undefined,
    sort: filters.sort as Wanted["sort"],
  };
  const list = useAccounts(wanted);
  const placeOf = (one: Account): string => {
    const centre = one.centreId ? centres.get(one.centreId) : undefined;
    return centre ? `${centre.code} · ${centre.name}` : "";
  };
  const columns: Column<Account>[] = [
    {
      key: "name",
      title: t("operators.name"),
      width: "minmax(11rem, 1.2fr)",
      cell: (one) => <Two first={<b>{one.name}</b>} second={`${one.username} · ${t(`role.${one.role}`)}`} />,
    },
    ...(head
      ? [
          {
            key: "centre",
            card: "whole" as const,
            title: t("candidate.centre"),
            width: "minmax(9rem, 1.2fr)",
            cell: (one: Account) => {
              const centre = one.centreId ? centres.get(one.centreId) : undefined;
              return centre ? <Two first={centre.name} second={centre.code} /> : "–";
            },
          },
        ]
      : []),
    {
      key: "state",
      title: t("candidate.status"),
      width: "10rem",
      cell: (one) => <Two first={<State account={one} />} second={<FactorChip account={one} />} />,
    },
    {
      key: "act",
      title: t("slots.act"),
      width: head ? "22.5rem" : "11rem",
      cell: (one) => {
        const mine = may(me, one);
        return (
          <>
            {mine.password && (
              <Button kind="quiet" onClick={() => setResetting(one)} label={`${t("reset.open")}: ${one.username}`}>
                {t("reset.open")}
              </Button>
            )}
            {mine.disable && <Switch account={one} />}
            {mine.factor && (
              <Button kind="quiet" onClick={() => setFactorOf(one)} label={`${t("factor.open")}: ${one.username}`}>
                {t("factor.open")}
              </Button>
            )}
          </>
        );
      },
    },
  ];
  /** Accounts that are new are seen, whatever was looked for before. */
  const seeNew = (): void => {
    setTyped("");
    change({ q: "", role: "", centre: "", sort: "createdAt" });
  };
  const filtered = Boolean(wanted.q || wanted.role || wanted.centreId);
  const byFile = head && filters.by === "file";
  const place = head || !me?.centreId ? undefined : centres.get(me.centreId);
  return (
    <Page
      title={t("operators.title")}
      lead={
        head ? (
          t("operators.lead")
        ) : (
          <>
            {place && (
              <>
                <span data-name>
                  {place.code} · {place.name}
                </span>
                {". "}
              </>
            )}
            {t("operators.lead.centre")}
          </>
        )
      }
      act={
        head && (
          <>
            <Button pressed={byFile} onClick={() => change({ by: byFile ? "" : "file" })}>
              {t("staff.open")}
            </Button>
            <Button kind="primary" onClick={() => setMaking(true)}>
              {t("operators.new")}
            </Button>
          </>
        )
      }
    >
      <Stack>
        {byFile && <ByFile onMade={seeNew} />}
        <Bar>
          <Field label={t("operators.find")} type="search" value={typed} onInput={setTyped} maxLength={MOST_TYPED} />
          {head && (
            <Select
              label={t("candidate.centre")}
              value={filters.centre}
              options={[
                { value: "", label: t("filter.all") },
                ...(centreList.data ?? []).map((one) => ({ value: one.id, label: `${one.code} · ${one.name}` })),
              ]}
              onChange={(centre) => change({ centre })}
            />
          )}
          <Select
            label={t("operators.sort")}
            value={filters.sort as Wanted["sort"]}
            options={SORTS.map((value) => ({ value, label: t(`operators.sort.${value}`) }))}
            onChange={(sort) => change({ sort })}
          />
        </Bar>
        <Choices<RoleFilter>
          label={t("operators.role")}
          value={filters.role as RoleFilter}
          choices={(["", ...(head ? ROLES : PLACED)] as const).map((value) => ({
            value,
            label: value ? t(`role.${value}`) : t("filter.all"),
          }))}
          onChange={(role) => change({ role })}
        />
        <Show
          of={list}
          empty={(page) =>
            page.items.length > 0 ? undefined : filtered ? (
              <Empty
                title={t("operators.nobody")}
                next={t("candidates.nobody.next")}
                action={t("filter.clear")}
                onAction={() => {
                  setTyped("");
                  change({ q: "", role: "", centre: "" });
                }}
              />
            ) : (
              <Empty
                title={t("operators.none")}
                next={t(head ? "operators.none.next" : "operators.none.centre")}
                {...(head ? { action: t("operators.new"), onAction: () => setMaking(true) } : {})}
              />
            )
          }
        >
          {(page) => {
            const total = page.total ?? page.items.length;
            return (
              <Stack>
                <Table
                  label={t("operators.title")}
                  tall
                  columns={columns}
                  rows={page.items}
                  rowKey={(one) => one.id}
                  total={total}
                  onNear={page.nextCursor ? list.more : undefined}
                />
                <Small>{counted("list.of", page.items.length, { total })}</Small>
              </Stack>
            );
          }}
        </Show>
      </Stack>
      {making && <NewAccount centres={[...centres.values()]} onMade={seeNew} onClose={() => setMaking(false)} />}
      {factorOf && <Factor account={factorOf} onClose={() => setFactorOf(undefined)} />}
      {resetting && (
        <NewPassword account={resetting} centre={placeOf(resetting)} onClose={() => setResetting(undefined)} />
      )}
    </Page>
  );
}
