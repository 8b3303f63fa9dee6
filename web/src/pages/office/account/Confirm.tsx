import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { Failure } from "../../../api/failure";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Form } from "../../../ui/field/Field";
import { CODE_DIGITS } from "../../../ui/onetime/digits";
import { OneTimeCode } from "../../../ui/onetime/OneTimeCode";
import { FailureNotice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

/** The first code, which shows that the secret has arrived in the authenticator. */
export function Confirm({ confirm, autofocus }: { confirm: (code: string) => Promise<void>; autofocus: boolean }) {
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState(0);
  const act = useAct(async () => {
    try {
      await confirm(code);
    } catch (thrown) {
      // What was not taken is typed anew; what did not arrive stays.
      if (thrown instanceof Failure && thrown.code === "INVALID_CREDENTIALS") {
        setCode("");
        setWrong((before) => before + 1);
      }
      throw thrown;
    }
    tell(t("factor.done"));
  });
  const refused = act.refusal?.code === "INVALID_CREDENTIALS";
  return (
    <Form onSubmit={() => code.length === CODE_DIGITS && void act.run()}>
      <OneTimeCode
        key={wrong}
        label={t("factor.first")}
        hint={t("factor.first.hint")}
        {...(refused ? { error: t("factor.first.wrong") } : {})}
        value={code}
        onInput={setCode}
        autofocus={autofocus || wrong > 0}
      />
      {!refused && <FailureNotice failure={act.failure} />}
      <div>
        <Button kind="primary" type="submit" busy={act.busy} disabled={code.length !== CODE_DIGITS}>
          {t("factor.confirm")}
        </Button>
      </div>
    </Form>
  );
}
