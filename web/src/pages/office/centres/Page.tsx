import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { useFilters } from "../../../api/address";
import { call } from "../../../api/client";
import { type Centre, useCentres } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, day, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Field, Form } from "../../../ui/field/Field";
import { Bar, Page, Small, Stack } from "../../../ui/page/Page";
import { Empty, FailureNotice, Show } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";
import { tell } from "../../../ui/toast/Toast";

function NewCentre({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const act = useAct(async () => {
    await call("post", "/api/centres", { body: { name: name.trim(), code: code.trim() } });
    changed("centres");
    tell(t("centres.made", { name: name.trim() }));
    onClose();
  });
  return (
    <Dialog title={t("centres.new")} onClose={onClose}>
      <Form onSubmit={() => void act.run()}>
        <Field
          label={t("centres.code")}
          hint={t("exams.code.hint")}
          value={code}
          onInput={setCode}
          autofocus
          maxLength={32}
        />
        <Field label={t("centres.name")} value={name} onInput={setName} maxLength={200} />
        <FailureNotice failure={act.failure} />
        <Buttons>
          <Button kind="primary" type="submit" busy={act.busy} disabled={!name.trim() || !code.trim()}>
            {t("centres.new")}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

export default function Centres() {
  const centres = useCentres();
  const [filters, change] = useFilters({ q: "" });
  const [making, setMaking] = useState(false);
  const wanted = filters.q.trim().toLowerCase();
  const columns: Column<Centre>[] = [
    {
      key: "code",
      card: "half",
      title: t("centres.code"),
      width: "minmax(7rem, 1fr)",
      cell: (one) => <b>{one.code}</b>,
    },
    { key: "name", card: "title", title: t("centres.name"), width: "minmax(14rem, 4fr)", cell: (one) => one.name },
    { key: "made", title: t("centres.since"), width: "minmax(10rem, 1fr)", cell: (one) => day(one.createdAt) },
  ];
  return (
    <Page
      title={t("centres.title")}
      lead={t("centres.lead")}
      act={
        <Button kind="primary" onClick={() => setMaking(true)}>
          {t("centres.new")}
        </Button>
      }
    >
      <Show
        of={centres}
        empty={(list) =>
          list.length === 0 ? (
            <Empty title={t("centres.none")} next={t("centres.none.next")} href="/exams" action={t("exams.title")} />
          ) : undefined
        }
      >
        {(list) => {
          const shown = list.filter((one) => !wanted || `${one.code} ${one.name}`.toLowerCase().includes(wanted));
          return (
            <Stack>
              <Bar>
                <Field label={t("centres.find")} type="search" value={filters.q} onInput={(q) => change({ q })} />
              </Bar>
              <Table label={t("centres.title")} columns={columns} rows={shown} rowKey={(one) => one.id} />
              <Small>{counted("list.of", shown.length, { total: list.length })}</Small>
            </Stack>
          );
        }}
      </Show>
      {making && <NewCentre onClose={() => setMaking(false)} />}
    </Page>
  );
}
