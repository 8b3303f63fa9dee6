import { useEffect, useRef, useState } from "preact/hooks";
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
  reasons: { noAttempt?: string | undefined; override?: string | undefined };
  onNext: () => void;
}

/** Closes the station, and lets the next one come; or says who has to decide before. */
export function Close({ roster, candidate, progress, reasons, onNext }: Props) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Whoever was quicker than that has the next one before them already.
  useEffect(() => () => clearTimeout(timer.current), []);
  const left = missing(progress, roster.exam.settings);
  // Who cannot be photographed is decided over by a supervisor: with the reason, so that nobody is asked for it again.
  const isLeft = reasons.noAttempt !== undefined && reasons.override === undefined;
  const override = (): object => {
    const reason = reasons.override ?? reasons.noAttempt;
    return reason ? { override: { reason, ...(reasons.noAttempt ? { noAttemptReason: reasons.noAttempt } : {}) } } : {};
  };
  const close = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await record(roster, candidate, "biometric", { ...override() });
      signal("good");
      timer.current = setTimeout(onNext, NEXT_MILLISECONDS);
    } catch {
      setFailed(true);
      signal("wrong");
    } finally {
      setBusy(false);
    }
  };
  if (progress.closed) {
    return (
      <Notice
        tone={isLeft ? "warn" : "good"}
        title={t(isLeft ? "close.left" : "close.done", { roll: candidate.rollNumber })}
      >
        <p>{t("close.done.next")}</p>
      </Notice>
    );
  }
  if (left.length > 0 && !(isLeft && left.length === 1)) {
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
      <p>{isLeft ? t("close.leave.says", { reason: reasons.noAttempt ?? "" }) : t("close.says")}</p>
      <Buttons>
        <Button kind="primary" busy={busy} onClick={() => void close()}>
          {t(isLeft ? "close.leave" : "close.act")}
        </Button>
      </Buttons>
    </section>
  );
}
