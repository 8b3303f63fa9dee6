import type { Schemas } from "../../../api/client";
import { counted, t } from "../../../text";
import { Section, Small } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";

type Bad = Schemas["BadCell"];

/** Which cells have to be mended in the file, by row and column. Nothing of it was taken. */
export function BadCells({ bad, name }: { bad: Schemas["BadCells"]; name: string }) {
  const columns: Column<Bad>[] = [
    { key: "row", title: t("import.row"), width: "5rem", numeric: true, cell: (cell) => cell.row },
    { key: "column", title: t("import.column"), width: "minmax(8rem, 1fr)", cell: (cell) => <b>{cell.column}</b> },
    {
      key: "message",
      title: t("import.why"),
      width: "minmax(18rem, 4fr)",
      cell: (cell) => <span lang="en">{cell.message}</span>,
    },
  ];
  return (
    <Section title={counted("import.bad", bad.rows.length + bad.notNamed)}>
      <Notice tone="bad" title={t("import.bad.title")}>
        <p>{t("import.bad.next", { name })}</p>
      </Notice>
      <Table
        label={t("import.bad.title")}
        columns={columns}
        rows={bad.rows}
        rowKey={(cell) => `${cell.row}/${cell.column}/${cell.message}`}
      />
      {bad.notNamed > 0 && <Small>{counted("import.bad.more", bad.notNamed)}</Small>}
    </Section>
  );
}
