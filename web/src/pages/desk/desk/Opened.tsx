import { useState } from "preact/hooks";
import type { Handed, Waiting } from "../../../api/desk";
import { moment, t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Facts } from "../../../ui/figure/Figure";
import { Small } from "../../../ui/page/Page";
import { Candidate } from "./Candidate";
import { Decide, type How } from "./Decide";
import styles from "./desk.module.css";
import { isOff, nameOf, useAround } from "./people";
import { nextOf, whyOf } from "./says";
import { WhoElse } from "./WhoElse";

function Record({ record }: { record: Handed }) {
  const around = useAround();
  return (
    <>
      <Facts
        facts={[
          [t("fact.operatorId"), nameOf(around, record.capturedBy)],
          [t("fact.proved"), t(record.proved ? "fact.proved.yes" : "fact.proved.no")],
          [t("fact.uploadedBy"), nameOf(around, record.uploadedBy)],
          [t("fact.capturedAt"), record.capturedAt ? moment(record.capturedAt) : "–"],
          [t("fact.receivedAt"), moment(record.receivedAt)],
        ]}
      />
      {/* What the code leaves open, the server has said in its own words. */}
      {record.error && (record.code === "VALIDATION" || !record.readable) && (
        <p class={styles.server} lang="en">
          {record.error}
        </p>
      )}
      {record.imageKept && <Small>{t("desk.imageKept")}</Small>}
    </>
  );
}

/** What the server lets this person do with a record, in the order in which it is tried. */
function stepsOf(one: Waiting): How[] {
  const steps: How[] = [];
  if (one.next.includes("apply")) steps.push("apply");
  // What is applied may be corrected with it: of a face there is nothing to correct but whose it is.
  if (one.next.includes("correct") || one.next.includes("apply")) steps.push("correct");
  if (one.next.includes("discard")) steps.push("discard");
  return steps;
}

function OfRecord({ one }: { one: Waiting }) {
  const [how, setHow] = useState<How>();
  const off = isOff();
  const steps = stepsOf(one);
  if (steps.length === 0) return <WhoElse centreId={one.centreId} what="record" />;
  return (
    <>
      <Buttons>
        {steps.map((step, place) => (
          <Button
            key={step}
            kind={place === 0 ? "primary" : "plain"}
            disabled={off}
            about={one.rollNumber ?? t("desk.unknown")}
            onClick={() => setHow(step)}
          >
            {t(`desk.open.${step}`)}
          </Button>
        ))}
      </Buttons>
      {off && <Small>{t("desk.off.acts")}</Small>}
      {how && <Decide one={one} how={how} onClose={() => setHow(undefined)} />}
    </>
  );
}

function OfConflict({ one }: { one: Waiting }) {
  const { examId, me } = useAround();
  if (me && one.captors.includes(me.id)) return <WhoElse centreId={one.centreId} what="record" />;
  return (
    <Buttons>
      <LinkButton kind="primary" href={`/exams/${examId}/conflicts/${one.conflictId}`}>
        {t("story.conflict.open")}
      </LinkButton>
    </Buttons>
  );
}

/** One of the things that wait, opened: why, what is known, and then what can be done. */
export function Opened({ one }: { one: Waiting }) {
  return (
    <div class={styles.opened}>
      <div>
        <p>{whyOf(one)}</p>
        <p class={styles.next}>{nextOf(one)}</p>
      </div>
      {one.candidateId && (
        <Candidate
          key={one.candidateId}
          candidateId={one.candidateId}
          alertIds={one.alertIds}
          mismatch={one.what === "mismatch"}
          beside={one.what !== "mismatch"}
          faces={one.what !== "conflict" && one.entityType !== "omr" && one.entityType !== "fingerprint"}
        />
      )}
      {one.record && <Record record={one.record} />}
      {one.recordId && <OfRecord one={one} />}
      {one.what === "conflict" && <OfConflict one={one} />}
    </div>
  );
}
