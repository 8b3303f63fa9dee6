import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAct } from "../../../api/act";
import { call, renewed } from "../../../api/client";
import { session } from "../../../api/session";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { Facts } from "../../../ui/figure/Figure";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

/** Where somebody was going; only a path of this very panel. */
const onward = (to: string | undefined): string => (to && /^\/(?![/\\])/.test(to) ? to : "/");

export default function AccountPage() {
  const { query, route } = useLocation();
  const now = session.value;
  const given = now.state === "in" && now.me.mustChangePassword;
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
    if (given) route(onward(query.to), true);
  });
  if (now.state !== "in" && now.state !== "over") return null;
  const wrong = act.refusal?.code === "INVALID_CREDENTIALS";
  const differs = again !== "" && again !== fresh;
  return (
    <Page title={t("account.title")} narrow>
      <Stack>
        {given && (
          <Notice tone="warn" title={t("account.given")}>
            <p>{t("account.given.next")}</p>
          </Notice>
        )}
        {now.me.role === "operator" && !given && (
          <Notice tone="plain" title={t("account.operator")}>
            <p>{t("account.operator.next")}</p>
          </Notice>
        )}
        <Facts
          facts={[
            [t("operators.name"), now.me.name],
            [t("login.name"), now.me.username],
            [t("operators.role"), t(`role.${now.me.role}`)],
          ]}
        />
        <Card>
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
                <Button
                  kind="primary"
                  type="submit"
                  busy={act.busy}
                  disabled={!old || fresh.length < 8 || fresh !== again}
                >
                  {t(given ? "account.choose.act" : "account.change")}
                </Button>
              </div>
            </Form>
          </Section>
        </Card>
      </Stack>
    </Page>
  );
}
