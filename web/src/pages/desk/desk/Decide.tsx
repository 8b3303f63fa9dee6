import { useState } from "preact/hooks";
import { call, type Schemas } from "../../../api/client";
import { putAway, type Waiting } from "../../../api/desk";
import { t } from "../../../text";
import { Choices } from "../../../ui/chips/Chips";
import { Field, Select } from "../../../ui/field/Field";
import { Reasoned } from "./Reasoned";

type Kind = Schemas["EntityType"];
export type How = "apply" | "correct" | "discard";

/** What a supervisor says in the place of what a device said. Empty is not said. */
interface Said {
  rollNumber: string;
  entityType: Kind | "";
  capturedAt: string;
  status: "completed" | "skipped" | "";
  barcode: string;
  exceptionReason: string;
}

/** A face or a sheet is nothing without what the device captured: these can be told by a person. */
const KINDS: readonly Kind[] = ["attendance", "fingerprint", "omr", "biometric"];

function corrected(said: Said, unread: boolean): Record<string, string> {
  const kinds: Record<string, readonly (keyof Said)[]> = {
    attendance: ["status"],
    omr: ["barcode"],
    fingerprint: ["exceptionReason"],
  };
  const names: (keyof Said)[] = ["rollNumber", ...(kinds[said.entityType] ?? [])];
  if (unread) names.push("entityType");
  const body: Record<string, string> = {};
  for (const name of names) if (said[name].trim()) body[name] = said[name].trim();
  if (unread && said.capturedAt) body.capturedAt = new Date(said.capturedAt).toISOString();
  return body;
}

function Correct({ said, unread, known, onSay }: Fields) {
  const set = (by: Partial<Said>): void => onSay({ ...said, ...by });
  return (
    <>
      <Field
        label={t("candidate.roll")}
        hint={t(known ? "desk.correct.roll.known" : "desk.correct.roll")}
        value={said.rollNumber}
        onInput={(rollNumber) => set({ rollNumber })}
        autofocus
        maxLength={32}
      />
      {unread && (
        <>
          <Select<Kind | "">
            label={t("desk.correct.kind")}
            value={said.entityType}
            options={[
              { value: "", label: t("filter.choose") },
              ...KINDS.map((kind) => ({ value: kind, label: t(`entity.${kind}`) })),
            ]}
            onChange={(entityType) => set({ entityType })}
          />
          <Field
            label={t("desk.correct.at")}
            hint={t("desk.correct.at.hint")}
            type="datetime-local"
            value={said.capturedAt}
            onInput={(capturedAt) => set({ capturedAt })}
          />
        </>
      )}
      {said.entityType === "attendance" && (
        <Choices<"completed" | "skipped" | "">
          label={t("conflict.correct.status")}
          value={said.status}
          choices={[
            { value: "completed", label: t("value.completed") },
            { value: "skipped", label: t("value.skipped") },
          ]}
          onChange={(status) => set({ status })}
        />
      )}
      {said.entityType === "omr" && (
        <Field
          label={t("conflict.correct.barcode")}
          hint={t("conflict.correct.barcode.hint")}
          value={said.barcode}
          onInput={(barcode) => set({ barcode })}
          maxLength={64}
        />
      )}
      {said.entityType === "fingerprint" && (
        <Field
          label={t("desk.correct.exception")}
          hint={t("desk.correct.exception.hint")}
          value={said.exceptionReason}
          onInput={(exceptionReason) => set({ exceptionReason })}
          maxLength={200}
        />
      )}
    </>
  );
}

interface Fields {
  said: Said;
  unread: boolean;
  /** Whether it is known whose record it is. */
  known: boolean;
  onSay: (said: Said) => void;
}

/** A record that waits is applied, applied as it should have been, or set aside. */
export function Decide({ one, how, onClose }: { one: Waiting; how: How; onClose: () => void }) {
  const unread = one.what === "unread";
  const known = one.candidateId !== undefined;
  const [said, setSaid] = useState<Said>({
    rollNumber: "",
    entityType: one.entityType ?? "",
    capturedAt: "",
    status: "",
    barcode: "",
    exceptionReason: "",
  });
  const correction = corrected(said, unread);
  const enough = unread
    ? said.entityType !== "" && (known || correction.rollNumber !== undefined)
    : Object.keys(correction).length > 0;
  const whose = one.rollNumber ?? t("desk.somebody");
  return (
    <Reasoned
      title={t(`desk.${how}.of`, { roll: whose })}
      says={<p>{t(`desk.${how}.says`)}</p>}
      usual={
        how === "discard"
          ? [t("desk.why.captured"), t("desk.why.mistaken"), t("desk.why.notHere")]
          : [t("desk.why.seen"), t("desk.why.asked"), t("desk.why.list")]
      }
      act={t(`desk.${how}.act`)}
      danger={how === "discard"}
      ready={how !== "correct" || enough}
      done={t(`desk.${how}.done`, { roll: correction.rollNumber ?? whose })}
      work={async (reason) => {
        const decision = how === "discard" ? "discard" : "apply";
        const body = { decision, reason, ...(how === "correct" ? { correction } : {}) } as const;
        const path = { recordId: one.recordId ?? "" };
        await call("post", "/api/sync/records/{recordId}/decide", { path, body });
        await putAway(one.alertIds, reason).catch(() => undefined);
      }}
      onClose={onClose}
    >
      {how === "correct" && <Correct said={said} unread={unread} known={known} onSay={setSaid} />}
    </Reasoned>
  );
}
