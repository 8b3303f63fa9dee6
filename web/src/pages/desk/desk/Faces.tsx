import { useState } from "preact/hooks";
import { type Attempt, strangers } from "../../../api/desk";
import { usePicture } from "../../../api/picture";
import { clock, matched, t } from "../../../text";
import { Chip, Choices } from "../../../ui/chips/Chips";
import { Small } from "../../../ui/page/Page";
import { PhotoPair } from "../../../ui/photos/PhotoPair";
import styles from "./desk.module.css";

/** The percentage of a comparison, and what it says of strangers: it is no probability. */
function Match({ attempt }: { attempt: Attempt }) {
  const count = strangers(attempt.percentage);
  return (
    <div class={styles.match}>
      <p class={styles.percentage}>
        <b>{matched(attempt.percentage)}</b>
        <Chip tone={attempt.matched ? "good" : "bad"}>{t(attempt.matched ? "story.matched" : "story.notMatched")}</Chip>
        {attempt.copied && <Chip tone="bad">{t("story.copied")}</Chip>}
      </p>
      <p>{t("desk.needed", { needed: matched(attempt.threshold) })}</p>
      {attempt.own && !attempt.copied && <p>{count ? t("desk.strangers", { count }) : t("desk.strangers.many")}</p>}
      <Small>{t(attempt.copied ? "desk.copyScale" : attempt.own ? "desk.noProbability" : "desk.otherScale")}</Small>
    </div>
  );
}

interface Props {
  /** Where the enrolled photograph is; nothing: there is none. */
  enrolled: string | undefined;
  attempts: readonly Attempt[];
}

/** The picture on the form beside that of the station, and how alike they are to the engine. */
export function Faces({ enrolled, attempts }: Props) {
  const [chosen, setChosen] = useState("");
  const attempt = attempts.find((one) => one.at === chosen) ?? attempts.at(-1);
  const left = usePicture(enrolled);
  const right = usePicture(attempt?.picture);
  const wait = (path: string | undefined, says: string | undefined): string | undefined =>
    says ?? (path ? t("state.loading") : undefined);
  if (!enrolled && !attempt) return <p>{t("desk.noFaces")}</p>;
  return (
    <div class={styles.faces}>
      <PhotoPair
        left={{ caption: t("photo.enrolled"), src: left.src, missing: wait(enrolled, left.failure?.says) }}
        right={{
          caption: attempt ? t("desk.live", { time: clock(attempt.at) }) : t("desk.live.none"),
          src: attempt ? right.src : undefined,
          missing: wait(attempt?.picture, right.failure?.says) ?? t("desk.live.none"),
        }}
      />
      {attempts.length > 1 && (
        <Choices
          label={t("desk.attempts")}
          value={attempt?.at ?? ""}
          choices={attempts.map((one) => ({
            value: one.at,
            label: t("desk.attempt", { count: one.number, match: matched(one.percentage) }),
          }))}
          onChange={setChosen}
        />
      )}
      {attempt && <Match attempt={attempt} />}
    </div>
  );
}
