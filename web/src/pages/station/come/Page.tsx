import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { line } from "../../../api/line";
import { bring, change, come, type Entered } from "../../../sync/enter";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { OneTimeCode } from "../../../ui/onetime/OneTimeCode";
import { Card, Page, Small } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";

const LEAST_PASSWORD = 10;
/** What a browser remembers of a form lies in its profile; what it takes for a code of one use it does not. */
const UNKEPT = "one-time-code";

interface Typed {
  username: string;
  password: string;
}

/** The password was given to them: they choose one that only they know. */
function Choose({ typed, then }: { typed: Typed; then: (entered: Entered) => void }) {
  const [chosen, setChosen] = useState("");
  const act = useAct(async () => then(await change(typed.username, typed.password, chosen)));
  return (
    <Form onSubmit={() => chosen.length >= LEAST_PASSWORD && void act.run()}>
      <p>{t("come.change.says")}</p>
      <Field
        label={t("come.change.new")}
        hint={t("come.change.hint")}
        type="password"
        autocomplete={UNKEPT}
        value={chosen}
        onInput={setChosen}
        autofocus
      />
      <FailureNotice failure={act.failure} />
      <Button kind="primary" type="submit" busy={act.busy} disabled={chosen.length < LEAST_PASSWORD}>
        {t("come.change.act")}
      </Button>
    </Form>
  );
}

/** Somebody who works on this device lets somebody else in. */
function Host({ typed, code }: { typed: Typed; code: string | undefined }) {
  const [host, setHost] = useState<Typed>({ username: "", password: "" });
  const [wrong, setWrong] = useState(false);
  const act = useAct(async () => setWrong(!(await bring(host, { ...typed, code }))));
  const ready = host.username.trim() && host.password;
  return (
    <Form onSubmit={() => ready && void act.run()}>
      <Notice tone="plain" title={t("come.host.title")}>
        <p>{t("come.host.says", { name: typed.username })}</p>
      </Notice>
      <Field
        label={t("come.host.name")}
        autocomplete="off"
        value={host.username}
        onInput={(username) => setHost({ ...host, username })}
        autofocus
      />
      <Field
        label={t("come.host.password")}
        type="password"
        autocomplete={UNKEPT}
        value={host.password}
        onInput={(password) => setHost({ ...host, password })}
        error={wrong ? t("come.host.wrong") : undefined}
      />
      <FailureNotice failure={act.failure} />
      <Button kind="primary" type="submit" busy={act.busy} disabled={!ready}>
        {t("come.host.act")}
      </Button>
    </Form>
  );
}

/** Who works here: the password opens what the device keeps, also without a line. */
export default function Come() {
  const [typed, setTyped] = useState<Typed>({ username: "", password: "" });
  const [code, setCode] = useState("");
  const [at, setAt] = useState<Entered | "name">("name");
  const act = useAct(async () => setAt(await come(typed.username, typed.password, at === "code" ? code : undefined)));
  const back = (): void => {
    setAt("name");
    setCode("");
    act.clear();
  };
  const ready = typed.username.trim() && typed.password && (at !== "code" || code.length > 0);
  return (
    <Page title={t("come.title")} lead={t("come.lead")} narrow>
      {location.search === "?wiped" && (
        <Notice tone="good" title={t("come.wiped")}>
          <p>{t("come.wiped.says")}</p>
        </Notice>
      )}
      {line.value.state === "off" && (
        <Notice tone="warn" title={t("come.off.title")}>
          <p>{t("come.off.says")}</p>
        </Notice>
      )}
      <Card>
        {at === "change" ? (
          <Choose typed={typed} then={setAt} />
        ) : at === "host" ? (
          <Host typed={typed} code={code || undefined} />
        ) : (
          <Form onSubmit={() => ready && void act.run()}>
            {at === "code" ? (
              <OneTimeCode
                label={t("factor.code")}
                hint={t("factor.code.hint")}
                value={code}
                onInput={setCode}
                autofocus
              />
            ) : (
              <>
                <Field
                  label={t("login.name")}
                  autocomplete="off"
                  value={typed.username}
                  onInput={(username) => setTyped({ ...typed, username })}
                  autofocus
                />
                <Field
                  label={t("login.password")}
                  type="password"
                  autocomplete={UNKEPT}
                  value={typed.password}
                  onInput={(password) => setTyped({ ...typed, password })}
                />
              </>
            )}
            {at === "role" && (
              <Notice tone="bad" title={t("come.role.title")}>
                <p>{t("come.role.says")}</p>
              </Notice>
            )}
            <FailureNotice failure={act.failure} />
            <Button kind="primary" type="submit" busy={act.busy} disabled={!ready}>
              {t("come.enter")}
            </Button>
          </Form>
        )}
        {at !== "name" && (
          <Buttons>
            <Button kind="quiet" onClick={back}>
              {t("login.back")}
            </Button>
          </Buttons>
        )}
      </Card>
      <Small>{t("come.sealed")}</Small>
    </Page>
  );
}
