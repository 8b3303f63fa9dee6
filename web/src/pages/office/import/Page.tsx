import { useRef, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { changed } from "../../../api/query";
import { rowsOf } from "../../../api/roster";
import { save } from "../../../api/save";
import { moved, type Sending, upload } from "../../../api/upload";
import { t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Drop } from "../../../ui/drop/Drop";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { BadCells } from "./BadCells";
import { type Chosen, Files, Progress, sorted } from "./Files";
import { Outcome } from "./Outcome";

type Imported = Schemas["Imported"];

export default function Import({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [chosen, setChosen] = useState<Chosen>({ roster: undefined, photos: undefined });
  const [strange, setStrange] = useState<string>();
  const [rows, setRows] = useState<number>();
  const [gone, setGone] = useState<string>();
  const [last, setLast] = useState(true);
  const [sending, setSending] = useState<Sending>();
  const [tried, setTried] = useState<Imported>();
  const [done, setDone] = useState<Imported>();
  const stop = useRef<AbortController | undefined>(undefined);
  const template = useAct(() => save(`/api/exams/${examId}/import-template`, "roster.xlsx"));

  const act = useAct(async (dryRun: boolean) => {
    if (!chosen.roster) return;
    setLast(dryRun);
    const lost = await moved([chosen.roster, chosen.photos]);
    setGone(lost);
    if (lost) return;
    const form = new FormData();
    form.set("dryRun", String(dryRun));
    form.set("file", chosen.roster);
    if (chosen.photos) form.set("photos", chosen.photos);
    stop.current = new AbortController();
    setSending({ sent: 0, total: chosen.roster.size + (chosen.photos?.size ?? 0) });
    try {
      const result = await upload<Imported>(
        `/api/exams/${examId}/candidates/import`,
        form,
        setSending,
        stop.current.signal,
      );
      if (dryRun) setTried(result);
      else {
        setDone(result);
        setTried(undefined);
        changed("figures", "candidates", "slots", "centres");
        tell(t("import.done"));
      }
    } catch (thrown) {
      if (!stop.current.signal.aborted) throw thrown;
    } finally {
      setSending(undefined);
    }
  });
  const choose = (files: readonly File[]): void => {
    const next = sorted(files, chosen);
    setStrange(files.find((file) => file !== next.roster && file !== next.photos)?.name);
    setChosen(next);
    setGone(undefined);
    if (next.roster !== chosen.roster) {
      setRows(undefined);
      if (next.roster) void rowsOf(next.roster).then(setRows, () => undefined);
    }
    setTried(undefined);
    setDone(undefined);
    act.clear();
  };
  const bad = act.refusal?.details("IMPORT_REJECTED")?.details;
  return (
    <Page
      title={t("import.title")}
      lead={t("import.lead")}
      act={
        <Button busy={template.busy} onClick={() => void template.run()}>
          {t("import.template")}
        </Button>
      }
    >
      <Stack>
        <FailureNotice failure={template.failure} />
        <Card>
          <Section title={t("import.files")} note={t("import.files.note")}>
            <Drop label={t("import.drop")} button={t("import.choose")} accept=".csv,.xlsx,.zip" onFiles={choose} />
            {strange && <Notice tone="warn" title={t("import.strange", { name: strange })} />}
            <Files chosen={chosen} rows={rows} />
            {chosen.photos && !chosen.roster && <Notice tone="warn" title={t("import.alone")} />}
            {gone && (
              <Notice tone="bad" title={t("import.moved", { name: gone })}>
                <p>{t("import.moved.next")}</p>
              </Notice>
            )}
            {sending && <Progress sending={sending} rows={rows} />}
            <Buttons>
              <Button
                kind={tried ? "plain" : "primary"}
                busy={act.busy && !tried}
                disabled={!chosen.roster || act.busy}
                onClick={() => void act.run(true)}
              >
                {t("import.try")}
              </Button>
              {tried && (
                <Button kind="primary" busy={act.busy} onClick={() => void act.run(false)}>
                  {t("import.real")}
                </Button>
              )}
              {act.busy && (
                <Button kind="quiet" onClick={() => stop.current?.abort()}>
                  {t("dialog.cancel")}
                </Button>
              )}
            </Buttons>
          </Section>
        </Card>
        {bad ? (
          <BadCells bad={bad} name={chosen.roster?.name ?? ""} tried={last} />
        ) : act.failure?.kind === "offline" ? (
          <Notice
            tone="warn"
            title={t("import.lost")}
            act={<Button onClick={() => void act.run(last)}>{t("state.again")}</Button>}
          >
            <p>{t(last ? "import.lost.tried" : "import.lost.real")}</p>
          </Notice>
        ) : (
          <FailureNotice failure={act.failure} />
        )}
        {tried && <Outcome result={tried} chosen={chosen} tried />}
        {done && (
          <Outcome
            result={done}
            chosen={chosen}
            act={
              <Buttons>
                <LinkButton kind="primary" href={`/exams/${examId}/slots`}>
                  {t("import.next")}
                </LinkButton>
                <LinkButton href={`/exams/${examId}/candidates`}>{t("import.see")}</LinkButton>
              </Buttons>
            }
          />
        )}
      </Stack>
    </Page>
  );
}
