import { usePace } from "../../../api/pace";
import { t } from "../../../text";
import { paced, Pace as Steps } from "../../../ui/pace/Pace";
import { Card, Section, Small } from "../../../ui/page/Page";
import { Show } from "../../../ui/state/State";

/** Where the seconds of the candidates go. */
export function Pace({ examId }: { examId: string }) {
  const pace = usePace(examId);
  return (
    <Card>
      <Section title={t("pace.title")} note={paced(pace.data)}>
        <Show part of={pace} empty={(read) => (read.steps.length === 0 ? <Small>{t("pace.none")}</Small> : undefined)}>
          {(read) => <Steps steps={read.steps} />}
        </Show>
      </Section>
    </Card>
  );
}
