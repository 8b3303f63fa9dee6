import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { useFilters } from "../../../api/address";
import { call } from "../../../api/client";
import { type Account, byId, useCentres, useOperators } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Field } from "../../../ui/field/Field";
import { Bar, Page, Small, Stack } from "../../../ui/page/Page";
import { Empty, Show } from "../../../ui/state/State";
import { type Column, Table, Two } from "../../../ui/table/Table";
import { tell } from "../../../ui/toast/Toast";
import { NewAccount } from "./NewAccount";

type RoleFilter = "" | Account["role"];
const ROLES = ["operator", "supervisor", "observer", "admin"] as const;

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

export default function Operators() {
  const operators = useOperators();
  const centres = byId(useCentres().data);
  const [filters, change] = useFilters({ q: "", role: "" });
  const [making, setMaking] = useState(false);
  const wanted = filters.q.trim().toLowerCase();
  const fits = (one: Account): boolean =>
    (!filters.role || one.role === filters.role) &&
    (!wanted ||
      `${one.username} ${one.name} ${(one.centreId && centres.get(one.centreId)?.code) || ""}`
        .toLowerCase()
        .includes(wanted));
  const columns: Column<Account>[] = [
    {
      key: "name",
      title: t("operators.name"),
      width: "minmax(12rem, 2fr)",
      cell: (one) => <Two first={<b>{one.name}</b>} second={one.username} />,
    },
    { key: "role", title: t("operators.role"), width: "minmax(9rem, 1fr)", cell: (one) => t(`role.${one.role}`) },
    {
      key: "centre",
      title: t("candidate.centre"),
      width: "minmax(12rem, 2fr)",
      cell: (one) =>
        one.centreId ? `${centres.get(one.centreId)?.code ?? "–"} · ${centres.get(one.centreId)?.name ?? ""}` : "–",
    },
    {
      key: "state",
      title: t("candidate.status"),
      width: "minmax(8rem, 1fr)",
      cell: (one) => (
        <Chip tone={one.disabled ? "warn" : "good"}>{t(one.disabled ? "operators.disabled" : "operators.active")}</Chip>
      ),
    },
    { key: "act", title: t("slots.act"), width: "minmax(9rem, auto)", cell: (one) => <Switch account={one} /> },
  ];
  return (
    <Page
      title={t("operators.title")}
      lead={t("operators.lead")}
      act={
        <Button kind="primary" onClick={() => setMaking(true)}>
          {t("operators.new")}
        </Button>
      }
    >
      <Show
        of={operators}
        empty={(list) =>
          list.length === 0 ? (
            <Empty
              title={t("operators.none")}
              next={t("operators.none.next")}
              action={t("operators.new")}
              onAction={() => setMaking(true)}
            />
          ) : undefined
        }
      >
        {(list) => {
          const shown = list.filter(fits);
          return (
            <Stack>
              <Bar>
                <Field label={t("operators.find")} type="search" value={filters.q} onInput={(q) => change({ q })} />
                <Choices<RoleFilter>
                  label={t("operators.role")}
                  value={filters.role as RoleFilter}
                  choices={(["", ...ROLES] as const).map((value) => ({
                    value,
                    label: value ? t(`role.${value}`) : t("filter.all"),
                  }))}
                  onChange={(role) => change({ role })}
                />
              </Bar>
              <Table label={t("operators.title")} tall columns={columns} rows={shown} rowKey={(one) => one.id} />
              <Small>{counted("list.of", shown.length, { total: list.length })}</Small>
            </Stack>
          );
        }}
      </Show>
      {making && <NewAccount centres={[...centres.values()]} onClose={() => setMaking(false)} />}
    </Page>
  );
}
