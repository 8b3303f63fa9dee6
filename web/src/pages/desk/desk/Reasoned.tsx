import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { decided } from "../../../api/desk";
import { isKey, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Form } from "../../../ui/field/Field";
import { Small } from "../../../ui/page/Page";
import { lined, Reason } from "../../../ui/reason/Reason";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { isOff } from "./people";

/** Refusals that tell that the thing is not as it is shown: it is looked at anew, not tried again. */
const MEANWHILE: readonly string[] = [
  "RECORD_DECIDED",
  "RECORD_NOT_FOUND",
  "BIOMETRIC_EXISTS",
  "ATTENDANCE_NOT_FOUND",
  "ATTENDANCE_REQUIRED",
];

/** A part of station 2 that is missing, in words. */
function partSays(part: string): string {
  const key = `desk.missing.${part}`;
  return isKey(key) ? t(key) : part;
}

interface Props {
  title: string;
  /** What it does, before anything is chosen. */
  says: ComponentChildren;
  usual: readonly string[];
  /** The words on the button. */
  act: string;
  danger?: boolean;
  ready?: boolean;
  /** What is known to be missing, and was said before. */
  known?: readonly string[];
  children?: ComponentChildren;
  /** What is told when it was done. */
  done: string;
  work: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** A window in which something is decided: with a reason, and only with a line. */
export function Reasoned({
  title,
  says,
  usual,
  act,
  danger,
  ready = true,
  known = [],
  children,
  done,
  work,
  onClose,
}: Props) {
  const [reason, setReason] = useState("");
  const off = isOff();
  const doing = useAct(() => work(lined(reason)));
  const look = (): void => {
    decided();
    onClose();
    // What was decided is gone from the list, and what had the focus with it.
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  };
  const submit = async (): Promise<void> => {
    if (!(await doing.run())) return;
    tell(done);
    look();
  };
  const refused = doing.refusal?.details("STATION_INCOMPLETE")?.details.missing ?? [];
  const missing = refused.filter((part) => !known.includes(part));
  const other = doing.refusal !== undefined && MEANWHILE.includes(doing.refusal.code);
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={() => void submit()}>
        {says}
        {children}
        <Reason label={t("conflict.reason")} usual={usual} value={reason} onInput={setReason} />
        <FailureNotice failure={doing.failure} />
        {missing.length > 0 && (
          <Notice tone="warn" title={t("desk.missing")}>
            <p>{missing.map(partSays).join(", ")}</p>
          </Notice>
        )}
        {off && <Small>{t("desk.off.acts")}</Small>}
        <Buttons>
          {other ? (
            <Button kind="primary" onClick={look}>
              {t("conflict.look")}
            </Button>
          ) : (
            <Button
              kind={danger ? "danger" : "primary"}
              type="submit"
              busy={doing.busy}
              disabled={off || !ready || !lined(reason)}
            >
              {act}
            </Button>
          )}
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
