import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { line } from "../../../api/line";
import { changed } from "../../../api/query";
import { upload } from "../../../api/upload";
import { advice, counted, isCode, t } from "../../../text";
import { Drop } from "../../../ui/drop/Drop";
import { Section } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";

type Results = Schemas["BatchResults"]["results"];

/** What became of the records, and why the others were not taken. */
function Came({ results }: { results: Results }) {
  const of = (status: Results[number]["status"]): number => results.filter((one) => one.status === status).length;
  const failed = results.filter((one) => one.status === "failed");
  const codes = [...new Set(failed.map((one) => one.code ?? "INTERNAL"))];
  return (
    <Notice tone={failed.length > 0 ? "warn" : "good"} title={counted("handin.came", results.length)}>
      <p>
        {t("handin.counts", {
          applied: of("synced"),
          known: of("duplicate"),
          waiting: of("pending"),
          conflicts: of("conflict"),
          failed: failed.length,
        })}
      </p>
      {codes.map((code) => (
        <p key={code}>{advice(isCode(code) ? code : "INTERNAL").join(" ")}</p>
      ))}
    </Notice>
  );
}

/** The queue of a station whose line never came back, handed in by somebody who has one. */
export function HandIn() {
  const [sent, setSent] = useState(0);
  const [results, setResults] = useState<Results>();
  const act = useAct(async (file: File) => {
    setResults(undefined);
    const form = new FormData();
    form.append("file", file);
    const came = await upload<Schemas["BatchResults"]>("/api/sync/import", form, ({ sent, total }) =>
      setSent(total > 0 ? sent / total : 0),
    );
    setResults(came.results);
    changed("desk", "stats", "alerts", "conflicts");
  });
  const isOff = line.value.state === "off";
  return (
    <Section title={t("handin.title")} note={t("handin.note")}>
      {act.busy ? (
        <progress value={sent} max={1} aria-label={t("handin.sending")} />
      ) : isOff ? (
        <p>{t("handin.off")}</p>
      ) : (
        <Drop
          label={t("handin.drop")}
          button={t("handin.choose")}
          accept=".age"
          onFiles={([file]) => file && void act.run(file)}
        />
      )}
      <FailureNotice failure={act.failure} />
      {results && <Came results={results} />}
    </Section>
  );
}
