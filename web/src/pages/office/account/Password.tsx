import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, renewed } from "../../../api/client";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { Section } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

/** Another password. `given`: the present one is somebody else's, and everything else waits for one's own. */
export function Password({ given, onDone }: { given: boolean; onDone: () => void }) {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const act = useAct(async () => {
    await call("post", "/api/auth/password", { body: { old, new: fresh } });
    // What the session may do is in its token: the next one may do everything again.
    if (given) await renewed();
    setOld("");
    setFresh("");
    setAgain("");
    tell(t("account.changed"));
    if (given) onDone();
  });
  const wrong = act.refusal?.code === "INVALID_CREDENTIALS";
  const differs = again !== "" && again !== fresh;
  return (
    <Section
      title={t(given ? "account.choose" : "account.password")}
      note={given ? undefined : t("account.password.note")}
    >
      <Form onSubmit={() => void act.run()}>
        <Field
          label={t(given ? "account.old.given" : "account.old")}
          type="password"
          autocomplete="current-password"
          value={old}
          onInput={setOld}
          {...(wrong ? { error: t("account.old.wrong") } : {})}
        />
        <Field
          label={t("account.new")}
          hint={t("operators.password.hint")}
          type="password"
          autocomplete="new-password"
          value={fresh}
          onInput={setFresh}
        />
        <Field
          label={t("account.again")}
          type="password"
          autocomplete="new-password"
          value={again}
          onInput={setAgain}
          {...(differs ? { error: t("account.differs") } : {})}
        />
        {!wrong && <FailureNotice failure={act.failure} />}
        <div>
          <Button kind="primary" type="submit" busy={act.busy} disabled={!old || fresh.length < 8 || fresh !== again}>
            {t(given ? "account.choose.act" : "account.change")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
