import { useEffect, useRef, useState } from "preact/hooks";
import type { Candidate, Roster } from "../../../device/roster";
import { useStoredPhoto } from "../../../device/useStoredPhoto";
import { progressOf } from "../../../device/work";
import { next as nextOf, type Part, type Progress, type State, stateOf } from "../../../flow/room";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Chip, type Tone } from "../../../ui/chips/Chips";
import { Close } from "./Close";
import { Finger } from "./Finger";
import { Face } from "./face/Face";
import styles from "./room.module.css";
import { Sheet } from "./Sheet";

const PARTS: readonly Part[] = ["face", "fingerprint", "sheet"];
const TONES: Record<State, Tone> = {
  open: "plain",
  done: "good",
  excepted: "warn",
  later: "accent",
  supervisor: "bad",
  free: "plain",
};

type Step = Part | "close";

interface Props {
  roster: Roster;
  candidate: Candidate;
  /** A code that was scanned while they are here. */
  sheet: { code: string; at: number } | undefined;
  onScan: (code: string) => void;
  onNext: () => void;
}

/** Why somebody goes on without a match, until the station is closed. */
export interface Reasons {
  noAttempt?: string | undefined;
  override?: string | undefined;
}

function stepOf(progress: Progress, roster: Roster): Step {
  const next = nextOf(progress, roster.exam.settings);
  return next === "supervisor" || next === "candidate" ? "close" : next;
}

/** One candidate at station 2: what is done, and what comes next. */
export function Person({ roster, candidate, sheet, onScan, onNext }: Props) {
  const [reasons, setReasons] = useState<Reasons>({});
  const [picked, setPicked] = useState<Step>();
  /** What came of a picture stays until it was seen, though the next step is known already. */
  const [judging, setJudging] = useState(false);
  const rules = roster.exam.settings;
  const kept = progressOf(candidate);
  const progress: Progress = { ...kept, noAttemptReason: reasons.noAttempt, overrideReason: reasons.override };
  const suggested = stepOf(progress, roster);
  const photo = useStoredPhoto(roster.exam.id, candidate);
  // What was picked is over as soon as something was done.
  useEffect(() => setPicked(undefined), [suggested, candidate.id]);
  const pick = (step: Step | undefined): void => {
    setJudging(false);
    setPicked(step);
  };
  useEffect(() => {
    if (sheet) pick("sheet");
  }, [sheet]);
  const card = useRef<HTMLDivElement>(null);
  // Picture and button are in sight together.
  useEffect(() => card.current?.scrollIntoView({ block: "start" }), []);
  const step = judging ? "face" : (picked ?? suggested);
  const done = (): void => pick(undefined);
  return (
    <div ref={card} class={styles.person}>
      <header class={styles.head}>
        {photo && <img class={styles.small} src={photo} alt={t("gate.photo")} />}
        <div>
          <p class={styles.roll}>{candidate.rollNumber}</p>
          <p class={styles.name} data-name>
            {candidate.name}
          </p>
        </div>
        {!progress.closed && (
          <Button kind="quiet" onClick={onNext}>
            {t("room.later")}
          </Button>
        )}
      </header>
      <ol class={styles.steps}>
        {PARTS.map((part) => {
          const state = stateOf(part, progress, rules);
          return (
            <li key={part}>
              <button
                type="button"
                class={styles.step}
                aria-current={step === part ? "step" : undefined}
                disabled={progress.closed}
                onClick={() => pick(part)}
              >
                {t(`room.part.${part}`)}
                <Chip tone={TONES[state]}>{t(`room.state.${state}`)}</Chip>
              </button>
            </li>
          );
        })}
      </ol>
      {suggested === "close" && step !== "close" && (
        <Buttons>
          <Button kind="primary" onClick={done}>
            {t("room.toClose")}
          </Button>
        </Buttons>
      )}
      {step === "face" && (
        <Face
          roster={roster}
          candidate={candidate}
          progress={progress}
          photo={photo}
          reasons={reasons}
          onReasons={(news) => {
            setJudging(false);
            setReasons(news);
          }}
          onJudging={() => setJudging(true)}
          onDone={done}
        />
      )}
      {step === "fingerprint" && <Finger roster={roster} candidate={candidate} onDone={done} />}
      {step === "sheet" && (
        <Sheet
          roster={roster}
          candidate={candidate}
          progress={progress}
          scanned={sheet}
          onScan={onScan}
          onDone={done}
        />
      )}
      {step === "close" && (
        <Close roster={roster} candidate={candidate} progress={progress} reasons={reasons} onNext={onNext} />
      )}
      {progress.closed && (
        <Buttons>
          <Button kind="primary" onClick={onNext}>
            {t("room.next")}
          </Button>
        </Buttons>
      )}
    </div>
  );
}
