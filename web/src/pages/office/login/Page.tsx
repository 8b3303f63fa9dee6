import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useLogIn } from "../../../api/login";
import { session } from "../../../api/session";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { CODE_DIGITS } from "../../../ui/onetime/digits";
import { OneTimeCode } from "../../../ui/onetime/OneTimeCode";
import { Card, Page, Small } from "../../../ui/page/Page";
import { FailureNotice, Notice, useNow } from "../../../ui/state/State";

/** Only a path of this very page is gone back to. */
function back(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith("/login") ? to : "/";
}

export default function LogIn() {
  const { query, route } = useLocation();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const login = useLogIn(username, password);
  const { act, wanted, code } = login;
  const now = useNow(1000);
  const inside = session.value.state === "in";
  useEffect(() => {
    if (inside) route(back(query.to), true);
  }, [inside]);
  const rest = Math.ceil((login.until - now) / 1000);
  const ready = username.trim() && password && (!wanted || code.length === CODE_DIGITS);
  return (
    <Page
      title={t("login.title")}
      lead={wanted ? t("login.code.why", { user: username.trim() }) : t("login.lead")}
      narrow
    >
      <Card>
        <Form onSubmit={() => ready && rest <= 0 && void act.run()}>
          {wanted ? (
            <OneTimeCode
              key={login.wrong}
              label={t("factor.code")}
              hint={t("factor.code.hint")}
              {...(login.refused && rest <= 0 ? { error: t("factor.code.wrong") } : {})}
              value={code}
              onInput={login.setCode}
              autofocus
            />
          ) : (
            <>
              <Field label={t("login.name")} autocomplete="username" value={username} onInput={setUsername} autofocus />
              <Field
                label={t("login.password")}
                type="password"
                autocomplete="current-password"
                value={password}
                onInput={setPassword}
              />
            </>
          )}
          {rest > 0 ? (
            <Notice tone="warn" title={t("login.wait", { count: rest })}>
              <p>{t("login.wait.why")}</p>
            </Notice>
          ) : (
            !login.refused && <FailureNotice failure={act.failure} />
          )}
          <Buttons>
            <Button kind="primary" type="submit" busy={act.busy} disabled={rest > 0 || !ready}>
              {t("login.enter")}
            </Button>
            {wanted && (
              <Button kind="quiet" onClick={login.back}>
                {t("login.back")}
              </Button>
            )}
          </Buttons>
        </Form>
      </Card>
      {!wanted && (
        <Small>
          {t("login.first")} <code>mpa user add</code>
        </Small>
      )}
    </Page>
  );
}
