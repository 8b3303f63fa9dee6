import { useRef, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { changed } from "../../../api/query";
import { give } from "../../../api/save";
import { type Sending, upload } from "../../../api/upload";
import { bytes, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import type { Bad } from "../../../ui/cells/CellTable";
import { Drop } from "../../../ui/drop/Drop";
import { Card, Section, Small, Stack } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import { BadCells } from "./BadCells";
import { Outcome } from "./Outcome";

type Results = Schemas["StaffResults"];

/** The columns, as the server names them, and a row of each kind to write over. */
const TEMPLATE = [
  "Username,Name,Role,Centre Code,Exam Codes",
  "op-c001-1,,operator,C001,",
  "super-c001,,supervisor,C001,",
  "observer-1,,observer,,EXAM-CODE",
];

/** The byte order mark, without which a spreadsheet takes names in Hindi for something else. */
const template = (): Blob => new Blob(["\ufeff", TEMPLATE.join("\r\n"), "\r\n"], { type: "text/csv" });

function Progress({ sending }: { sending: Sending }) {
  const done = sending.total > 0 && sending.sent >= sending.total;
  return (
    <div role="status">
      <progress
        {...(done ? {} : { value: sending.sent, max: sending.total || 1 })}
        aria-label={t("import.sending.label")}
      />
      <Small>
        {done ? t("staff.making") : t("import.sending", { sent: bytes(sending.sent), total: bytes(sending.total) })}
      </Small>
    </div>
  );
}

/** Accounts out of a list: what is good is made, what is not is named, and the list can be sent again. */
export function ByFile() {
  const [chosen, setChosen] = useState<File>();
  const [sending, setSending] = useState<Sending>();
  const [results, setResults] = useState<Results>();
  const stop = useRef<AbortController | undefined>(undefined);
  const act = useAct(async () => {
    if (!chosen) return;
    const form = new FormData();
    form.set("file", chosen);
    stop.current = new AbortController();
    setSending({ sent: 0, total: chosen.size });
    try {
      setResults(await upload<Results>("/api/operators/import", form, setSending, stop.current.signal));
      changed("operators");
    } catch (thrown) {
      if (!stop.current.signal.aborted) throw thrown;
    } finally {
      setSending(undefined);
    }
  });
  const choose = (files: readonly File[]): void => {
    setChosen(files[0]);
    setResults(undefined);
    act.clear();
  };
  const rejected = act.refusal?.details("IMPORT_REJECTED")?.details;
  const bad: readonly Bad[] = rejected?.rows ?? [];
  return (
    <Stack>
      <Card>
        <Section
          title={t("staff.title")}
          note={t("staff.note")}
          act={<Button onClick={() => give(template(), "accounts.csv")}>{t("import.template")}</Button>}
        >
          <Drop label={t("staff.drop")} button={t("staff.choose")} accept=".csv,.xlsx" onFiles={choose} />
          {chosen && (
            <Small>
              <b>{chosen.name}</b> · {bytes(chosen.size)}
            </Small>
          )}
          {sending && <Progress sending={sending} />}
          <Buttons>
            <Button
              kind={results ? "plain" : "primary"}
              busy={act.busy}
              disabled={!chosen}
              onClick={() => void act.run()}
            >
              {t(results ? "staff.again" : "staff.make")}
            </Button>
            {/* What was sent whole is done to its end, whether or not anybody waits. */}
            {sending && sending.sent < sending.total && (
              <Button kind="quiet" onClick={() => stop.current?.abort()}>
                {t("dialog.cancel")}
              </Button>
            )}
          </Buttons>
        </Section>
      </Card>
      {bad.length > 0 ? (
        <BadCells bad={bad} title={t("staff.rejected")} next={t("import.bad.next", { name: chosen?.name ?? "" })} />
      ) : (
        <FailureNotice failure={act.failure} />
      )}
      {results && <Outcome results={results} name={chosen?.name ?? ""} />}
    </Stack>
  );
}
