import { useState } from "preact/hooks";
import { useAct } from "../api/act";
import { logIn } from "../api/client";
import { queries } from "../api/query";
import { left, type Me } from "../api/session";
import { t } from "../text";
import { Button, Buttons } from "../ui/button/Button";
import { Dialog } from "../ui/dialog/Dialog";
import { Field, Form } from "../ui/field/Field";
import { FailureNotice } from "../ui/state/State";

/** The session ended under an open page: log in over it. The page below, and what was typed in it, stays. */
export function LogInAgain({ me }: { me: Me }) {
  const [password, setPassword] = useState("");
  const act = useAct(async () => {
    await logIn(me.username, password);
    await queries.invalidateQueries();
  });
  return (
    <Dialog title={t("again.title")}>
      <p>{t("again.why", { name: me.name })}</p>
      <Form onSubmit={() => void act.run()}>
        <Field
          label={t("login.password")}
          type="password"
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
          autofocus
        />
        <FailureNotice failure={act.failure} />
        <Buttons>
          <Button kind="primary" type="submit" busy={act.busy}>
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
