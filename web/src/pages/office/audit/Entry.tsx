import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { type Step, type Verdict, verified } from "../../../api/proof";
import { moment, number, t } from "../../../text";
import { Button, LinkButton } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Facts } from "../../../ui/figure/Figure";
import { Section, Small } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";

const STEPS: readonly Step[] = ["leaf", "path", "checkpoint", "signature"];
const TONES = { holds: "good", fails: "bad", unable: "warn" } as const;

/** What a conflict is about, and why it was decided so, stands on its own page. */
const OF_CONFLICTS = ["sync_conflict", "resolve_conflict"];

interface Props {
  examId: string;
  entry: Schemas["AuditEntry"];
  title: string;
  who: string;
  why: string | undefined;
}

/** One entry, and whether it is in the log: computed here, out of what the server gave. */
export function Entry({ examId, entry, title, who, why }: Props) {
  const [verdict, setVerdict] = useState<Verdict>();
  const act = useAct(async () => {
    const path = { examId, eventId: entry.id };
    const [proof, checkpoint] = await Promise.all([
      call("get", "/api/audit/{examId}/{eventId}/proof", { path }),
      call("get", "/api/audit/checkpoint"),
    ]);
    setVerdict(await verified(proof, checkpoint.publicKey));
  });
  const outcomes = verdict && Object.values(verdict);
  const overall = outcomes?.includes("fails") ? "fails" : outcomes?.includes("unable") ? "unable" : "holds";
  return (
    <Section title={title} note={t("audit.entry", { seq: number(entry.seq) })}>
      <Facts
        facts={[
          [t("audit.who"), who],
          [t("alerts.at"), moment(entry.occurredAt)],
          ...(why ? [[t("import.why"), why] as const] : []),
          ...(entry.address ? [[t("audit.address"), <code>{entry.address}</code>] as const] : []),
          ...(entry.deviceId ? [[t("devices.device"), entry.deviceId] as const] : []),
          [t("audit.id"), <code>{entry.id}</code>],
        ]}
      />
      {verdict && (
        <>
          <Notice tone={TONES[overall]} title={t(`proof.${overall}`)}>
            <p>{t(`proof.${overall}.next`)}</p>
          </Notice>
          <Facts
            facts={STEPS.map(
              (step) =>
                [
                  t(`proof.step.${step}`),
                  <Chip tone={TONES[verdict[step]]}>{t(`proof.word.${verdict[step]}`)}</Chip>,
                ] as const,
            )}
          />
        </>
      )}
      <FailureNotice failure={act.failure} />
      <div>
        <Button kind="primary" busy={act.busy} onClick={() => void act.run()}>
          {t("proof.check")}
        </Button>
      </div>
      <Small>{t("proof.note")}</Small>
      {OF_CONFLICTS.includes(entry.action) && entry.subjectId && (
        <div>
          <LinkButton href={`/exams/${examId}/conflicts/${entry.subjectId}`}>
            {t(entry.action === "resolve_conflict" ? "story.conflict.decided" : "conflict.title")}
          </LinkButton>
        </div>
      )}
    </Section>
  );
}
