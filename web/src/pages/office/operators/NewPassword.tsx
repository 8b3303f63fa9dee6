import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import type { Account } from "../../../api/lists";
import { changed } from "../../../api/query";
import { counted, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { SpokenCode } from "../../../ui/code/Code";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Small, Stack } from "../../../ui/page/Page";
import { PrintSlips } from "../../../ui/slips/Slips";
import { FailureNotice } from "../../../ui/state/State";

/** A new password for somebody who has forgotten theirs, to be read out or printed; they choose their own with it. */
export function NewPassword({
  account,
  centre,
  onClose,
}: {
  account: Account;
  centre: string | undefined;
  onClose: () => void;
}) {
  const [given, setGiven] = useState<Schemas["GivenPassword"]>();
  const act = useAct(async () => {
    const path = { id: account.id };
    setGiven(await call("post", "/api/operators/{id}/password", { path, body: {} }));
    changed("operators");
  });
  const code = given?.password;
  return (
    <Dialog title={t("reset.title", { name: account.name })} onClose={code ? undefined : onClose}>
      {code ? (
        <Stack>
          <SpokenCode code={code} label={t("reset.code")} />
          <Small>
            {t("reset.once")} {given.sessionsEnded > 0 && counted("reset.ended", given.sessionsEnded)}
          </Small>
          <Buttons>
            <PrintSlips
              one
              slips={() => [
                {
                  key: account.id,
                  head: account.name,
                  name: centre,
                  code,
                  facts: [[t("login.name"), account.username]],
                },
              ]}
              says={t("staff.slip")}
            />
            <Button kind="quiet" onClick={onClose}>
              {t("reset.done")}
            </Button>
          </Buttons>
        </Stack>
      ) : (
        <Stack>
          <p>{t("reset.says", { user: account.username })}</p>
          <FailureNotice failure={act.failure} />
          <Buttons>
            <Button kind="primary" busy={act.busy} onClick={() => void act.run()}>
              {t("reset.make")}
            </Button>
            <Button kind="quiet" onClick={onClose}>
              {t("dialog.cancel")}
            </Button>
          </Buttons>
        </Stack>
      )}
    </Dialog>
  );
}
