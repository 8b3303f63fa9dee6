import type { Schemas } from "../../../api/client";
import { counted, t } from "../../../text";
import { Section } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";

export type Bad = Schemas["BadCell"];

/** Which cells have to be mended in the file, and how. */
export function BadCells({ bad, title, next }: { bad: readonly Bad[]; title: string; next: string }) {
  const columns: Column<Bad>[] = [
    { key: "row", title: t("import.row"), width: "5rem", numeric: true, cell: (cell) => cell.row },
    {
      key: "column",
      title: t("import.column"),
      width: "minmax(8rem, 1fr)",
      cell: (cell) => <b>{cell.column || "–"}</b>,
    },
    {
      key: "message",
      title: t("import.why"),
      width: "minmax(18rem, 4fr)",
      cell: (cell) => <span lang="en">{cell.message}</span>,
    },
  ];
  return (
    <Section title={counted("import.bad", bad.length)}>
      <Notice tone="bad" title={title}>
        <p>{next}</p>
      </Notice>
      <Table
        label={title}
        columns={columns}
        rows={bad}
        rowKey={(cell) => `${cell.row}/${cell.column}/${cell.message}`}
      />
    </Section>
  );
}
