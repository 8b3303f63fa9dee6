import { useState } from "preact/hooks";
import { useKeptOut } from "../../../../capture/useScanner";
import type { Progress } from "../../../../flow/room";
import { t } from "../../../../text";
import { Button, Buttons } from "../../../../ui/button/Button";
import { Dialog } from "../../../../ui/dialog/Dialog";
import { Form } from "../../../../ui/field/Field";
import { lined, Reason } from "../../../../ui/reason/Reason";
import { Notice } from "../../../../ui/state/State";

const WHY_NONE = ["override.covered", "override.injured", "override.camera", "override.noPhoto"] as const;
const WHY_ALL_THE_SAME = ["override.document", "override.older", "override.injured", "override.known"] as const;

interface Reasons {
  noAttempt?: string | undefined;
  override?: string | undefined;
}

interface Props {
  progress: Progress;
  may: boolean;
  /** Whether whoever works here decides alone. */
  mayApprove: boolean;
  isSupervisor: boolean;
  reasons: Reasons;
  onReasons: (reasons: Reasons) => void;
}

function Why({
  title,
  usual,
  act,
  onSay,
  onClose,
}: {
  title: string;
  usual: readonly string[];
  act: string;
  onSay: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const code = useKeptOut();
  return (
    <Dialog title={title} onClose={onClose} aside={code && t("gate.ignored.busy", { code })}>
      <Form onSubmit={() => lined(reason) && onSay(lined(reason))}>
        <Reason label={t("undo.why")} usual={usual} value={reason} onInput={setReason} />
        <Buttons>
          <Button kind="primary" type="submit" disabled={!lined(reason)}>
            {act}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

/** The way out where a machine says no: a reason, and whoever may decide. */
export function Override({ progress, may, mayApprove, isSupervisor, reasons, onReasons }: Props) {
  const [asking, setAsking] = useState<"none" | "override">();
  const isMatched = progress.attempts.some((one) => one.kind === "compared" && one.verified);
  const isMismatched = progress.attempts.some((one) => one.kind === "compared" && !one.verified);
  if (isMatched) return null;
  const given = reasons.override ?? reasons.noAttempt;
  return (
    <>
      {given && (
        <Notice
          tone="warn"
          title={t("override.given", { reason: given })}
          act={<Button onClick={() => onReasons({})}>{t("override.back")}</Button>}
        />
      )}
      {!given && !mayApprove && isMismatched && (
        <Notice tone="plain" title={t("override.supervisor")}>
          <p>{t("override.supervisor.says")}</p>
        </Notice>
      )}
      <Buttons>
        {!given && progress.attempts.length === 0 && (
          <Button kind="quiet" onClick={() => setAsking("none")}>
            {t("override.none")}
          </Button>
        )}
        {!given && may && isMismatched && (
          <Button kind="quiet" onClick={() => setAsking("override")}>
            {t("override.act")}
          </Button>
        )}
      </Buttons>
      {asking === "none" && (
        <Why
          title={t("override.none")}
          usual={WHY_NONE.map((key) => t(key))}
          act={t("override.none.act")}
          onSay={(reason) => {
            setAsking(undefined);
            onReasons(isSupervisor ? { noAttempt: reason, override: reason } : { noAttempt: reason });
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === "override" && (
        <Why
          title={t("override.act")}
          usual={WHY_ALL_THE_SAME.map((key) => t(key))}
          act={t("override.act")}
          onSay={(reason) => {
            setAsking(undefined);
            onReasons({ override: reason });
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
