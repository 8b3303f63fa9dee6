import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { call } from "../../../api/client";
import { type Exam, useExams } from "../../../api/lists";
import { useRemote } from "../../../api/query";
import { counted, t } from "../../../text";
import { Chip } from "../../../ui/chips/Chips";
import { Page } from "../../../ui/page/Page";
import { Empty, Loading, Show } from "../../../ui/state/State";
import styles from "./choose.module.css";

/** So many exams are looked at for slots that are open; whoever has more chooses among all. */
const LOOKED = 12;
/** More than that are not counted here. */
const COUNTED = 100;

interface Running {
  examId: string;
  running: boolean;
}

/** Which of them have an open slot, where the one who asks may see it. */
const useRunning = (exams: readonly Exam[]) =>
  useRemote<Running[]>({
    key: ["running", ...exams.map((one) => one.id)],
    enabled: exams.length > 1,
    read: (signal) =>
      Promise.all(
        exams.slice(0, LOOKED).map(async ({ id }) => {
          const { items } = await call("get", "/api/slots", { query: { examId: id, limit: 1000 }, signal });
          return { examId: id, running: items.some((slot) => slot.status === "active") };
        }),
      ),
  });

function One({ exam, running }: { exam: Exam; running: boolean }) {
  const waits = useRemote({
    key: ["desk", exam.id, "count"],
    read: (signal) =>
      call("get", "/api/desk/{examId}", { path: { examId: exam.id }, query: { limit: COUNTED }, signal }),
  });
  const count = waits.data?.items.length;
  return (
    <li>
      <a href={`/desk/${exam.id}`} class={styles.exam}>
        <span class={styles.name} data-name>
          {exam.name}
        </span>
        {running && <Chip tone="good">{t("desk.choose.running")}</Chip>}
        {count !== undefined && (
          <Chip tone={count > 0 ? "warn" : "plain"}>
            {count > 0 ? counted("desk.choose.waits", count) : t("desk.choose.quiet")}
          </Chip>
        )}
      </a>
    </li>
  );
}

function Choice({ exams }: { exams: readonly Exam[] }) {
  const { route } = useLocation();
  const running = useRunning(exams);
  const open = new Set(running.data?.filter((one) => one.running).map((one) => one.examId));
  const settled = exams.length === 1 || running.data !== undefined || running.failure !== undefined;
  const only = exams.length === 1 ? exams[0]?.id : open.size === 1 ? [...open][0] : undefined;
  useEffect(() => {
    if (only) route(`/desk/${only}`, true);
  }, [only]);
  if (!settled || only) return <Loading />;
  const ordered = [...exams].sort((a, b) => Number(open.has(b.id)) - Number(open.has(a.id)));
  return (
    <ul class={styles.exams}>
      {ordered.slice(0, LOOKED).map((exam) => (
        <One key={exam.id} exam={exam} running={open.has(exam.id)} />
      ))}
    </ul>
  );
}

/** Whoever comes to the desk is before that of the one exam that runs; or chooses among several. */
export default function Choose() {
  const exams = useExams();
  return (
    <Page title={t("desk.choose")} lead={t("desk.choose.lead")} narrow>
      <Show
        of={exams}
        empty={(list) =>
          list.length === 0 ? <Empty title={t("desk.choose.none")} next={t("desk.choose.none.next")} /> : undefined
        }
      >
        {(list) => <Choice exams={list} />}
      </Show>
    </Page>
  );
}
