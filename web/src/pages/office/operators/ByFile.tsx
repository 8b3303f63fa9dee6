import { useRef, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { staff } from "../../../api/held";
import { changed } from "../../../api/query";
import { give } from "../../../api/save";
import { moved, type Sending, upload } from "../../../api/upload";
import { bytes, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import type { Bad } from "../../../ui/cells/CellTable";
import { Drop } from "../../../ui/drop/Drop";
import { Card, Section, Small, Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
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

function Progress({ sending, says }: { sending: Sending; says: string }) {
  const done = sending.total > 0 && sending.sent >= sending.total;
  return (
    <div role="status">
      <progress
        {...(done ? {} : { value: sending.sent, max: sending.total || 1 })}
        aria-label={t("import.sending.label")}
      />
      <Small>{done ? says : t("import.sending", { sent: bytes(sending.sent), total: bytes(sending.total) })}</Small>
    </div>
  );
}

/** Accounts out of a list: first what would become of it, then what is good is made and what is not is named. */
export function ByFile({ onMade }: { onMade: () => void }) {
  const [chosen, setChosen] = useState<File>();
  const [sending, setSending] = useState<Sending>();
  const [gone, setGone] = useState<string>();
  const [trying, setTrying] = useState(true);
  const [tried, setTried] = useState<Results>();
  const done = staff.value;
  const stop = useRef<AbortController | undefined>(undefined);
  const act = useAct(async (dryRun: boolean) => {
    if (!chosen) return;
    setTrying(dryRun);
    const lost = await moved([chosen]);
    setGone(lost);
    if (lost) return;
    const form = new FormData();
    form.set("dryRun", String(dryRun));
    form.set("file", chosen);
    stop.current = new AbortController();
    setSending({ sent: 0, total: chosen.size });
    try {
      const results = await upload<Results>("/api/operators/import", form, setSending, stop.current.signal);
      setTried(dryRun ? results : undefined);
      if (dryRun) return;
      const made = results.results.some((one) => one.password);
      staff.value = { name: chosen.name, of: results, printed: !made };
      changed("operators");
      if (results.created > 0) onMade();
    } catch (thrown) {
      if (!stop.current.signal.aborted) throw thrown;
    } finally {
      setSending(undefined);
    }
  });
  const choose = (files: readonly File[]): void => {
    setChosen(files[0]);
    setGone(undefined);
    setTried(undefined);
    act.clear();
  };
  const rejected = act.refusal?.details("IMPORT_REJECTED")?.details;
  const bad: readonly Bad[] = rejected?.rows ?? [];
  const name = chosen?.name ?? "";
  const good = tried !== undefined && tried.created > 0;
  return (
    <Stack>
      {/* The passwords stand where they are seen: above what they were made of. */}
      {done && <Outcome key={done.name} results={done.of} name={done.name} />}
      <Card>
        <Section
          title={t("staff.title")}
          note={t("staff.note")}
          act={<Button onClick={() => give(template(), "accounts.csv")}>{t("staff.template")}</Button>}
        >
          <Drop label={t("staff.drop")} button={t("staff.choose")} accept=".csv,.xlsx" onFiles={choose} />
          {chosen && (
            <Small>
              <b>{chosen.name}</b> · {bytes(chosen.size)}
            </Small>
          )}
          {gone && (
            <Notice tone="bad" title={t("import.moved", { name: gone })}>
              <p>{t("import.moved.next")}</p>
            </Notice>
          )}
          {sending && <Progress sending={sending} says={t(trying ? "import.reading" : "staff.making")} />}
          <Buttons>
            <Button
              kind={good || done ? "plain" : "primary"}
              busy={act.busy && trying}
              disabled={!chosen || act.busy}
              onClick={() => void act.run(true)}
            >
              {t("import.try")}
            </Button>
            {good && (
              <Button kind="primary" busy={act.busy && !trying} disabled={act.busy} onClick={() => void act.run(false)}>
                {t("staff.make")}
              </Button>
            )}
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
        <BadCells bad={bad} title={t("staff.rejected")} next={t("import.bad.next", { name })} />
      ) : (
        <FailureNotice failure={act.failure} />
      )}
      {tried && <Outcome results={tried} name={name} tried />}
    </Stack>
  );
}
