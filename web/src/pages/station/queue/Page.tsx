import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { line } from "../../../api/line";
import { give } from "../../../api/save";
import { session } from "../../../api/session";
import { roster } from "../../../device/chosen";
import { here, mine, outbox, unsafe } from "../../../device/here";
import { resume } from "../../../sync/enter";
import { exported } from "../../../sync/export";
import { markExported } from "../../../sync/exported";
import { again, isSender, nudge, trouble } from "../../../sync/sender";
import { counted, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Choices } from "../../../ui/chips/Chips";
import { Field, Form } from "../../../ui/field/Field";
import { Card, Page, Section, Small } from "../../../ui/page/Page";
import { Empty, FailureNotice, Notice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { Records } from "./Records";

type Filter = "open" | "all" | "refused";

/** The session is over: whoever works here is asked for their password; what was captured waits meanwhile. */
function Again() {
  const [password, setPassword] = useState("");
  const act = useAct(async () => {
    await resume(password);
    nudge();
  });
  return (
    <Card>
      <Form onSubmit={() => password && void act.run()}>
        <p>{t("queue.session")}</p>
        <Field
          label={t("login.password")}
          type="password"
          // As where somebody comes: the browser is not to keep it.
          autocomplete="one-time-code"
          value={password}
          onInput={setPassword}
        />
        <FailureNotice failure={act.failure} />
        <Button kind="primary" type="submit" busy={act.busy} disabled={!password}>
          {t("login.enter")}
        </Button>
      </Form>
    </Card>
  );
}

function Export() {
  const now = roster.value;
  const open = unsafe.value.filter((one) => one.examId === now?.exam.id);
  const act = useAct(async () => {
    if (!now) return;
    const file = await exported(now, open);
    give(file, `mpa-queue-${now.exam.code}-${new Date().toISOString().slice(0, 16).replace(":", "")}.age`);
    await markExported(open.map((one) => one.id));
    tell(t("queue.saved"));
  });
  if (!now?.exportRecipient || open.length === 0) return null;
  return (
    <Section title={t("queue.export")} note={t("queue.export.says")}>
      <FailureNotice failure={act.failure} />
      <div>
        <Button busy={act.busy} onClick={() => void act.run()}>
          {counted("queue.export.act", open.length)}
        </Button>
      </div>
    </Section>
  );
}

/** Every record that was captured here, and how it stands. */
export default function Queue() {
  const [picked, setPicked] = useState<Filter | undefined>(location.search === "?refused" ? "refused" : undefined);
  const records = [...mine.value].reverse();
  const isOpen = (at: string): boolean => at === "waiting" || at === "kept" || at === "conflict";
  const lists: Record<Filter, typeof records> = {
    open: records.filter((one) => isOpen(one.standing.at)),
    refused: records.filter((one) => one.standing.at === "refused"),
    all: records,
  };
  // What somebody has to act on comes first, then what waits.
  const first = (["refused", "open"] as const).find((one) => lists[one].length > 0) ?? "all";
  const filter = picked ?? first;
  const others = outbox.value.size - records.length;
  const isOut = line.value.state !== "off" && (session.value.state === "out" || session.value.state === "over");
  if (!here.value) return null;
  return (
    <Page title={t("queue.title")} lead={t("queue.lead")} narrow>
      {isOut && <Again />}
      {line.value.state === "off" && (
        <Notice tone="warn" title={t("queue.off")}>
          <p>{t("queue.off.says")}</p>
        </Notice>
      )}
      <FailureNotice failure={trouble.value} />
      {records.length === 0 ? (
        <Empty title={t("queue.empty")} next={t("queue.empty.next")} href="/station/gate" action={t("home.gate")} />
      ) : (
        <>
          <Choices
            label={t("queue.filter")}
            value={filter}
            choices={(["open", "refused", "all"] as const).map((value) => ({
              value,
              label: t(`queue.filter.${value}`),
              count: lists[value].length,
            }))}
            onChange={setPicked}
          />
          <Records records={lists[filter]} onAgain={(order) => void again(order)} />
          <Buttons>
            <Button onClick={nudge} disabled={line.value.state === "off"}>
              {t("queue.now")}
            </Button>
          </Buttons>
        </>
      )}
      {others > 0 && <Small>{counted("queue.others", others)}</Small>}
      {!isSender.value && <Small>{t("queue.otherTab")}</Small>}
      <Export />
    </Page>
  );
}
