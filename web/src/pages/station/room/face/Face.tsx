import { useEffect, useRef, useState } from "preact/hooks";
import { snapshot } from "../../../../capture/camera";
import { watchQuality } from "../../../../capture/hints";
import type { Hint } from "../../../../capture/quality";
import { signal } from "../../../../capture/signal";
import { useCamera } from "../../../../capture/useCamera";
import { here } from "../../../../device/here";
import type { Captive } from "../../../../device/outbox";
import type { Candidate, Roster } from "../../../../device/roster";
import { isRetake } from "../../../../device/work";
import { attemptsLeft, mayOverride, mayTry, type Progress, stateOf } from "../../../../flow/room";
import { isOnline, judgedWithin, look, record } from "../../../../sync/record";
import { counted, t } from "../../../../text";
import { Button, Buttons } from "../../../../ui/button/Button";
import { CameraView } from "../../../../ui/camera/CameraView";
import { ovalIn } from "../../../../ui/camera/shapes";
import { OnePhoto, PhotoPair } from "../../../../ui/photos/PhotoPair";
import { Notice } from "../../../../ui/state/State";
import { useAsked } from "../asked";
import styles from "../room.module.css";
import { Override } from "./Override";
import { Result } from "./Result";

/** So long a score is waited for; then the picture is scored later. */
const SCORE_MILLISECONDS = 10_000;
/** A match stands for a moment, then the next step comes. */
const SHOWN_MILLISECONDS = 1_500;

interface Props {
  roster: Roster;
  candidate: Candidate;
  progress: Progress;
  photo: string | undefined;
  reasons: { noAttempt?: string | undefined; override?: string | undefined };
  onReasons: (reasons: Props["reasons"]) => void;
  /** From now on nothing else comes by itself, until this one is done. */
  onJudging: () => void;
  onDone: () => void;
}

type At =
  | { kind: "aim" }
  /** Taken; whoever works here looks at both before it counts. */
  | { kind: "taken"; picture: Blob; src: string }
  | { kind: "saving"; src: string }
  /** Written down; the server is asked what it makes of it. */
  | { kind: "comparing"; src: string }
  | { kind: "judged"; src: string; made: Captive };

/** The face: taken, looked at beside the enrolled photograph, kept, scored as soon as the server can. */
export function Face({ roster, candidate, progress, photo, reasons, onReasons, onJudging, onDone }: Props) {
  const [at, setAt] = useState<At>({ kind: "aim" });
  const [hint, setHint] = useState<Hint>();
  const [failed, setFailed] = useState(false);
  const rules = roster.exam.settings;
  const may = mayTry(progress, rules) && !reasons.noAttempt;
  const camera = useCamera("user", at.kind === "aim" && may);
  useEffect(() => camera.video && watchQuality(camera.video, ovalIn, setHint), [camera.video]);
  useAsked(at.kind === "taken" || at.kind === "saving" || at.kind === "comparing");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const src = "src" in at ? at.src : undefined;
  useEffect(() => () => (src ? URL.revokeObjectURL(src) : undefined), [src]);

  const take = async (): Promise<void> => {
    if (!camera.video) return;
    const picture = await snapshot(camera.video);
    setAt({ kind: "taken", picture, src: URL.createObjectURL(picture) });
  };
  const keep = async (picture: Blob, taken: string): Promise<void> => {
    onJudging();
    setAt({ kind: "saving", src: taken });
    setFailed(false);
    try {
      const made = await record(roster, candidate, "face", {}, picture);
      if (isOnline()) setAt({ kind: "comparing", src: taken });
      // The server compares at once where it can be asked; else it is told later.
      const judged = (isOnline() ? await judgedWithin(made.order, SCORE_MILLISECONDS) : undefined) ?? made;
      const known = judged.outcome?.matchPercentage !== undefined || isRetake(judged);
      if (!known && judged.standing.at !== "waiting") await look(roster.exam.id, candidate.id);
      setAt({ kind: "judged", src: taken, made: judged });
      const isGood = judged.outcome?.verified === true;
      const isWrong = isRetake(judged) || judged.outcome?.verified === false;
      signal(isWrong ? "wrong" : "good");
      if (isGood || (!known && judged.standing.at === "waiting"))
        timer.current = setTimeout(onDone, SHOWN_MILLISECONDS);
    } catch {
      setFailed(true);
      setAt({ kind: "taken", picture, src: URL.createObjectURL(picture) });
    }
  };

  const enrolled = {
    caption: t("room.enrolled"),
    src: photo,
    missing: t(candidate.faceEnrolled ? "gate.photo.none" : "room.notEnrolled"),
  };
  const role = here.value?.worker.role ?? "operator";
  return (
    <section class={styles.panel} aria-label={t("room.part.face")}>
      {at.kind === "aim" && may && (
        <div class={styles.sides}>
          <CameraView
            stream={camera.camera?.stream}
            failed={camera.failed}
            mirrored={camera.camera?.facing !== "environment"}
            hint={hint}
            onVideo={camera.onVideo}
          >
            {camera.failed ? (
              <Button onClick={camera.again}>{t("state.again")}</Button>
            ) : (
              <Button kind="primary" disabled={!camera.video} onClick={() => void take()}>
                {t("room.take")}
              </Button>
            )}
          </CameraView>
          <OnePhoto {...enrolled} />
        </div>
      )}
      {at.kind !== "aim" && (
        <PhotoPair left={enrolled} right={{ caption: t("room.live"), src: at.src, middle: true }} />
      )}
      {at.kind === "taken" && (
        <>
          {failed && (
            <Notice tone="bad" title={t("gate.failed")}>
              <p>{t("gate.failed.next")}</p>
            </Notice>
          )}
          <p class={styles.ask}>{t(candidate.faceEnrolled ? "room.same" : "room.notEnrolled.next")}</p>
          {candidate.faceEnrolled && <p>{t("room.same.no")}</p>}
          <Buttons>
            <Button kind="primary" onClick={() => void keep(at.picture, at.src)}>
              {t("room.same.yes")}
            </Button>
            <Button onClick={() => setAt({ kind: "aim" })}>{t("room.again")}</Button>
          </Buttons>
        </>
      )}
      {at.kind === "saving" && <p role="status">{t("gate.saving")}</p>}
      {at.kind === "comparing" && <p role="status">{t("room.scoring")}</p>}
      {at.kind === "judged" && <Result made={at.made} progress={progress} threshold={rules} />}
      {at.kind === "judged" && (
        <Buttons>
          {stateOf("face", progress, rules) !== "open" && (
            <Button kind="primary" onClick={onDone}>
              {t("home.goOn")}
            </Button>
          )}
          {may && <Button onClick={() => setAt({ kind: "aim" })}>{t("room.again")}</Button>}
        </Buttons>
      )}
      {progress.attempts.length > 0 && <p>{counted("room.left", attemptsLeft(progress, rules))}</p>}
      {at.kind !== "saving" && at.kind !== "comparing" && (
        <Override
          progress={progress}
          may={mayOverride(progress, rules, role)}
          isSupervisor={role === "supervisor"}
          mayApprove={role === "supervisor" || rules.allowMismatchApproval}
          reasons={reasons}
          onReasons={onReasons}
        />
      )}
    </section>
  );
}
