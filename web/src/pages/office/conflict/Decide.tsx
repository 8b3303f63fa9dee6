import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Choices } from "../../../ui/chips/Chips";
import { Field, Form } from "../../../ui/field/Field";
import { Small } from "../../../ui/page/Page";
import { lined } from "../../../ui/reason/Reason";
import { FailureNotice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";
import { text } from "./facts";

type Conflict = Schemas["ConflictItem"];
type Status = Schemas["AttendanceStatus"];
type Choice = "keep" | "use" | "correct";

/** What a record may say in place of both, by kind. Pictures cannot be corrected, only taken or left. */
type Correction = { status: Status | "" } | { barcode: string };

function correctionOf(conflict: Conflict): Correction | undefined {
  if (conflict.entityType === "attendance") return { status: "" };
  return conflict.entityType === "omr" ? { barcode: text(conflict.incoming, "barcode") ?? "" } : undefined;
}

/** A server that refuses a barcode says so; what cannot be one is not sent. */
const said = (correction: Correction): boolean =>
  "status" in correction ? correction.status !== "" : /^\S{1,64}$/.test(correction.barcode);

function Correct({ value, onChange }: { value: Correction; onChange: (value: Correction) => void }) {
  return "status" in value ? (
    <Choices<Status | "">
      label={t("conflict.correct.status")}
      value={value.status}
      choices={[
        { value: "completed", label: t("value.completed") },
        { value: "skipped", label: t("value.skipped") },
      ]}
      onChange={(status) => onChange({ status })}
    />
  ) : (
    <Field
      label={t("conflict.correct.barcode")}
      hint={t("conflict.correct.barcode.hint")}
      value={value.barcode}
      onInput={(barcode) => onChange({ barcode: barcode.trim() })}
      maxLength={64}
    />
  );
}

/** One of two, or neither: with a reason, and once. */
export function Decide({ conflict, onDone }: { conflict: Conflict; onDone: () => void }) {
  const possible = correctionOf(conflict);
  const [choice, setChoice] = useState<Choice | "">("");
  const [correction, setCorrection] = useState(possible);
  const [reason, setReason] = useState("");
  const act = useAct(async () => {
    if (!choice) return;
    const body = {
      resolution: choice === "keep" ? ("keep_existing" as const) : ("use_new" as const),
      reason: lined(reason),
      ...(choice === "correct" && correction ? { newData: { ...correction } } : {}),
    };
    await call("post", "/api/sync/resolve/{conflictId}", { path: { conflictId: conflict.conflictId }, body });
    tell(t("conflict.done"));
    onDone();
  });
  const lost = act.refusal?.code === "CONFLICT_RESOLVED";
  const ready = choice !== "" && reason.trim() !== "" && (choice !== "correct" || (correction && said(correction)));
  const choices: readonly Choice[] = possible ? ["keep", "use", "correct"] : ["keep", "use"];
  return (
    <Form onSubmit={() => void act.run()}>
      <Choices<Choice | "">
        label={t("conflict.choose")}
        value={choice}
        choices={choices.map((value) => ({ value, label: t(`conflict.${value}`) }))}
        onChange={setChoice}
      />
      {choice && <Small>{t(`conflict.${choice}.says`)}</Small>}
      {choice === "correct" && correction && <Correct value={correction} onChange={setCorrection} />}
      <Field
        label={t("conflict.reason")}
        hint={t("conflict.reason.hint")}
        lines={3}
        value={reason}
        onInput={setReason}
        maxLength={200}
      />
      <FailureNotice failure={act.failure} />
      <Buttons>
        {lost ? (
          <Button kind="primary" onClick={onDone}>
            {t("conflict.look")}
          </Button>
        ) : (
          <Button kind="primary" type="submit" busy={act.busy} disabled={!ready}>
            {t("conflict.decide")}
          </Button>
        )}
      </Buttons>
    </Form>
  );
}
