import { useState } from "preact/hooks";
import { useLogIn } from "../api/login";
import { queries } from "../api/query";
import { left, type Me } from "../api/session";
import { t } from "../text";
import { Button, Buttons } from "../ui/button/Button";
import { Dialog } from "../ui/dialog/Dialog";
import { Field, Form } from "../ui/field/Field";
import { CODE_DIGITS } from "../ui/onetime/digits";
import { OneTimeCode } from "../ui/onetime/OneTimeCode";
import { FailureNotice } from "../ui/state/State";

/** The session ended under an open page: log in over it. The page below, and what was typed in it, stays. */
export function LogInAgain({ me }: { me: Me }) {
  const [password, setPassword] = useState("");
  const login = useLogIn(me.username, password, () => queries.invalidateQueries());
  const { act, wanted, code } = login;
  const ready = password && (!wanted || code.length === CODE_DIGITS);
  return (
    <Dialog title={t("again.title")}>
      <p>{t("again.why", { name: me.name })}</p>
      <Form onSubmit={() => ready && void act.run()}>
        {wanted ? (
          <OneTimeCode
            key={login.wrong}
            label={t("factor.code")}
            hint={t("factor.code.hint")}
            {...(login.refused ? { error: t("factor.code.wrong") } : {})}
            value={code}
            onInput={login.setCode}
            autofocus
          />
        ) : (
          <Field
            label={t("login.password")}
            type="password"
            autocomplete="current-password"
            value={password}
            onInput={setPassword}
            autofocus
          />
        )}
        {!login.refused && <FailureNotice failure={act.failure} />}
        <Buttons>
          <Button kind="primary" type="submit" busy={act.busy} disabled={!ready}>
            {t("login.enter")}
          </Button>
          <Button kind="quiet" onClick={left}>
            {t("again.other")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
