import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { roster } from "../../../device/chosen";
import { held, outbox, wiped } from "../../../device/here";
import { wipe } from "../../../device/wipe";
import { exportedIds } from "../../../sync/exported";
import { beat } from "../../../sync/heartbeat";
import { counted, t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Card, Page } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";

/** The end of the day: nothing waits, and then nothing stays. */
export default function End() {
  const [exported, setExported] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [kept, setKept] = useState(false);
  useEffect(() => void exportedIds().then(setExported), []);
  const all = [...outbox.value.values()];
  const waiting = all.filter((one) => one.standing.at === "waiting").length;
  const refused = all.filter((one) => one.standing.at === "refused" && !exported.has(one.id)).length;
  const act = useAct(async () => {
    const exam = (roster.peek() ?? held.peek()[0])?.exam.id;
    if (exam) await beat(exam).catch(() => undefined);
    if (await wipe(exported)) return setKept(true);
    wiped();
    location.assign("/station?wiped");
  });
  return (
    <Page title={t("end.title")} lead={t("end.lead")} narrow>
      {waiting > 0 ? (
        <Notice
          tone="warn"
          title={counted("station.waiting", waiting)}
          act={<LinkButton href="/station/queue">{t("home.queue")}</LinkButton>}
        >
          <p>{t("end.waiting")}</p>
        </Notice>
      ) : refused > 0 ? (
        <Notice
          tone="bad"
          title={counted("station.refused", refused)}
          act={<LinkButton href="/station/queue">{t("home.queue")}</LinkButton>}
        >
          <p>{t("end.refused")}</p>
        </Notice>
      ) : (
        <Card>
          <Notice tone="good" title={t("end.nothing")}>
            <p>{counted("end.handedOver", all.length)}</p>
          </Notice>
          {kept && <Notice tone="warn" title={t("end.meanwhile")} />}
          <FailureNotice failure={act.failure} />
          <Buttons>
            {asked ? (
              <>
                <Button kind="danger" busy={act.busy} onClick={() => void act.run()}>
                  {t("end.sure")}
                </Button>
                <Button kind="quiet" onClick={() => setAsked(false)}>
                  {t("dialog.cancel")}
                </Button>
              </>
            ) : (
              <Button kind="primary" onClick={() => setAsked(true)}>
                {t("end.wipe")}
              </Button>
            )}
          </Buttons>
        </Card>
      )}
    </Page>
  );
}
