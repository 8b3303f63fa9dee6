import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { useKeptOut } from "../../../capture/useScanner";
import type { Candidate, Roster } from "../../../device/roster";
import { presenceOf } from "../../../device/work";
import { isOnline, undo } from "../../../sync/record";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Form } from "../../../ui/field/Field";
import { lined, Reason } from "../../../ui/reason/Reason";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { marked } from "./Verdict";

const REASONS = ["undo.soon", "undo.wrong", "undo.left", "undo.test"] as const;

interface Props {
  roster: Roster;
  candidate: Candidate;
  onDone: () => void;
  onClose: () => void;
}

/** Takes a mark back, with a reason: here while it has not left the device, else at the server. */
export function Undo({ roster, candidate, onDone, onClose }: Props) {
  const [reason, setReason] = useState("");
  const presence = presenceOf(candidate);
  const code = useKeptOut();
  const act = useAct(async () => {
    await undo(roster, candidate, presence?.record, lined(reason));
    onDone();
  });
  const gone = presence?.record?.tried !== false && !isOnline();
  return (
    <Dialog
      title={t("undo.title", { roll: candidate.rollNumber })}
      onClose={onClose}
      aside={code && t("gate.ignored.busy", { code })}
    >
      <Form onSubmit={() => lined(reason) && !gone && void act.run()}>
        {presence && <p>{marked(presence)}</p>}
        {gone && (
          <Notice tone="warn" title={t("undo.gone")}>
            <p>{t("undo.gone.next")}</p>
          </Notice>
        )}
        <Reason label={t("undo.why")} usual={REASONS.map((key) => t(key))} value={reason} onInput={setReason} />
        <FailureNotice failure={act.failure} />
        <Buttons>
          <Button kind="danger" type="submit" busy={act.busy} disabled={!lined(reason) || gone}>
            {t("undo.act")}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
