import { strangers } from "../../../../api/desk";
import type { Captive } from "../../../../device/outbox";
import { isRetake } from "../../../../device/work";
import type { Progress } from "../../../../flow/room";
import { advice, isCode, matched, t } from "../../../../text";
import { Notice } from "../../../../ui/state/State";

/** What a percentage means: how seldom a stranger has as much. */
function meaning(percentage: number): string {
  const count = strangers(percentage);
  return count ? t("desk.strangers", { count }) : t("desk.strangers.many");
}

/** What came of a picture: its score and what that means, that it is scored later, or why another is taken. */
export function Result({
  made,
  progress,
  threshold,
}: {
  made: Captive;
  progress: Progress;
  threshold: { faceThreshold?: number };
}) {
  if (isRetake(made) && made.standing.at === "refused") {
    const [says, next] = advice(isCode(made.standing.code) ? made.standing.code : "INTERNAL");
    return (
      <Notice tone="bad" title={says}>
        <p>
          {next} {t("room.noAttempt")}
        </p>
      </Notice>
    );
  }
  const last = progress.attempts.at(-1);
  const { verified, matchPercentage } =
    made.outcome?.matchPercentage !== undefined
      ? made.outcome
      : last?.kind === "compared"
        ? last
        : { verified: undefined, matchPercentage: undefined };
  if (matchPercentage === undefined) {
    return (
      <Notice tone="plain" title={t("room.kept")}>
        <p>{t("room.kept.says")}</p>
      </Notice>
    );
  }
  const needed =
    threshold.faceThreshold === undefined ? "" : t("room.needed", { percent: matched(threshold.faceThreshold) });
  return (
    <Notice
      tone={verified ? "good" : "bad"}
      title={t(verified ? "room.match" : "room.mismatch", { percent: matched(matchPercentage) })}
    >
      <p>
        {meaning(matchPercentage)} {!verified && needed}
      </p>
      {!verified && <p>{t("room.mismatch.next")}</p>}
    </Notice>
  );
}
