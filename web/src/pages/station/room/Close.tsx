import { useState } from "preact/hooks";
import { signal } from "../../../capture/signal";
import type { Candidate, Roster } from "../../../device/roster";
import { missing, type Progress } from "../../../flow/room";
import { record } from "../../../sync/record";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Notice } from "../../../ui/state/State";
import styles from "./room.module.css";

const NEXT_MILLISECONDS = 1_200;

interface Props {
  roster: Roster;
  candidate: Candidate;
  progress: Progress;
  reasons: { override?: string | undefined };
  onNext: () => void;
}

/** Closes the station, and lets the next one come; or says who has to decide before. */
export function Close({ roster, candidate, progress, reasons, onNext }: Props) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const left = missing(progress, roster.exam.settings);
  const close = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await record(roster, candidate, "biometric", reasons.override ? { override: { reason: reasons.override } } : {});
      signal("good");
      setTimeout(onNext, NEXT_MILLISECONDS);
    } catch {
      setFailed(true);
      signal("wrong");
    } finally {
      setBusy(false);
    }
  };
  if (progress.closed) {
    return (
      <Notice tone="good" title={t("close.done", { roll: candidate.rollNumber })}>
        <p>{t("close.done.next")}</p>
      </Notice>
    );
  }
  if (left.length > 0) {
    return (
      <Notice tone="warn" title={t("close.supervisor")}>
        <p>{t("close.supervisor.says")}</p>
      </Notice>
    );
  }
  return (
    <section class={styles.panel} aria-label={t("close.title")}>
      {failed && (
        <Notice tone="bad" title={t("gate.failed")}>
          <p>{t("gate.failed.next")}</p>
        </Notice>
      )}
      <p>{t("close.says")}</p>
      <Buttons>
        <Button kind="primary" busy={busy} onClick={() => void close()}>
          {t("close.act")}
        </Button>
      </Buttons>
    </section>
  );
}
