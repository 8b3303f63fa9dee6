import { type CellKey, cellSays, t } from "../../text";
import { type Column, Table, Words } from "../table/Table";

/** A cell of a list that has to be mended; without a code where nothing is wrong with a cell, but with the row. */
export interface Bad {
  row: number;
  column: string;
  message: string;
  code?: CellKey;
  otherRow?: number;
}

/** Cells that have to be mended in a file, by row and column, each with what to do. */
export function CellTable({ label, cells }: { label: string; cells: readonly Bad[] }) {
  const columns: Column<Bad>[] = [
    { key: "row", card: "half", title: t("import.row"), width: "5rem", numeric: true, cell: (cell) => cell.row },
    {
      key: "column",
      card: "title",
      title: t("import.column"),
      width: "minmax(8rem, 1fr)",
      cell: (cell) => <b>{cell.column || "–"}</b>,
    },
    {
      key: "message",
      card: "whole",
      title: t("import.why"),
      width: "minmax(18rem, 4fr)",
      cell: (cell) => <Words>{cellSays(cell)}</Words>,
    },
  ];
  return (
    <Table
      label={label}
      tall
      columns={columns}
      rows={cells}
      rowKey={(cell) => `${cell.row}/${cell.column}/${cell.message}`}
    />
  );
}
