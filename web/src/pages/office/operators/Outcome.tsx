import { useEffect, useRef } from "preact/hooks";
import type { Schemas } from "../../../api/client";
import { staff } from "../../../api/held";
import { useCentres } from "../../../api/lists";
import { advice, counted, isCode, number, t } from "../../../text";
import type { Bad } from "../../../ui/cells/CellTable";
import { Figure, Figures } from "../../../ui/figure/Figure";
import { Section, Stack } from "../../../ui/page/Page";
import { PrintSlips, type Slip } from "../../../ui/slips/Slips";
import { Notice } from "../../../ui/state/State";
import { type Column, Table } from "../../../ui/table/Table";
import { BadCells } from "./BadCells";

type Result = Schemas["StaffResult"];

/** A row that made no account: its cells, or why nothing could be done with it. */
function cellsOf(result: Result): Bad[] {
  if (result.cells?.length) return result.cells;
  const why = result.code && isCode(result.code) ? advice(result.code).join(" ") : t("assign.failed");
  return [{ row: result.row, column: "", message: why }];
}

/** What became of each row of the list, with the passwords of the accounts that are new; or what would become of it. */
export function Outcome({ results, name, tried }: { results: Schemas["StaffResults"]; name: string; tried?: boolean }) {
  const made = tried ? [] : results.results.filter((one) => one.status === "created");
  const bad = results.results.filter((one) => one.status === "failed").flatMap(cellsOf);
  const centres = new Map(useCentres().data?.map((centre) => [centre.code, centre.name]));
  const printed = staff.value?.of === results && staff.value.printed;
  const head = useRef<HTMLDivElement>(null);
  // What was done is seen, wherever one had scrolled to.
  useEffect(() => head.current?.scrollIntoView({ block: "start" }), [results]);
  const place = ({ centreCode }: Result): string =>
    centreCode ? [centreCode, centres.get(centreCode)].filter(Boolean).join(" · ") : "";
  const slips = (): Slip[] =>
    made
      .map((one) => ({
        key: String(one.row),
        head: one.name ?? one.username ?? "",
        name: place(one),
        code: one.password ?? "",
        facts: [[t("login.name"), one.username ?? ""]] as [string, string][],
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  const columns: Column<Result>[] = [
    {
      key: "row",
      card: "half",
      title: t("import.row"),
      width: "4.5rem",
      numeric: true,
      cell: (one) => number(one.row),
    },
    {
      key: "user",
      card: "title",
      title: t("login.name"),
      width: "minmax(8rem, 1fr)",
      cell: (one) => <b>{one.username}</b>,
    },
    {
      key: "who",
      title: t("operators.name"),
      width: "minmax(9rem, 1.4fr)",
      cell: (one) => one.name ?? "–",
    },
    {
      key: "centre",
      card: "whole",
      title: t("candidate.centre"),
      width: "minmax(10rem, 1.6fr)",
      cell: (one) => place(one) || "–",
    },
    {
      key: "password",
      card: "whole",
      title: t("staff.password"),
      width: "13rem",
      cell: (one) => <code>{one.password}</code>,
    },
  ];
  return (
    <Stack>
      <div ref={head}>
        <Figures>
          <Figure label={t(tried ? "staff.would" : "staff.created")} value={number(results.created)} />
          <Figure label={t("staff.unchanged")} value={number(results.unchanged)} />
          <Figure
            label={t("staff.failed")}
            value={number(results.failed)}
            tone={results.failed > 0 ? "warn" : "plain"}
          />
        </Figures>
      </div>
      {tried && results.created > 0 && (
        <Notice tone={bad.length > 0 ? "plain" : "good"} title={t("staff.tried")}>
          <p>{t("staff.tried.next")}</p>
        </Notice>
      )}
      {made.length > 0 && (
        <Section title={t("staff.passwords")} note={t("staff.passwords.note")}>
          <Notice
            tone={printed ? "good" : "warn"}
            title={t(printed ? "slips.printed" : "slips.once")}
            act={
              <PrintSlips
                slips={slips}
                says={t("staff.slip")}
                onPrinted={() => {
                  if (staff.value) staff.value = { ...staff.value, printed: true };
                }}
              />
            }
          >
            <p>{counted("slips.count", made.length)}</p>
          </Notice>
          <Table label={t("staff.passwords")} columns={columns} rows={made} rowKey={(one) => String(one.row)} />
        </Section>
      )}
      {bad.length > 0 && (
        <BadCells
          bad={bad}
          title={t(tried ? "staff.bad.tried" : "staff.bad")}
          next={t(tried ? "import.bad.next" : "staff.bad.next", { name })}
        />
      )}
      {results.created === 0 && bad.length === 0 && <Notice tone="good" title={t("staff.same")} />}
    </Stack>
  );
}
