import { useState } from "preact/hooks";
import { t } from "../../text";
import { Button, Buttons } from "../button/Button";
import { Dialog } from "../dialog/Dialog";
import { Stack } from "../page/Page";
import { FailureNotice, type Told } from "../state/State";
import { tell } from "../toast/Toast";

interface Props {
  /** For whom the password is. */
  whom: string;
  /** Takes it back: whether it opens nothing any more, or nothing when that failed. */
  take: () => Promise<boolean | undefined>;
  busy: boolean;
  failure: Told | undefined;
}

/** A password is taken back that nobody used yet: it was read to the wrong person, or nobody knows it any more. */
export function TakeBack({ whom, take, busy, failure }: Props) {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const run = async (): Promise<void> => {
    const withdrawn = await take();
    if (withdrawn === undefined) return;
    close();
    tell(t(withdrawn ? "withdraw.done" : "withdraw.used", { whom }), withdrawn ? "good" : "bad");
  };
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)} label={`${t("withdraw.open")}: ${whom}`}>
        {t("withdraw.open")}
      </Button>
      {asking && (
        <Dialog title={t("withdraw.title", { whom })} onClose={close}>
          <Stack>
            <p>{t("withdraw.says")}</p>
            <FailureNotice failure={failure} />
            <Buttons>
              <Button kind="danger" busy={busy} onClick={() => void run()}>
                {t("withdraw.act")}
              </Button>
              <Button kind="quiet" onClick={close}>
                {t("dialog.cancel")}
              </Button>
            </Buttons>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
