import { useLocation } from "preact-iso";
import { owed, session } from "../../../api/session";
import { t } from "../../../text";
import { Facts } from "../../../ui/figure/Figure";
import { Card, Page, Stack } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";
import { Password } from "./Password";
import { SecondFactor } from "./SecondFactor";

/** Where somebody was going; only a path of this very panel. */
const onward = (to: string | undefined): string => (to && /^\/(?![/\\])/.test(to) ? to : "/");

export default function AccountPage() {
  const { query, route } = useLocation();
  const now = session.value;
  if (now.state !== "in" && now.state !== "over") return null;
  const { me } = now;
  const owes = owed(me);
  const goOn = (): void => route(onward(query.to), true);
  return (
    <Page title={t("account.title")} narrow>
      <Stack>
        {owes === "password" && (
          <Notice tone="warn" title={t("account.given")}>
            <p>{t("account.given.next")}</p>
          </Notice>
        )}
        {owes === "factor" && (
          <Notice tone="warn" title={t("factor.owed")}>
            <p>{t("factor.owed.next")}</p>
          </Notice>
        )}
        {me.role === "operator" && !owes && (
          <Notice tone="plain" title={t("account.operator")}>
            <p>{t("account.operator.next")}</p>
          </Notice>
        )}
        <Facts
          facts={[
            [t("operators.name"), me.name],
            [t("login.name"), me.username],
            [t("operators.role"), t(`role.${me.role}`)],
          ]}
        />
        {owes !== "factor" && (
          <Card>
            <Password given={owes === "password"} onDone={goOn} />
          </Card>
        )}
        {/* The others have none: their work is at a station, or shows no names. */}
        {(me.role === "admin" || me.role === "supervisor") && owes !== "password" && (
          <Card>
            <SecondFactor me={me} onDone={owes === "factor" ? goOn : undefined} />
          </Card>
        )}
      </Stack>
    </Page>
  );
}
