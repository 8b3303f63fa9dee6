import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { Failure } from "../../../api/failure";
import { byId, useOperators } from "../../../api/lists";
import { usePicture } from "../../../api/picture";
import { changed, useRemote } from "../../../api/query";
import { myRole } from "../../../api/session";
import { advice, isCode, moment, t } from "../../../text";
import { Button, Buttons, LinkButton } from "../../../ui/button/Button";
import { Choices } from "../../../ui/chips/Chips";
import { ClockLine, type Mark } from "../../../ui/clock/ClockLine";
import { Field, Form } from "../../../ui/field/Field";
import { Card, Page, Section, Stack } from "../../../ui/page/Page";
import { PhotoPair } from "../../../ui/photos/PhotoPair";
import { FailureNotice, Notice, Show } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { marksOf, rowsOf, text } from "./facts";
import { Sides } from "./Sides";

type Conflict = Schemas["ConflictItem"];
type Choice = Schemas["Choice"];

/** The list is read until the conflict is found: there is no call for one alone. */
async function find(examId: string, conflictId: string, signal: AbortSignal): Promise<Conflict> {
  let decided: Conflict | undefined;
  for (const resolved of [false, true]) {
    let cursor: string | undefined;
    do {
      const query = { resolved, limit: 1000, ...(cursor ? { cursor } : {}) };
      const page = await call("get", "/api/sync/conflicts/{examId}", { path: { examId }, query, signal });
      decided = page.items.find((one) => one.conflictId === conflictId);
      if (decided) return decided;
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
  }
  throw new Failure(404, "CONFLICT_NOT_FOUND", undefined, undefined, undefined);
}

function Decide({ conflict, onDone }: { conflict: Conflict; onDone: () => void }) {
  const [choice, setChoice] = useState<Choice | "">("");
  const [reason, setReason] = useState("");
  const act = useAct(async () => {
    if (!choice) return;
    const body = { resolution: choice, reason: reason.trim() };
    await call("post", "/api/sync/resolve/{conflictId}", { path: { conflictId: conflict.conflictId }, body });
    tell(t("conflict.done"));
    onDone();
  });
  const lost = act.refusal?.code === "CONFLICT_RESOLVED";
  return (
    <Form onSubmit={() => void act.run()}>
      <Choices<Choice | "">
        label={t("conflict.choose")}
        value={choice}
        choices={[
          { value: "keep_existing", label: t("conflict.keep") },
          { value: "use_new", label: t("conflict.use") },
        ]}
        onChange={setChoice}
      />
      <Field
        label={t("conflict.reason")}
        hint={t("conflict.reason.hint")}
        lines={3}
        value={reason}
        onInput={setReason}
        maxLength={500}
      />
      <FailureNotice failure={act.failure} />
      <Buttons>
        {lost ? (
          <Button kind="primary" onClick={onDone}>
            {t("conflict.look")}
          </Button>
        ) : (
          <Button kind="primary" type="submit" busy={act.busy} disabled={!choice || !reason.trim()}>
            {t("conflict.decide")}
          </Button>
        )}
      </Buttons>
    </Form>
  );
}

function Pictures({ conflict }: { conflict: Conflict }) {
  const existing = usePicture(text(conflict.existing, "imageUrl"));
  const incoming = usePicture(text(conflict.incoming, "imageUrl"));
  if (!text(conflict.existing, "imageUrl") && !text(conflict.incoming, "imageUrl")) return null;
  return (
    <Section title={t("conflict.pictures")}>
      <PhotoPair
        left={{ caption: t("conflict.existing"), src: existing.src, missing: existing.failure?.says }}
        right={{ caption: t("conflict.incoming"), src: incoming.src, missing: incoming.failure?.says }}
      />
    </Section>
  );
}

export default function ConflictPage({ params }: { params: Readonly<Record<string, string>> }) {
  const [examId, conflictId] = [params.e ?? "", params.c ?? ""];
  const operators = byId(useOperators(myRole() === "admin").data);
  const conflict = useRemote({
    key: ["conflict", examId, conflictId],
    read: (signal) => find(examId, conflictId, signal),
  });
  const done = (): void => changed("conflict", "conflicts", "figures");
  return (
    <Page
      title={conflict.data ? t("conflict.of", { roll: conflict.data.rollNumber }) : t("conflict.title")}
      lead={conflict.data && isCode(conflict.data.conflictReason) ? advice(conflict.data.conflictReason)[0] : undefined}
      act={
        conflict.data && (
          <LinkButton href={`/exams/${examId}/candidates/${conflict.data.candidateId}`}>{t("alerts.story")}</LinkButton>
        )
      }
    >
      <Show of={conflict}>
        {(one) => {
          const marks: Mark[] = marksOf(one);
          return (
            <Stack>
              <Card>
                <Sides rows={rowsOf(one, operators)} />
                {marks.length > 1 && (
                  <Section title={t("conflict.clocks")} note={t("conflict.clocks.note")}>
                    <ClockLine marks={marks} />
                  </Section>
                )}
                <Pictures conflict={one} />
              </Card>
              {one.resolved ? (
                <Notice
                  tone="good"
                  title={t(one.resolution === "use_new" ? "conflict.was.use" : "conflict.was.keep", {
                    who: (one.resolvedBy && operators.get(one.resolvedBy)?.name) || t("passwords.somebody"),
                    time: one.resolvedAt ? moment(one.resolvedAt) : "",
                  })}
                />
              ) : (
                <Card>
                  <Section title={t("conflict.decide")}>
                    <Decide conflict={one} onDone={done} />
                  </Section>
                </Card>
              )}
            </Stack>
          );
        }}
      </Show>
    </Page>
  );
}
