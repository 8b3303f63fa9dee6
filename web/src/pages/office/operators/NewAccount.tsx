import { useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import { type Centre, useExams } from "../../../api/lists";
import { changed } from "../../../api/query";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Field, Form, Select } from "../../../ui/field/Field";
import { FailureNotice } from "../../../ui/state/State";
import { tell } from "../../../ui/toast/Toast";

type Role = Schemas["Role"];
const LEAST_PASSWORD = 8;

export function NewAccount({
  centres,
  onMade,
  onClose,
}: {
  centres: readonly Centre[];
  onMade: () => void;
  onClose: () => void;
}) {
  const exams = useExams();
  const [username, setUsername] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [centreId, setCentreId] = useState("");
  const [examId, setExamId] = useState("");
  const placed = role === "operator" || role === "supervisor";
  const act = useAct(async () => {
    const body: Schemas["CreateOperator"] = {
      username: username.trim(),
      name: name.trim(),
      password,
      role,
      ...(placed && centreId ? { centreId } : {}),
      ...(role === "observer" && examId ? { examIds: [examId] } : {}),
    };
    await call("post", "/api/operators", { body });
    changed("operators");
    tell(t("operators.made", { name: name.trim() }));
    onMade();
    onClose();
  });
  const ready =
    username.trim() &&
    name.trim() &&
    password.length >= LEAST_PASSWORD &&
    (!placed || centreId) &&
    (role !== "observer" || examId);
  return (
    <Dialog title={t("operators.new")} onClose={onClose}>
      <Form onSubmit={() => void act.run()}>
        <Select
          label={t("operators.role")}
          value={role}
          options={(["operator", "supervisor", "observer", "admin"] as const).map((value) => ({
            value,
            label: t(`role.${value}`),
          }))}
          onChange={setRole}
        />
        <Field label={t("operators.name")} value={name} onInput={setName} maxLength={200} autocomplete="off" />
        <Field label={t("login.name")} value={username} onInput={setUsername} maxLength={64} autocomplete="off" />
        <Field
          label={t("login.password")}
          hint={t("operators.password.hint")}
          type="password"
          value={password}
          onInput={setPassword}
          autocomplete="new-password"
        />
        {placed && (
          <Select
            label={t("candidate.centre")}
            value={centreId}
            options={[
              { value: "", label: t("filter.choose") },
              ...centres.map((one) => ({ value: one.id, label: `${one.code} · ${one.name}` })),
            ]}
            onChange={setCentreId}
          />
        )}
        {role === "observer" && (
          <Select
            label={t("exams.one")}
            value={examId}
            options={[
              { value: "", label: t("filter.choose") },
              ...(exams.data ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={setExamId}
          />
        )}
        <FailureNotice failure={act.failure} />
        <Buttons>
          <Button kind="primary" type="submit" busy={act.busy} disabled={!ready}>
            {t("operators.create")}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
