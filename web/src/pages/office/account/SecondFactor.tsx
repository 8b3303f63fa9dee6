import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, refreshMe, type Schemas } from "../../../api/client";
import { Failure } from "../../../api/failure";
import { type Me, updated } from "../../../api/session";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Field, Form } from "../../../ui/field/Field";
import { Section, Small, Stack } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import { Confirm } from "./Confirm";
import { Remove } from "./Remove";
import { Secret } from "./Secret";

/** Refusals that tell that the account is not as this page has it: another window was quicker, or head office. */
const ELSEWHERE: readonly string[] = [
  "SECOND_FACTOR_EXISTS",
  "SECOND_FACTOR_NOT_FOUND",
  "SECOND_FACTOR_MANDATORY",
] satisfies Failure["code"][];

/** Does something with one's own second factor; what became of it elsewhere is shown with the refusal. */
async function own(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof Failure && ELSEWHERE.includes(thrown.code)) await refreshMe().catch(() => undefined);
    throw thrown;
  }
}

/** A second factor of one's own: set up, confirmed with its first code, turned off. `onDone`: it was waited for. */
export function SecondFactor({ me, onDone }: { me: Me; onDone?: (() => void) | undefined }) {
  const [secret, setSecret] = useState<Schemas["SecondFactorSecret"]>();
  const [anew, setAnew] = useState(false);
  const [password, setPassword] = useState("");
  const [removing, setRemoving] = useState(false);
  const act = useAct(() =>
    own(async () => {
      setSecret(await call("post", "/api/auth/second-factor", { body: { password } }));
      setPassword("");
      updated({ secondFactor: "pending" });
    }),
  );
  const confirm = async (code: string): Promise<void> => {
    await own(async () => {
      await call("post", "/api/auth/second-factor/confirm", { body: { code } });
    });
    setSecret(undefined);
    setAnew(false);
    updated({ secondFactor: "on" });
    onDone?.();
  };
  const remove = async (body: Schemas["RemoveSecondFactor"]): Promise<void> => {
    await own(async () => {
      await call("delete", "/api/auth/second-factor", { body });
    });
    setRemoving(false);
    updated({ secondFactor: "off" });
  };
  const state = me.secondFactor;
  const wrong = act.refusal?.code === "INVALID_CREDENTIALS";
  if (state === "on")
    return (
      <Section title={t("factor.title")} note={t("factor.on.note")} act={<Chip tone="good">{t("factor.on")}</Chip>}>
        <Small>{t(me.secondFactorRequired ? "factor.required.own" : "factor.lost")}</Small>
        {!me.secondFactorRequired && (
          <div>
            <Button onClick={() => setRemoving(true)}>{t("factor.remove.open")}</Button>
          </div>
        )}
        {removing && <Remove remove={remove} onClose={() => setRemoving(false)} />}
      </Section>
    );
  // What was begun in a page that is closed by now may be in the authenticator already.
  const begun = state === "pending" && !anew;
  return (
    <Section title={t("factor.title")} note={t("factor.note")}>
      {secret || begun ? (
        <Stack>
          {secret ? <Secret secret={secret} /> : <p>{t("factor.begun")}</p>}
          <Confirm key={secret?.secret} confirm={confirm} autofocus={secret === undefined} />
          {!secret && (
            <div>
              <Button kind="quiet" onClick={() => setAnew(true)}>
                {t("factor.anew")}
              </Button>
            </div>
          )}
        </Stack>
      ) : (
        <Form onSubmit={() => void act.run()}>
          <Field
            label={t("factor.password")}
            hint={t("factor.password.hint")}
            type="password"
            autocomplete="current-password"
            value={password}
            onInput={setPassword}
            {...(wrong ? { error: t("account.old.wrong") } : {})}
          />
          {!wrong && <FailureNotice failure={act.failure} />}
          <Buttons>
            <Button kind="primary" type="submit" busy={act.busy} disabled={!password}>
              {t("factor.begin")}
            </Button>
            {anew && (
              <Button kind="quiet" onClick={() => setAnew(false)}>
                {t("dialog.cancel")}
              </Button>
            )}
          </Buttons>
        </Form>
      )}
    </Section>
  );
}
