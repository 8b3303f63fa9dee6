import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAct } from "../../../api/act";
import { call, enter } from "../../../api/client";
import { queries } from "../../../api/query";
import { session } from "../../../api/session";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Card, Page } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import styles from "./start.module.css";

const DOORS = ["admin", "observer", "operator"] as const;

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
        <Button kind={role === "admin" ? "primary" : "plain"} busy={act.busy} onClick={() => void act.run()}>
          {t(`start.${role}.enter`)}
        </Button>
      </div>
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
      <div class={styles.doors}>
        {DOORS.map((role) => (
          <Door key={role} role={role} />
        ))}
      </div>
    </Page>
  );
}
