import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call } from "../../../api/client";
import { session } from "../../../api/session";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { Facts } from "../../../ui/figure/Figure";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

export default function AccountPage() {
  const now = session.value;
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const act = useAct(async () => {
    await call("post", "/api/auth/password", { body: { old, new: fresh } });
    setOld("");
    setFresh("");
    setAgain("");
    tell(t("account.changed"));
  });
  if (now.state !== "in" && now.state !== "over") return null;
  const differs = again !== "" && again !== fresh;
  return (
    <Page title={t("account.title")} narrow>
      <Stack>
        {now.me.role === "operator" && (
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
          <Section title={t("account.password")} note={t("account.password.note")}>
            <Form onSubmit={() => void act.run()}>
              <Field
                label={t("account.old")}
                type="password"
                autocomplete="current-password"
                value={old}
                onInput={setOld}
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
              <FailureNotice failure={act.failure} />
              <div>
                <Button
                  kind="primary"
                  type="submit"
                  busy={act.busy}
                  disabled={!old || fresh.length < 8 || fresh !== again}
                >
                  {t("account.change")}
                </Button>
              </div>
            </Form>
          </Section>
        </Card>
      </Stack>
    </Page>
  );
}
