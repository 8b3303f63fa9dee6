import { useState } from "preact/hooks";
import { attemptsOf, fingerOf, type Story, useStory } from "../../../api/desk";
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
  /** A record of theirs is decided beside this: nothing else is done here. */
  beside?: boolean;
  /** Whether their face matters to it: each look at a picture is an entry of the log. */
  faces?: boolean;
}

/** What can be done with a candidate here, and why something cannot. */
function actsOf(story: Story, supervisor: boolean, own: boolean): { acts: Act[]; not: string[] } {
  const { candidate } = story;
  const { attendance, face, omr, status } = candidate;
  const acts: Act[] = [];
  const not: string[] = [];
  const present = attendance?.status === "completed";
  const touched = (face?.attempts ?? 0) > 0 || fingerOf(story) !== undefined || omr != null;
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
  if (act === "override") return <Override story={story} alertIds={alertIds} onClose={close} />;
  if (act === "settle") return <Settle story={story} alertIds={alertIds} onClose={close} />;
  if (act === "hand") return <HandOver story={story} onClose={close} />;
  if (act === "undo") return <Undo story={story} onClose={close} />;
  return <VoidSheet barcode={story.candidate.omr?.barcode ?? ""} onClose={close} />;
}

/** Who it is, with both pictures, and how far they are. */
function Who({ story, faces }: { story: Story; faces: boolean }) {
  const around = useAround();
  const { candidate } = story;
  return (
    <>
      {faces && (
        <Faces
          enrolled={candidate.faceEnrolled ? `/api/candidates/${around.examId}/${candidate.id}/photo` : undefined}
          attempts={attemptsOf(story)}
        />
      )}
      <Facts
        facts={[
          [t("candidate.roll"), <b>{candidate.rollNumber}</b>],
          [t("candidate.name"), candidate.name],
          [t("candidate.status"), <Chip tone={TONES[candidate.status]}>{t(`status.${candidate.status}`)}</Chip>],
          [t("candidate.seat"), [candidate.room, candidate.seat].filter(Boolean).join(", ") || "–"],
          [t("desk.gate"), nameOf(around, candidate.attendance?.operatorId)],
          [t("candidate.sheet"), candidate.omr ? <code>{candidate.omr.barcode}</code> : "–"],
          [t("check.fingerprint"), t(`desk.finger.${fingerOf(story) ?? "none"}`)],
        ]}
      />
    </>
  );
}

/** Conflicts of theirs that are open, where somebody else captured what came later. */
function Conflicts({ story }: { story: Story }) {
  const { examId, me } = useAround();
  const open = story.items.flatMap(({ conflict }) =>
    conflict && !conflict.resolved && conflict.operatorId !== me?.id ? [conflict] : [],
  );
  return (
    <>
      {open.map((one) => (
        <div key={one.conflictId}>
          <LinkButton href={`/exams/${examId}/conflicts/${one.conflictId}`}>{t("story.conflict.open")}</LinkButton>
        </div>
      ))}
    </>
  );
}

function StoryLink({ candidateId }: { candidateId: string }) {
  const { examId } = useAround();
  return (
    <LinkButton kind="quiet" href={`/exams/${examId}/candidates/${candidateId}`}>
      {t("alerts.story")}
    </LinkButton>
  );
}

type ReadProps = Required<Pick<Props, "alertIds" | "mismatch">> & { story: Story };

function WhatNow({ story, alertIds, mismatch }: ReadProps) {
  const around = useAround();
  const [act, setAct] = useState<Act>();
  const off = isOff();
  const { candidate } = story;
  // Nobody decides over what they captured themselves.
  const own = attemptsOf(story).some((one) => one.by === around.me?.id);
  const { acts, not } = actsOf(story, around.me?.role === "supervisor", own);
  const later = mismatch && (candidate.face?.verified === true || candidate.status === "biometric_completed");
  const shown: Act[] = mismatch && !own ? [...acts, "settle"] : acts;
  return (
    <>
      {later && (
        <Notice tone="good" title={t("desk.later")}>
          <p>{t("desk.later.next")}</p>
        </Notice>
      )}
      {own && (mismatch || !candidate.face?.verified) && candidate.status !== "biometric_completed" && (
        <WhoElse centreId={candidate.centreId} what="face" />
      )}
      <Conflicts story={story} />
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
        <StoryLink candidateId={candidate.id} />
      </Buttons>
      {off && shown.length > 0 && <Small>{t("desk.off.acts")}</Small>}
      {not.map((one) => (
        <Small key={one}>{one}</Small>
      ))}
      {act && <Window act={act} story={story} alertIds={alertIds} close={() => setAct(undefined)} />}
    </>
  );
}

/** One candidate, with what can be done. Read when somebody opens it: each look is an entry of the log. */
export function Candidate({ candidateId, alertIds = [], mismatch = false, beside = false, faces = true }: Props) {
  const { examId } = useAround();
  const story = useStory(examId, candidateId);
  return (
    <Show of={story}>
      {(read) => (
        <div class={styles.candidate}>
          <Who story={read} faces={faces} />
          {beside ? (
            <div>
              <StoryLink candidateId={candidateId} />
            </div>
          ) : (
            <WhatNow story={read} alertIds={alertIds} mismatch={mismatch} />
          )}
        </div>
      )}
    </Show>
  );
}
