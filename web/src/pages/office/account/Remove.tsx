import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import type { Schemas } from "../../../api/client";
import { Failure } from "../../../api/failure";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Field, Form } from "../../../ui/field/Field";
import { CODE_DIGITS } from "../../../ui/onetime/digits";
import { OneTimeCode } from "../../../ui/onetime/OneTimeCode";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

/** Turns it off: whoever does so shows both, the password and a code. */
export function Remove({
  remove,
  onClose,
}: {
  remove: (body: Schemas["RemoveSecondFactor"]) => Promise<void>;
  onClose: () => void;
}) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const act = useAct(async () => {
    try {
      await remove({ password, code });
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.code === "INVALID_CREDENTIALS") setCode("");
      throw thrown;
    }
    tell(t("factor.removed"));
  });
  const refused = act.refusal?.code === "INVALID_CREDENTIALS";
  const ready = password && code.length === CODE_DIGITS;
  return (
    <Dialog title={t("factor.remove.title")} onClose={onClose}>
      <p>{t("factor.remove.why")}</p>
      <Form onSubmit={() => ready && void act.run()}>
        <Field
          label={t("factor.password")}
          type="password"
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
          autofocus
        />
        <OneTimeCode label={t("factor.code")} hint={t("factor.code.hint")} value={code} onInput={setCode} />
        {/* Which of the two was wrong, the server does not tell. */}
        {refused ? (
          <Notice tone="bad" title={t("factor.either")}>
            <p>{t("factor.either.next")}</p>
          </Notice>
        ) : (
          <FailureNotice failure={act.failure} />
        )}
        <Buttons>
          <Button kind="danger" type="submit" busy={act.busy} disabled={!ready}>
            {t("factor.remove")}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
