import { useState } from "preact/hooks";
import { attemptsOf, type Story, useStory } from "../../../api/desk";
import { t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Facts } from "../../../ui/figure/Figure";
import { Small } from "../../../ui/page/Page";
import { Notice, Show } from "../../../ui/state/State";
import { HandOver, Override, Settle, Undo, VoidSheet } from "./Acts";
import styles from "./desk.module.css";
import { Faces } from "./Faces";
import { isOff, nameOf, useAround } from "./people";
import { WhoElse } from "./WhoElse";

type Act = "override" | "settle" | "hand" | "undo" | "void";

const TONES = {
  registered: "plain",
  attendance_completed: "accent",
  biometric_completed: "good",
  absent: "warn",
} as const;

interface Props {
  candidateId: string;
  /** Open alerts of a face that did not match: what is decided here puts them away. */
  alertIds?: readonly string[];
  /** Whether it waits because a face did not match. */
  mismatch?: boolean;
}

/** What can be done with a candidate here, and why something cannot. */
function actsOf(story: Story, supervisor: boolean, own: boolean): { acts: Act[]; not: string[] } {
  const { candidate } = story;
  const { attendance, face, fingerprint, omr, status } = candidate;
  const acts: Act[] = [];
  const not: string[] = [];
  const present = attendance?.status === "completed";
  const touched = (face?.attempts ?? 0) > 0 || fingerprint != null || omr != null;
  if (present && status !== "biometric_completed" && !face?.verified) {
    if (!supervisor) not.push(t("desk.not.supervisor"));
    else if (!own) acts.push("override");
  }
  if (present && status !== "biometric_completed" && supervisor) acts.push("hand");
  if (attendance) {
    if (touched) not.push(t("desk.not.undo"));
    else acts.push("undo");
  } else not.push(t("desk.not.present"));
  if (omr) acts.push("void");
  return { acts, not };
}

function Window({
  act,
  story,
  alertIds,
  close,
}: {
  act: Act;
  story: Story;
  alertIds: readonly string[];
  close: () => void;
}) {
  const { candidate } = story;
  if (act === "override") return <Override candidate={candidate} alertIds={alertIds} onClose={close} />;
  if (act === "settle") return <Settle candidate={candidate} alertIds={alertIds} onClose={close} />;
  if (act === "hand") return <HandOver candidate={candidate} onClose={close} />;
  if (act === "undo") return <Undo candidate={candidate} onClose={close} />;
  return <VoidSheet barcode={candidate.omr?.barcode ?? ""} onClose={close} />;
}

function Read({ story, alertIds, mismatch }: { story: Story; alertIds: readonly string[]; mismatch: boolean }) {
  const around = useAround();
  const [act, setAct] = useState<Act>();
  const off = isOff();
  const { candidate } = story;
  const attempts = attemptsOf(story);
  // Nobody decides over what they captured themselves.
  const own = attempts.some((one) => one.by === around.me?.id);
  const { acts, not } = actsOf(story, around.me?.role === "supervisor", own);
  const later = mismatch && (candidate.face?.verified === true || candidate.status === "biometric_completed");
  const shown: Act[] = mismatch && !own ? [...acts, "settle"] : acts;
  const conflicts = story.items.flatMap((item) => (item.conflict && !item.conflict.resolved ? [item.conflict] : []));
  return (
    <div class={styles.candidate}>
      <Faces
        enrolled={candidate.faceEnrolled ? `/api/candidates/${around.examId}/${candidate.id}/photo` : undefined}
        attempts={attempts}
      />
      <Facts
        facts={[
          [t("candidate.roll"), <b>{candidate.rollNumber}</b>],
          [t("candidate.name"), candidate.name],
          [t("candidate.status"), <Chip tone={TONES[candidate.status]}>{t(`status.${candidate.status}`)}</Chip>],
          [t("candidate.seat"), [candidate.room, candidate.seat].filter(Boolean).join(", ") || "–"],
          [t("desk.gate"), nameOf(around, candidate.attendance?.operatorId)],
          [t("candidate.sheet"), candidate.omr ? <code>{candidate.omr.barcode}</code> : "–"],
          [
            t("check.fingerprint"),
            t(
              candidate.fingerprint ? (candidate.fingerprint.captured ? "desk.taken" : "story.exception") : "desk.none",
            ),
          ],
        ]}
      />
      {later && (
        <Notice tone="good" title={t("desk.later")}>
          <p>{t("desk.later.next")}</p>
        </Notice>
      )}
      {own && (mismatch || !candidate.face?.verified) && candidate.status !== "biometric_completed" && (
        <WhoElse centreId={candidate.centreId} what="face" />
      )}
      {conflicts.map((one) => (
        <LinkButton key={one.conflictId} href={`/exams/${around.examId}/conflicts/${one.conflictId}`}>
          {t("story.conflict.open")}
        </LinkButton>
      ))}
      <Buttons>
        {shown.map((one) => (
          <Button
            key={one}
            kind={one === "override" ? "primary" : "plain"}
            disabled={off}
            about={candidate.rollNumber}
            onClick={() => setAct(one)}
          >
            {t(`desk.open.${one}`)}
          </Button>
        ))}
        <LinkButton kind="quiet" href={`/exams/${around.examId}/candidates/${candidate.id}`}>
          {t("alerts.story")}
        </LinkButton>
      </Buttons>
      {off && shown.length > 0 && <Small>{t("desk.off.acts")}</Small>}
      {not.map((one) => (
        <Small key={one}>{one}</Small>
      ))}
      {act && <Window act={act} story={story} alertIds={alertIds} close={() => setAct(undefined)} />}
    </div>
  );
}

/** One candidate, with what can be done. Read when somebody opens it: each look is an entry of the log. */
export function Candidate({ candidateId, alertIds = [], mismatch = false }: Props) {
  const { examId } = useAround();
  const story = useStory(examId, candidateId);
  return <Show of={story}>{(read) => <Read story={read} alertIds={alertIds} mismatch={mismatch} />}</Show>;
}
