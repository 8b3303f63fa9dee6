import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAct } from "../../../api/act";
import { call, enter } from "../../../api/client";
import { queries } from "../../../api/query";
import type { components } from "../../../api/schema";
import { session } from "../../../api/session";
import { t } from "../../../text";
import { Button, LinkButton } from "../../../ui/button/Button";
import { Card, Page } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import styles from "./start.module.css";

const DOORS = ["admin", "supervisor", "observer"] as const;

/** Logged in at once, as whom the door says. */
function Door({ role }: { role: (typeof DOORS)[number] }) {
  const act = useAct(async () => {
    const tokens = await call("post", "/api/demo/session", { body: { role, session: "cookie" } });
    queries.clear();
    enter(tokens);
  });
  return (
    <Card>
      <h2>{t(`start.${role}`)}</h2>
      <p class={styles.says}>{t(`start.${role}.says`)}</p>
      <FailureNotice failure={act.failure} />
      <div>
        <Button busy={act.busy} onClick={() => void act.run()}>
          {t(`start.${role}.enter`)}
        </Button>
      </div>
    </Card>
  );
}

/** A station asks for a password, as it wraps the key of the device: this one says which. */
function StationDoor() {
  const [login, setLogin] = useState<components["schemas"]["DemoStation"]>();
  const act = useAct(async () => {
    setLogin((await call("post", "/api/demo/session", { body: { role: "operator" } })).station);
  });
  return (
    <Card>
      <h2>{t("start.operator")}</h2>
      <p class={styles.says}>{t("start.operator.says")}</p>
      <FailureNotice failure={act.failure} />
      {login ? (
        <>
          <dl class={styles.login}>
            <dt>{t("login.name")}</dt>
            <dd>{login.username}</dd>
            <dt>{t("login.password")}</dt>
            <dd>{login.password}</dd>
          </dl>
          <div>
            <LinkButton href="/station">{t("start.operator.go")}</LinkButton>
          </div>
        </>
      ) : (
        <div>
          <Button busy={act.busy} onClick={() => void act.run()}>
            {t("start.operator.enter")}
          </Button>
        </div>
      )}
    </Card>
  );
}

export default function Start() {
  const { route } = useLocation();
  const now = session.value;
  const state = now.state;
  useEffect(() => {
    if (state === "in") route("/", false);
  }, [state]);
  return (
    <Page title={t("start.title")} lead={t("start.lead")}>
      <Card>
        <h2>{t("start.both")}</h2>
        <p>{t("start.both.says")}</p>
        <div>
          <LinkButton kind="primary" href="/start/both">
            {t("start.both.enter")}
          </LinkButton>
        </div>
      </Card>
      <div class={styles.doors}>
        <StationDoor />
        {DOORS.map((role) => (
          <Door key={role} role={role} />
        ))}
      </div>
    </Page>
  );
}
