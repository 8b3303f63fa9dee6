import { useState } from "preact/hooks";
import { roster } from "../../../device/chosen";
import { t } from "../../../text";
import { LinkButton } from "../../../ui/button/Button";
import { Card, Page, Section } from "../../../ui/page/Page";
import { Fetch } from "./Fetch";
import { Trials } from "./Trials";

/** The day before, or in the morning: what head office gives, and whether the device is fit for work. */
export default function SetUp() {
  const [fetched, setFetched] = useState(false);
  return (
    <Page title={t("setup.title")} lead={t("setup.lead")} narrow>
      <Section title={t("setup.package")}>
        <Card>
          <Fetch onDone={() => setFetched(true)} />
        </Card>
      </Section>
      {roster.value && (
        <>
          <Section title={t("setup.trial")} note={t("setup.trial.says")}>
            <Card>
              <Trials />
            </Card>
          </Section>
          <div>
            <LinkButton kind={fetched ? "primary" : "plain"} href="/station">
              {t("setup.ready")}
            </LinkButton>
          </div>
        </>
      )}
    </Page>
  );
}
