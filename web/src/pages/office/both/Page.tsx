import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client";
import { type Explained, explained } from "../../../api/codes";
import type { components } from "../../../api/schema";
import { t } from "../../../text";
import { Page } from "../../../ui/page/Page";
import { FailureNotice, Loading } from "../../../ui/state/State";
import styles from "./both.module.css";

/** Both sides of the sample at once: what is done at the station moves head office's panel. */
export default function Both() {
  const [login, setLogin] = useState<components["schemas"]["DemoStation"]>();
  const [failure, setFailure] = useState<Explained>();
  const open = async (): Promise<void> => {
    setFailure(undefined);
    try {
      // The cookie of head office is what its frame goes in with; the station asks for a password of its own.
      await call("post", "/api/demo/session", { body: { role: "admin", session: "cookie" } });
      setLogin((await call("post", "/api/demo/session", { body: { role: "operator" } })).station);
    } catch (thrown) {
      setFailure(explained(thrown));
    }
  };
  useEffect(() => void open(), []);
  if (failure) {
    return (
      <Page title={t("both.title")} narrow>
        <FailureNotice failure={failure} again={() => void open()} />
      </Page>
    );
  }
  if (!login) {
    return (
      <Page title={t("both.title")} narrow>
        <Loading />
      </Page>
    );
  }
  return (
    <div class={styles.both}>
      <h1 class={styles.title}>{t("both.title")}</h1>
      <section class={styles.side} aria-labelledby="both-station">
        <header>
          <h2 id="both-station">{t("both.station")}</h2>
          <p>{t("both.station.says", { user: login.username, password: login.password })}</p>
        </header>
        <iframe src="/station" title={t("both.station")} allow="camera; screen-wake-lock" />
      </section>
      <section class={styles.side} aria-labelledby="both-office">
        <header>
          <h2 id="both-office">{t("both.office")}</h2>
          <p>{t("both.office.says", { user: login.username })}</p>
        </header>
        <iframe src={`/exams/${login.examId}/passwords`} title={t("both.office")} />
      </section>
    </div>
  );
}
