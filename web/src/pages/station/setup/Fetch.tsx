import { useEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { type Explained, explained } from "../../../api/codes";
import { useExams } from "../../../api/lists";
import { roster } from "../../../device/chosen";
import { held, here } from "../../../device/here";
import { Damaged } from "../../../device/parcel";
import { packageKey } from "../../../device/roster";
import { unfinished } from "../../../device/unfinished";
import { checkOf } from "../../../flow/password";
import { bring, order, type Progress } from "../../../sync/download";
import { moment, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { CodeInput } from "../../../ui/code/Code";
import { Form, Select } from "../../../ui/field/Field";
import { FailureNotice, Loading, Notice } from "../../../ui/state/State";
import { Bar } from "./Bar";

/** Fetches until it is here, whatever the line does meanwhile. */
function useBringing(onDone: () => void) {
  const [progress, setProgress] = useState<Progress>();
  const [failure, setFailure] = useState<Explained>();
  const [damaged, setDamaged] = useState(false);
  const stop = useRef<AbortController | undefined>(undefined);
  const run = async (examId: string): Promise<void> => {
    const now = here.peek();
    if (!now) return;
    stop.current?.abort();
    const ending = new AbortController();
    stop.current = ending;
    setFailure(undefined);
    setDamaged(false);
    setProgress({ step: "fetching", got: 0, size: undefined, share: 0 });
    try {
      await bring(now.vault, packageKey(now.worker.key, examId), setProgress, ending.signal);
      if (!ending.signal.aborted) onDone();
    } catch (thrown) {
      if (thrown instanceof Damaged) setDamaged(true);
      else setFailure(explained(thrown));
    } finally {
      if (!ending.signal.aborted) setProgress(undefined);
    }
  };
  useEffect(() => {
    void unfinished().then((exam) => exam && void run(exam));
    return () => stop.current?.abort();
  }, []);
  return { progress, failure, damaged, run };
}

function Ask({ examId, then }: { examId: string; then: () => void }) {
  const [password, setPassword] = useState("");
  const check = checkOf(password);
  const act = useAct(async () => {
    const now = here.peek();
    if (!now) return;
    await order(now.vault, packageKey(now.worker.key, examId), examId, password);
    then();
  });
  return (
    <Form onSubmit={() => check === "good" && void act.run()}>
      <CodeInput
        label={t("setup.password")}
        hint={t("setup.password.hint")}
        error={check === "wrong" ? t("setup.password.wrong") : undefined}
        value={password}
        onInput={setPassword}
        groups={4}
        size={5}
      />
      {check === "good" && <p role="status">{t("setup.password.good")}</p>}
      <FailureNotice failure={act.failure} />
      <Button kind="primary" type="submit" busy={act.busy} disabled={check !== "good"}>
        {t("setup.fetch")}
      </Button>
    </Form>
  );
}

/** The package of an exam: the password that head office reads out, and then its bytes. */
export function Fetch({ onDone }: { onDone: () => void }) {
  const exams = useExams();
  const [chosen, setChosen] = useState("");
  const [anew, setAnew] = useState(false);
  const { progress, failure, damaged, run } = useBringing(() => {
    setAnew(false);
    onDone();
  });
  const items = exams.data ?? [];
  const examId = chosen || items[0]?.id || roster.value?.exam.id || "";
  const has = held.value.find((one) => one.exam.id === examId);
  if (progress) return <Bar progress={progress} />;
  return (
    <>
      {damaged && (
        <Notice
          tone="bad"
          title={t("setup.damaged")}
          act={<Button onClick={() => void run(examId)}>{t("setup.again")}</Button>}
        >
          <p>{t("setup.damaged.next")}</p>
        </Notice>
      )}
      <FailureNotice failure={failure} again={() => void run(examId)} />
      {items.length > 1 && (
        <Select
          label={t("setup.exam")}
          value={examId}
          options={items.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setChosen}
        />
      )}
      {!examId && !exams.busy && exams.data && <p>{t("setup.noExam")}</p>}
      {!exams.data && !exams.failure && !has && <Loading />}
      {!exams.data && <FailureNotice failure={exams.failure} again={exams.again} />}
      {has && !anew ? (
        <Notice
          tone="good"
          title={t("setup.has", { exam: has.exam.name })}
          act={<Button onClick={() => setAnew(true)}>{t("setup.anew")}</Button>}
        >
          <p>
            {t("setup.has.says", { people: has.people.length, time: moment(has.serverTime) })}{" "}
            {t("setup.token", { time: `${moment(has.captureTokenExpiresAt)}` })}
          </p>
        </Notice>
      ) : (
        examId && !damaged && <Ask examId={examId} then={() => void run(examId)} />
      )}
    </>
  );
}
