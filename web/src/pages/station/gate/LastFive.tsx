import { mine } from "../../../device/here";
import type { Captive } from "../../../device/outbox";
import type { Roster } from "../../../device/roster";
import { stateOf } from "../../../device/says";
import { seconds, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Section } from "../../../ui/page/Page";
import styles from "./gate.module.css";

const SHOWN = 5;

const isUndone = ({ standing, outcome }: Captive): boolean => standing.at === "void" || outcome?.undone === true;

/** Those who were marked last, here: whoever pressed too soon finds them again. */
export function LastFive({ roster, onUndo }: { roster: Roster; onUndo: (candidateId: string) => void }) {
  const marks = mine.value.filter((one) => one.entityType === "attendance" && one.examId === roster.exam.id);
  const last = marks.slice(-SHOWN).reverse();
  return (
    <Section title={t("gate.last")}>
      {last.length === 0 ? (
        <p>{t("gate.last.none")}</p>
      ) : (
        <ol class={styles.last}>
          {last.map((one) => (
            <li key={one.order}>
              <span>
                <b>{one.rollNumber}</b> <time dateTime={one.capturedAt}>{seconds(one.capturedAt)}</time>
              </span>
              <Chip tone={stateOf(one).tone}>{t(stateOf(one).key)}</Chip>
              {!isUndone(one) && one.standing.at !== "refused" && (
                <Button kind="quiet" about={one.rollNumber} onClick={() => onUndo(one.candidateId)}>
                  {t("gate.undo")}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
