import { useState } from "preact/hooks";
import type { Schemas } from "../../../api/client";
import { usePicture } from "../../../api/picture";
import { advice, duration, exact, isCode, seconds, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { classes } from "../../../ui/classes";
import { OnePhoto } from "../../../ui/photos/PhotoPair";
import { saysOf } from "./says";
import styles from "./story.module.css";

type StoryItem = Schemas["StoryItem"];

/** A picture that is asked for when somebody wants to see it: each look is an entry of the log. */
function Picture({ path }: { path: string }) {
  const [wanted, setWanted] = useState(false);
  const picture = usePicture(wanted ? path : undefined);
  return wanted ? (
    <div class={styles.photo}>
      <OnePhoto caption={t("story.picture")} src={picture.src} missing={picture.failure?.says ?? t("state.loading")} />
    </div>
  ) : (
    <Button kind="quiet" onClick={() => setWanted(true)}>
      {t("story.picture.show")}
    </Button>
  );
}

/** The device of what was captured without a line: when by its clock, how wrong that was, and when it came. */
function Clock({ device }: { device: Schemas["StoryDevice"] }) {
  const off = device.clockOffsetMs;
  const late = Date.parse(device.receivedAt) - Date.parse(device.capturedAt);
  return (
    <p class={styles.more}>
      <span>{t("story.offline", { time: seconds(device.receivedAt), late: duration(late) })}</span>
      <span>
        {Math.abs(off) < 1000
          ? t("story.clock.right")
          : t(off > 0 ? "story.clock.ahead" : "story.clock.behind", { time: duration(Math.abs(off)) })}
      </span>
      <span>{t(device.proved ? "story.proved" : "story.unproved")}</span>
    </p>
  );
}

interface Props {
  item: StoryItem;
  examId: string;
  candidateId: string;
  who: string | undefined;
  /** Whether whoever reads may open the log. */
  log: boolean;
}

/** Something that happened with the candidate. */
export function Entry({ item, examId, candidateId, who, log }: Props) {
  const { title, tone, facts } = saysOf(item);
  const entry = item.seq == null ? undefined : t("story.entry", { seq: String(item.seq) });
  return (
    <li class={classes(styles.entry, styles[tone])}>
      <time dateTime={item.at} title={exact(item.at)}>
        {seconds(item.at)}
      </time>
      <div class={styles.what}>
        <p class={styles.kind}>
          {title}
          {item.outcome === "refused" && <Chip tone="warn">{t("audit.refused")}</Chip>}
        </p>
        {item.code && <p>{isCode(item.code) ? advice(item.code)[0] : item.code}</p>}
        <p class={styles.more}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {typeof item.data.barcode === "string" && <code>{item.data.barcode}</code>}
        </p>
        {item.reason && (
          <blockquote class={styles.reason} data-name>
            {item.reason}
          </blockquote>
        )}
        <p class={styles.more}>
          {who && <span>{who}</span>}
          {item.deviceId && <span>{t("story.device", { device: item.deviceId })}</span>}
        </p>
        {item.device && item.action !== "resolve_conflict" && <Clock device={item.device} />}
        {item.imageUrl && <Picture path={item.imageUrl} />}
        {item.conflict && (
          <a class={styles.go} href={`/exams/${examId}/conflicts/${item.conflict.conflictId}`}>
            {t(item.conflict.resolved ? "story.conflict.decided" : "story.conflict.open")}
          </a>
        )}
      </div>
      {entry &&
        (log ? (
          <a class={styles.seq} href={`/exams/${examId}/audit?candidate=${candidateId}&seq=${item.seq}`}>
            {entry}
          </a>
        ) : (
          <span class={styles.seq}>{entry}</span>
        ))}
    </li>
  );
}
