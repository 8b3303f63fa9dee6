import { useState } from "preact/hooks";
import type { Schemas } from "../../../api/client";
import { counted, t } from "../../../text";
import { CellTable } from "../../../ui/cells/CellTable";
import { Choices } from "../../../ui/chips/Chips";
import { Section, Small } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";

type Bad = Schemas["BadCell"];

/** The columns with something to mend, those with the most first: a thousand bad cells are mostly one mistake. */
function byColumn(rows: readonly Bad[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { column } of rows) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Which cells have to be mended in the file, by row and column. Nothing of it was taken. */
export function BadCells({ bad, name, tried }: { bad: Schemas["BadCells"]; name: string; tried: boolean }) {
  const [column, setColumn] = useState("");
  const kinds = byColumn(bad.rows);
  const shown = column ? bad.rows.filter((cell) => cell.column === column) : bad.rows;
  return (
    <Section title={counted("import.bad", bad.rows.length + bad.notNamed)}>
      <Notice tone="bad" title={t(tried ? "import.bad.tried" : "import.bad.title")}>
        <p>{t("import.bad.next", { name })}</p>
      </Notice>
      {kinds.length > 1 && (
        <Choices
          label={t("import.column")}
          value={column}
          choices={[
            { value: "", label: t("filter.all"), count: bad.rows.length },
            ...kinds.map(([value, count]) => ({ value, label: value, count })),
          ]}
          onChange={setColumn}
        />
      )}
      <CellTable label={t("import.bad.title")} cells={shown} />
      {bad.notNamed > 0 && <Small>{counted("import.bad.more", bad.notNamed)}</Small>}
    </Section>
  );
}
