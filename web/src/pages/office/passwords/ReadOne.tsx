import { useEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { made as held, type Made, ofExam, useWithdraw } from "../../../api/held";
import { type Account, byId, useCentres } from "../../../api/lists";
import { changed, useRemote } from "../../../api/query";
import { clock, duration, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { SpokenCode } from "../../../ui/code/Code";
import { Field, Form, Select } from "../../../ui/field/Field";
import { Card, Columns, Section, Small, Stack } from "../../../ui/page/Page";
import { TakeBack } from "../../../ui/slips/TakeBack";
import { FailureNotice, Notice, useNow } from "../../../ui/state/State";

type Download = Schemas["DownloadItem"];

/** Whether it was used is asked for while it stands on the page. */
const WATCH_MILLISECONDS = 5_000;

function useDownload(examId: string, passwordId: string | undefined): Download | undefined {
  const list = useRemote({
    key: ["downloads", examId, "newest"],
    read: (signal) => call("get", "/api/admin/downloads/{examId}", { path: { examId }, query: { limit: 100 }, signal }),
    every: WATCH_MILLISECONDS,
    enabled: passwordId !== undefined,
  });
  return list.data?.items.find((one) => one.passwordId === passwordId);
}

function ReadOut({
  examId,
  made,
  operators,
  again,
}: {
  examId: string;
  made: Made;
  operators: ReadonlyMap<string, Account>;
  again: () => void;
}) {
  const now = useNow(1000);
  const download = useDownload(examId, made.passwordId);
  const rest = Date.parse(made.expiresAt) - now;
  const over = Boolean(download?.usedAt) || rest <= 0;
  useEffect(() => {
    if (over && !made.over) held.value = { examId, of: { ...made, over } };
  }, [over, made.over]);
  const withdraw = useWithdraw(made.passwordId);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [made.passwordId]);
  if (download?.usedAt) {
    const who = (download.usedBy && operators.get(download.usedBy)?.name) || t("passwords.somebody");
    return (
      <Notice
        tone="good"
        title={t("passwords.used", { who, time: clock(download.usedAt) })}
        act={<Button onClick={again}>{t("passwords.another")}</Button>}
      />
    );
  }
  if (rest <= 0) {
    return (
      <Notice
        tone="bad"
        title={t("passwords.expired")}
        act={
          <Button kind="primary" onClick={again}>
            {t("passwords.another")}
          </Button>
        }
      >
        <p>{t("passwords.expired.next")}</p>
      </Notice>
    );
  }
  return (
    <div ref={place}>
      <Section
        title={t("passwords.for", { whom: made.whom })}
        note={t("passwords.rest", { time: duration(rest), clock: clock(made.expiresAt) })}
        act={<TakeBack whom={made.whom} {...withdraw} />}
      >
        <SpokenCode code={made.password} label={t("passwords.title")} />
        <Small>{t("passwords.how")}</Small>
        {rest < 120_000 && <Notice tone="warn" title={t("passwords.soon")} />}
      </Section>
    </div>
  );
}

type Whom = "operator" | "centre" | "anyone";

/** The accounts to choose from: all where they are few, else those of a centre. */
function useChoice(centreId: string) {
  const query = { centreId: centreId || undefined, sort: "name" as const, limit: 1_000 };
  return useRemote({
    key: ["operators", "choice", centreId],
    read: (signal) => call("get", "/api/operators", { query, signal }),
    keep: true,
  });
}

/** One password, for somebody who waits on the telephone. */
export function ReadOne({ examId }: { examId: string }) {
  const centres = useCentres();
  const [whom, setWhom] = useState<Whom>("operator");
  const [operatorId, setOperatorId] = useState("");
  const [centreId, setCentreId] = useState("");
  const operators = useChoice(whom === "operator" ? centreId : "");
  // A select of 20,000 people finds nobody: then one says the centre first.
  const [many, setMany] = useState(false);
  useEffect(() => {
    if (operators.data?.nextCursor) setMany(true);
  }, [operators.data]);
  const [minutes, setMinutes] = useState("30");
  const made = ofExam(held.value, examId);
  const stations = (many && !centreId ? [] : (operators.data?.items ?? [])).filter(
    (one) => !one.disabled && (one.role === "operator" || one.role === "supervisor"),
  );
  const act = useAct(async () => {
    const operator = stations.find((one) => one.id === operatorId);
    const centre = centres.data?.find((one) => one.id === centreId);
    const body = {
      examId,
      expiryMinutes: Number(minutes),
      ...(whom === "operator" ? { operatorId } : whom === "centre" ? { centreId } : {}),
    };
    const password = await call("post", "/api/admin/download/password/generate", { body });
    const name = whom === "operator" ? operator?.name : whom === "centre" ? centre?.name : undefined;
    held.value = { examId, of: { ...password, whom: name ?? t("passwords.anyone") } };
    changed("downloads");
  });
  const ready = whom === "anyone" || (whom === "operator" ? operatorId !== "" : centreId !== "");
  const wrong = Number.isInteger(Number(minutes)) && Number(minutes) >= 1 ? undefined : t("passwords.minutes.wrong");
  const codeOf = (one: Account): string => centres.data?.find((centre) => centre.id === one.centreId)?.code ?? "–";
  const form = (
    <Section title={t("passwords.make")} note={t("passwords.once")}>
      <Form onSubmit={() => void act.run()}>
        <Select<Whom>
          label={t("passwords.whom")}
          value={whom}
          options={(["operator", "centre", "anyone"] as const).map((value) => ({
            value,
            label: t(`passwords.whom.${value}`),
          }))}
          onChange={setWhom}
        />
        {(whom === "centre" || (whom === "operator" && many)) && (
          <Select
            label={t("candidate.centre")}
            value={centreId}
            options={[
              { value: "", label: t("filter.choose") },
              ...(centres.data ?? []).map((one) => ({ value: one.id, label: `${one.code} · ${one.name}` })),
            ]}
            onChange={(id) => {
              setCentreId(id);
              setOperatorId("");
            }}
          />
        )}
        {whom === "operator" && (!many || centreId) && (
          <Select
            label={t("passwords.operator")}
            value={operatorId}
            options={[
              { value: "", label: t("filter.choose") },
              ...stations.map((one) => ({
                value: one.id,
                label: [one.name, codeOf(one), one.username].join(" · "),
              })),
            ]}
            onChange={setOperatorId}
          />
        )}
        <Field
          label={t("passwords.minutes")}
          type="number"
          min={1}
          max={1440}
          value={minutes}
          onInput={setMinutes}
          {...(wrong ? { error: wrong } : {})}
        />
        <FailureNotice failure={operators.failure ?? act.failure} />
        <div>
          <Button
            kind={made ? "plain" : "primary"}
            type="submit"
            busy={act.busy}
            disabled={!ready || wrong !== undefined}
          >
            {t("passwords.make")}
          </Button>
        </div>
      </Form>
    </Section>
  );
  if (!made) {
    return (
      <Columns>
        <Card>{form}</Card>
        <Section title={t("passwords.none")}>
          <Small>{t("passwords.none.next")}</Small>
        </Section>
      </Columns>
    );
  }
  const again = (): void => {
    held.value = undefined;
  };
  return (
    <Stack>
      <Card>
        <ReadOut examId={examId} made={made} operators={byId(operators.data?.items)} again={again} />
      </Card>
      {form}
    </Stack>
  );
}
