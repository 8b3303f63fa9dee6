import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAct } from "../../../api/act";
import { logIn } from "../../../api/client";
import { session } from "../../../api/session";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { Card, Page } from "../../../ui/page/Page";
import { FailureNotice, Notice, useNow } from "../../../ui/state/State";

/** Only a path of this very page is gone back to. */
function back(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith("/login") ? to : "/";
}

export default function LogIn() {
  const { query, route } = useLocation();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [until, setUntil] = useState(0);
  const act = useAct(async () => {
    await logIn(username.trim(), password);
  });
  const now = useNow(1000);
  const inside = session.value.state === "in";
  useEffect(() => {
    if (inside) route(back(query.to), true);
  }, [inside]);
  useEffect(() => {
    const wait = act.refusal?.retryAfterSeconds;
    if (wait) setUntil(Date.now() + 1000 * wait);
  }, [act.refusal]);
  const rest = Math.ceil((until - now) / 1000);
  return (
    <Page title={t("login.title")} lead={t("login.lead")} narrow>
      <Card>
        <Form onSubmit={() => void act.run()}>
          <Field label={t("login.name")} autocomplete="username" value={username} onInput={setUsername} autofocus />
          <Field
            label={t("login.password")}
            type="password"
            autocomplete="current-password"
            value={password}
            onInput={setPassword}
          />
          {rest > 0 ? (
            <Notice tone="warn" title={t("login.wait", { count: rest })}>
              <p>{t("login.wait.why")}</p>
            </Notice>
          ) : (
            <FailureNotice failure={act.failure} />
          )}
          <div>
            <Button kind="primary" type="submit" busy={act.busy} disabled={rest > 0 || !username.trim() || !password}>
              {t("login.enter")}
            </Button>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
