import { useState } from "preact/hooks";
import type { Captive } from "../../../device/outbox";
import { stateOf } from "../../../device/says";
import { sending } from "../../../sync/sender";
import { advice, isCode, isKey, seconds, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import styles from "./queue.module.css";

const MOST = 60;

/** Why a record is where it is, and what to do. */
function Why({ record }: { record: Captive }) {
  const { standing, outcome } = record;
  if (outcome?.reason) return <p>{t("record.because", { reason: outcome.reason })}</p>;
  const code = standing.at === "refused" || standing.at === "kept" ? standing.code : undefined;
  if (standing.at === "conflict") return <p>{t("record.conflict.says")}</p>;
  if (!code) return null;
  // What only a record can be refused for is said as at the desk.
  const own = `desk.code.${code}`;
  if (isKey(own)) return <p>{t(own)}</p>;
  if (!isCode(code)) return <p>{code}</p>;
  const [says, next] = advice(code);
  return (
    <p>
      {says} {next}
    </p>
  );
}

/** A list of records, each with its state in words. */
export function Records({ records, onAgain }: { records: readonly Captive[]; onAgain: (order: number) => void }) {
  const [all, setAll] = useState(false);
  const shown = all ? records : records.slice(0, MOST);
  if (records.length === 0) return <p>{t("queue.none")}</p>;
  return (
    <>
      <ol class={styles.records}>
        {shown.map((one) => {
          const isGoing = sending.value.has(one.order);
          const { key, tone } = stateOf(one);
          return (
            <li key={one.order} class={styles.record}>
              <span class={styles.what}>
                <b>{one.rollNumber}</b> {t(`record.type.${one.entityType}`)}
              </span>
              <time dateTime={one.capturedAt}>{seconds(one.capturedAt)}</time>
              <Chip tone={isGoing ? "accent" : tone}>{t(isGoing ? "record.sending" : key)}</Chip>
              <div class={styles.why}>
                <Why record={one} />
                {one.standing.at === "refused" && (
                  <Button kind="quiet" about={one.rollNumber} onClick={() => onAgain(one.order)}>
                    {t("record.again")}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {!all && records.length > MOST && <Button onClick={() => setAll(true)}>{t("queue.more")}</Button>}
    </>
  );
}
