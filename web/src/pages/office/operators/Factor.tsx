import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call } from "../../../api/client";
import type { Account } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Facts } from "../../../ui/figure/Figure";
import { Stack } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

/** How far an account is with its second factor; nothing, where it has none and needs none. */
export function FactorChip({ account }: { account: Account }) {
  if (account.secondFactor === "on") return <Chip tone="good">{t("factor.chip.on")}</Chip>;
  if (account.secondFactorRequired) return <Chip tone="warn">{t("factor.chip.owed")}</Chip>;
  return null;
}

type Asked = "require" | "release" | "reset";

/** What somebody is asked before it is done, and whether it takes something away. */
const QUESTIONS = {
  require: { title: "factor.require", why: "factor.require.why", act: "factor.require.act", kind: "primary" },
  release: { title: "factor.release", why: "factor.release.why", act: "factor.release.act", kind: "primary" },
  reset: { title: "factor.reset", why: "factor.reset.why", act: "factor.reset.act", kind: "danger" },
} as const;

/** The second factor of somebody else: required by head office, and taken away when its device is lost. */
export function Factor({ account, onClose }: { account: Account; onClose: () => void }) {
  const [asked, setAsked] = useState<Asked>();
  const path = { id: account.id };
  const name = account.name;
  const act = useAct(async () => {
    if (asked === "reset") {
      const { sessions } = await call("delete", "/api/operators/{id}/second-factor", { path });
      tell(`${t("factor.reset.done", { name })} ${sessions > 0 ? counted("reset.ended", sessions) : ""}`.trim());
    } else {
      const secondFactorRequired = asked === "require";
      await call("patch", "/api/operators/{id}", { path, body: { secondFactorRequired } });
      tell(t(secondFactorRequired ? "factor.require.done" : "factor.release.done", { name }));
    }
    changed("operators");
    onClose();
  });
  const back = (): void => {
    setAsked(undefined);
    act.clear();
  };
  const question = asked && QUESTIONS[asked];
  return (
    <Dialog title={t("factor.of", { name })} onClose={onClose}>
      {question ? (
        <Stack>
          <Notice tone={asked === "reset" ? "bad" : "plain"} title={t(question.title)}>
            <p>{t(question.why, { user: account.username })}</p>
          </Notice>
          <FailureNotice failure={act.failure} />
          <Buttons>
            <Button kind={question.kind} busy={act.busy} onClick={() => void act.run()}>
              {t(question.act)}
            </Button>
            <Button kind="quiet" onClick={back}>
              {t("dialog.cancel")}
            </Button>
          </Buttons>
        </Stack>
      ) : (
        <Stack>
          <Facts
            facts={[
              [t("factor.state"), t(`factor.state.${account.secondFactor}`)],
              [t("factor.byOffice"), t(account.secondFactorRequired ? "factor.byOffice.yes" : "factor.byOffice.no")],
            ]}
          />
          <Buttons>
            <Button onClick={() => setAsked(account.secondFactorRequired ? "release" : "require")}>
              {t(account.secondFactorRequired ? "factor.release" : "factor.require")}
            </Button>
            {account.secondFactor !== "off" && (
              <Button kind="danger" onClick={() => setAsked("reset")}>
                {t("factor.reset")}
              </Button>
            )}
          </Buttons>
        </Stack>
      )}
    </Dialog>
  );
}
