import { call, type Schemas } from "../../../api/client";
import { byId, useCentres, useOperators, useSlots } from "../../../api/lists";
import { usePicture } from "../../../api/picture";
import { useRemote } from "../../../api/query";
import { myRole } from "../../../api/session";
import { isKey, moment, number, seconds, t } from "../../../text";
import { Chip } from "../../../ui/chips/Chips";
import { Facts } from "../../../ui/figure/Figure";
import { Card, Columns, Page, Section, Small } from "../../../ui/page/Page";
import { OnePhoto } from "../../../ui/photos/PhotoPair";
import { Show } from "../../../ui/state/State";
import styles from "./story.module.css";

type StoryItem = Schemas["StoryItem"];

function kindOf(entry: StoryItem): string {
  const key = `action.${entry.action}`;
  return isKey(key) ? t(key) : entry.action;
}

function Entry({ entry, operators }: { entry: StoryItem; operators: ReadonlyMap<string, { name: string }> }) {
  const percentage = (entry.data as { matchPercentage?: unknown }).matchPercentage;
  const who = entry.actorId ? operators.get(entry.actorId)?.name : undefined;
  return (
    <li class={styles.entry}>
      <time dateTime={entry.at} title={moment(entry.at)}>
        {seconds(entry.at)}
      </time>
      <div class={styles.what}>
        <p class={styles.kind}>{kindOf(entry)}</p>
        <p class={styles.more}>
          {who && <span>{who}</span>}
          {entry.deviceId && <span>{t("story.device", { device: entry.deviceId })}</span>}
          {typeof percentage === "number" && <span>{number(percentage, 2)} %</span>}
        </p>
      </div>
      {entry.seq != null && <span class={styles.seq}>{t("story.entry", { seq: String(entry.seq) })}</span>}
    </li>
  );
}

export default function Story({ params }: { params: Readonly<Record<string, string>> }) {
  const [examId, candidateId] = [params.e ?? "", params.c ?? ""];
  const head = myRole() === "admin";
  const images = myRole() !== "observer";
  const candidate = useRemote({
    key: ["candidate", examId, candidateId],
    read: (signal) => call("get", "/api/candidates/{examId}/{candidateId}", { path: { examId, candidateId }, signal }),
  });
  const story = useRemote({
    key: ["story", examId, candidateId],
    read: (signal) =>
      call("get", "/api/candidates/{examId}/{candidateId}/story", { path: { examId, candidateId }, signal }),
  });
  const slots = byId(useSlots(examId).data);
  const centres = byId(useCentres().data);
  const operators = byId(useOperators(head).data);
  const enrolled = candidate.data?.faceEnrolled === true;
  const photo = usePicture(images && enrolled ? `/api/candidates/${examId}/${candidateId}/photo` : undefined);
  return (
    <Page title={candidate.data ? candidate.data.rollNumber : t("story.title")} lead={candidate.data?.name}>
      <Columns>
        <Section title={t("story.heading")} note={t("story.note")}>
          <Show of={story} empty={(read) => (read.items.length === 0 ? <Small>{t("story.none")}</Small> : undefined)}>
            {(read) => (
              <ol class={styles.story}>
                {read.items.map((entry) => (
                  <Entry key={entry.eventId} entry={entry} operators={operators} />
                ))}
              </ol>
            )}
          </Show>
        </Section>
        <Card>
          <Show part of={candidate}>
            {(one) => (
              <>
                <div class={styles.photo}>
                  <OnePhoto
                    caption={t("photo.enrolled")}
                    src={photo.src}
                    missing={!images ? t("photo.notYours") : enrolled ? photo.failure?.says : t("photo.none")}
                  />
                </div>
                <Facts
                  facts={[
                    [t("candidate.status"), <Chip>{t(`status.${one.status}`)}</Chip>],
                    [
                      t("candidate.centre"),
                      centres.get(one.centreId)
                        ? `${centres.get(one.centreId)?.code} ${centres.get(one.centreId)?.name}`
                        : "–",
                    ],
                    [t("candidate.slot"), slots.get(one.slotId)?.slotName ?? "–"],
                    [t("candidate.father"), one.fatherName ?? "–"],
                    [t("candidate.dob"), one.dob ?? "–"],
                    [t("candidate.sheet"), one.omr ? <code>{one.omr.barcode}</code> : "–"],
                    [
                      t("candidate.match"),
                      one.face?.matchPercentage == null ? "–" : `${number(one.face.matchPercentage, 2)} %`,
                    ],
                  ]}
                />
              </>
            )}
          </Show>
        </Card>
      </Columns>
    </Page>
  );
}
