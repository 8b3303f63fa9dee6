import { useRef, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { changed } from "../../../api/query";
import { save } from "../../../api/save";
import { type Sending, upload } from "../../../api/upload";
import { bytes, t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Drop } from "../../../ui/drop/Drop";
import { Card, Page, Section, Small, Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { BadCells } from "./BadCells";
import { Outcome } from "./Outcome";

type Imported = Schemas["Imported"];

interface Chosen {
  roster: File | undefined;
  photos: File | undefined;
}

/** Which of the files that were dropped is what. */
function sorted(files: readonly File[], before: Chosen): Chosen {
  const roster = files.find((file) => /\.(csv|xlsx|txt)$/i.test(file.name));
  const photos = files.find((file) => /\.zip$/i.test(file.name));
  return { roster: roster ?? before.roster, photos: photos ?? before.photos };
}

function Progress({ sending }: { sending: Sending }) {
  const done = sending.total > 0 && sending.sent >= sending.total;
  return (
    <div>
      <progress value={sending.sent} max={sending.total || 1} aria-label={t("import.sending.label")} />
      <Small>
        {done ? t("import.reading") : t("import.sending", { sent: bytes(sending.sent), total: bytes(sending.total) })}
      </Small>
    </div>
  );
}

export default function Import({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [chosen, setChosen] = useState<Chosen>({ roster: undefined, photos: undefined });
  const [strange, setStrange] = useState<string>();
  const [sending, setSending] = useState<Sending>();
  const [tried, setTried] = useState<Imported>();
  const [done, setDone] = useState<Imported>();
  const stop = useRef<AbortController | undefined>(undefined);
  const template = useAct(() => save(`/api/exams/${examId}/import-template`, "roster.xlsx"));

  const act = useAct(async (dryRun: boolean) => {
    if (!chosen.roster) return;
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
            {chosen.roster && (
              <Small>
                {t("import.roster")} <b>{chosen.roster.name}</b> · {bytes(chosen.roster.size)}
                {chosen.photos && (
                  <>
                    {" · "}
                    {t("import.photos")} <b>{chosen.photos.name}</b> · {bytes(chosen.photos.size)}
                  </>
                )}
              </Small>
            )}
            {chosen.photos && !chosen.roster && <Notice tone="warn" title={t("import.alone")} />}
            {sending && <Progress sending={sending} />}
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
        {bad ? <BadCells bad={bad} name={chosen.roster?.name ?? ""} /> : <FailureNotice failure={act.failure} />}
        {tried && <Outcome result={tried} photos={chosen.photos} tried />}
        {done && (
          <Outcome
            result={done}
            photos={chosen.photos}
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
