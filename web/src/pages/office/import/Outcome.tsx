import type { ComponentChildren } from "preact";
import type { Schemas } from "../../../api/client";
import { advice, isCode, isKey, number, t } from "../../../text";
import { Facts, Figure, Figures } from "../../../ui/figure/Figure";
import { Section } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";

type Rejected = Schemas["RejectedPhoto"];

function reason(code: string): string {
  const key = `photo.code.${code}`;
  if (isKey(key)) return t(key);
  return isCode(code) ? advice(code)[0] : code;
}

/** What the file does, or has done. */
export function Outcome({
  result,
  tried,
  act,
  photos,
}: {
  result: Schemas["Imported"];
  tried?: boolean;
  act?: ComponentChildren;
  photos: File | undefined;
}) {
  const columns: Column<Rejected>[] = [
    { key: "row", title: t("import.row"), width: "5rem", numeric: true, cell: (photo) => photo.row },
    { key: "roll", title: t("candidate.roll"), width: "minmax(8rem, 1fr)", cell: (photo) => <b>{photo.rollNumber}</b> },
    { key: "why", title: t("import.why"), width: "minmax(16rem, 4fr)", cell: (photo) => reason(photo.code) },
  ];
  const facts: [string, ComponentChildren][] = [];
  if (result.centresCreated.length > 0)
    facts.push([t("import.centres"), result.centresCreated.slice(0, 50).join(", ")]);
  if (result.slotsCreated.length > 0) facts.push([t("import.slots"), result.slotsCreated.slice(0, 50).join(", ")]);
  if (result.hiddenRows > 0) facts.push([t("import.hidden"), number(result.hiddenRows)]);
  return (
    <Section title={t(tried ? "import.would" : "import.has")}>
      {tried ? (
        <Notice tone="good" title={t("import.would.title")}>
          {<p>{t("import.would.next")}</p>}
        </Notice>
      ) : (
        <Notice tone="good" title={t("import.done")} act={act} />
      )}
      <Figures>
        <Figure label={t("import.new")} value={number(result.imported)} />
        <Figure label={t("import.changed")} value={number(result.updated)} />
        <Figure label={t("import.same")} value={number(result.unchanged)} />
        {photos && <Figure label={t("import.enrolled")} value={number(result.photos.enrolled)} />}
        {photos && (
          <Figure
            label={t("import.rejected")}
            value={number(result.photos.rejected.length)}
            tone={result.photos.rejected.length > 0 ? "warn" : "plain"}
          />
        )}
      </Figures>
      {facts.length > 0 && <Facts facts={facts} />}
      {result.photos.rejected.length > 0 && (
        <Section title={t("import.rejected.title")} note={t("import.rejected.note")}>
          <Table
            label={t("import.rejected.title")}
            columns={columns}
            rows={result.photos.rejected}
            rowKey={(photo) => String(photo.row)}
          />
        </Section>
      )}
    </Section>
  );
}
