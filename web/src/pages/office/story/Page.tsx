import { call, type Schemas } from "../../../api/client";
import { byId, useCentres, useOperators, useSlots } from "../../../api/lists";
import { usePicture } from "../../../api/picture";
import { useRemote } from "../../../api/query";
import { myRole } from "../../../api/session";
import { date, day, matched, t } from "../../../text";
import { Chip } from "../../../ui/chips/Chips";
import { Facts } from "../../../ui/figure/Figure";
import { Card, Columns, Page, Section, Small } from "../../../ui/page/Page";
import { OnePhoto } from "../../../ui/photos/PhotoPair";
import { Notice, Show } from "../../../ui/state/State";
import { Entry } from "./Entry";
import styles from "./story.module.css";

type Candidate = Schemas["CandidateView"];
const TONES = {
  registered: "plain",
  attendance_completed: "accent",
  biometric_completed: "good",
  absent: "warn",
} as const;

/** Who it is, and how far they are now. */
function Who({ examId, one }: { examId: string; one: Candidate }) {
  const images = myRole() !== "observer";
  const slots = byId(useSlots(examId).data);
  const centre = byId(useCentres().data).get(one.centreId);
  const photo = usePicture(images && one.faceEnrolled ? `/api/candidates/${examId}/${one.id}/photo` : undefined);
  const match = one.face?.matchPercentage;
  return (
    <Card>
      <div class={styles.photo}>
        <OnePhoto
          caption={t("photo.enrolled")}
          src={photo.src}
          missing={!images ? t("photo.notYours") : one.faceEnrolled ? photo.failure?.says : t("photo.none")}
        />
      </div>
      <Facts
        facts={[
          [t("candidate.status"), <Chip tone={TONES[one.status]}>{t(`status.${one.status}`)}</Chip>],
          [t("candidate.centre"), centre ? `${centre.code} ${centre.name}` : "–"],
          [t("candidate.slot"), slots.get(one.slotId)?.slotName ?? "–"],
          [t("candidate.room"), one.room ?? "–"],
          [t("candidate.seat.one"), one.seat ?? "–"],
          ...(images
            ? [
                [t("candidate.father"), one.fatherName ?? "–"] as const,
                [t("candidate.dob"), one.dob ? date(one.dob) : "–"] as const,
              ]
            : []),
          [t("candidate.sheet"), one.omr ? <code>{one.omr.barcode}</code> : "–"],
          [t("candidate.match"), match == null ? "–" : matched(match)],
        ]}
      />
    </Card>
  );
}

/** The entries by day: a story that lasts longer says so. */
function byDay(items: readonly Schemas["StoryItem"][]): [string, Schemas["StoryItem"][]][] {
  return [...Map.groupBy(items, (item) => day(item.at))];
}

export default function Story({ params }: { params: Readonly<Record<string, string>> }) {
  const [examId, candidateId] = [params.e ?? "", params.c ?? ""];
  const role = myRole();
  const story = useRemote({
    key: ["story", examId, candidateId],
    read: (signal) =>
      call("get", "/api/candidates/{examId}/{candidateId}/story", { path: { examId, candidateId }, signal }),
  });
  const operators = byId(useOperators(role === "admin" || role === "supervisor").data);
  return (
    <Page
      title={story.data ? story.data.candidate.rollNumber : t("story.title")}
      lead={role === "observer" ? undefined : story.data?.candidate.name}
    >
      <Show of={story}>
        {(read) => (
          <Columns>
            <Section title={t("story.heading")} note={t("story.note")}>
              {!read.complete && (
                <Notice tone="warn" title={t("story.long")}>
                  <p>{t("story.long.next")}</p>
                </Notice>
              )}
              {read.items.length === 0 && <Small>{t("story.none")}</Small>}
              {byDay(read.items).map(([name, items]) => (
                <div key={name}>
                  <h3 class={styles.day}>{name}</h3>
                  <ol class={styles.story}>
                    {items.map((item) => (
                      <Entry
                        key={item.eventId}
                        item={item}
                        examId={examId}
                        candidateId={candidateId}
                        who={item.actorId ? operators.get(item.actorId)?.name : undefined}
                        log={role === "admin"}
                      />
                    ))}
                  </ol>
                </div>
              ))}
            </Section>
            <Who examId={examId} one={read.candidate} />
          </Columns>
        )}
      </Show>
    </Page>
  );
}
