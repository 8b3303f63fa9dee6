import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { fingerOf, putAway, type Story } from "../../../api/desk";
import { t } from "../../../text";
import { Field, Select } from "../../../ui/field/Field";
import { Small } from "../../../ui/page/Page";
import { lined, Reason } from "../../../ui/reason/Reason";
import { Notice } from "../../../ui/state/State";
import { nameOf, useAround } from "./people";
import { Reasoned } from "./Reasoned";

interface Props {
  story: Story;
  onClose: () => void;
}

/** What station 2 still waits for, as far as it is known here. */
function missingOf(story: Story, settings: { requireFingerprint: boolean; requireOmr: boolean }) {
  const missing: ("fingerprint" | "omr")[] = [];
  if (settings.requireFingerprint && !fingerOf(story)) missing.push("fingerprint");
  if (settings.requireOmr && !story.candidate.omr) missing.push("omr");
  return missing;
}

/** Station 2 is closed without a match, by somebody who has looked. */
export function Override({ story, alertIds, onClose }: Props & { alertIds: readonly string[] }) {
  const { examId, exam } = useAround();
  const { candidate } = story;
  const [why, setWhy] = useState("");
  const missing = exam ? missingOf(story, exam.settings) : [];
  const unexplained = candidate.faceEnrolled && (candidate.face?.attempts ?? 0) === 0;
  return (
    <Reasoned
      title={t("desk.override.of", { roll: candidate.rollNumber })}
      says={
        <>
          <p>{t("desk.override.says")}</p>
          {missing.length > 0 && (
            <Notice tone="warn" title={t("desk.missing")}>
              <p>{missing.map((part) => t(`desk.missing.${part}`)).join(", ")}</p>
            </Notice>
          )}
        </>
      }
      usual={[t("desk.why.document"), t("desk.why.older"), t("desk.why.injured"), t("desk.why.known")]}
      act={t("desk.override.act")}
      known={missing}
      ready={!unexplained || lined(why) !== ""}
      done={t("desk.override.done", { roll: candidate.rollNumber })}
      work={async (reason) => {
        const override = unexplained ? { reason, noAttemptReason: lined(why) } : { reason };
        await call("post", "/api/biometric/verify", { body: { examId, candidateId: candidate.id, override } });
        await putAway(alertIds, reason).catch(() => undefined);
      }}
      onClose={onClose}
    >
      {unexplained && (
        <Reason
          label={t("desk.override.unexplained")}
          usual={[t("desk.why.camera"), t("desk.why.covered")]}
          value={why}
          onInput={setWhy}
        />
      )}
    </Reasoned>
  );
}

/** A mismatch that nobody overrides: what was done is written down, and the candidate stays as they are. */
export function Settle({ story, alertIds, onClose }: Props & { alertIds: readonly string[] }) {
  return (
    <Reasoned
      title={t("desk.settle.of", { roll: story.candidate.rollNumber })}
      says={<p>{t("desk.settle.says")}</p>}
      usual={[t("desk.why.again"), t("desk.why.other"), t("desk.why.police")]}
      act={t("desk.settle.act")}
      done={t("desk.settle.done")}
      work={(reason) => putAway(alertIds, reason)}
      onClose={onClose}
    />
  );
}

/** The mark of the gate is taken back. */
export function Undo({ story: { candidate }, onClose }: Props) {
  const id = candidate.attendance?.id ?? "";
  return (
    <Reasoned
      title={t("desk.undo.of", { roll: candidate.rollNumber })}
      says={<p>{t("desk.undo.says")}</p>}
      usual={[t("desk.why.mistaken"), t("desk.why.absent"), t("desk.why.twice")]}
      act={t("desk.undo.act")}
      danger
      done={t("desk.undo.done", { roll: candidate.rollNumber })}
      work={async (reason) => {
        await call("post", "/api/attendance/{id}/undo", { path: { id }, body: { reason } });
      }}
      onClose={onClose}
    />
  );
}

/** Another operator goes on with the candidate. */
export function HandOver({ story: { candidate }, onClose }: Props) {
  const around = useAround();
  const [to, setTo] = useState("");
  const id = candidate.attendance?.id ?? "";
  const now = candidate.attendance?.operatorId;
  const others = around.people.filter(
    (one) => !one.disabled && (one.role === "operator" || one.role === "supervisor") && one.id !== now,
  );
  const name = others.find((one) => one.id === to)?.name ?? "";
  return (
    <Reasoned
      title={t("desk.hand.of", { roll: candidate.rollNumber })}
      says={<p>{t("desk.hand.says", { who: nameOf(around, now) })}</p>}
      usual={[t("desk.why.shift"), t("desk.why.device"), t("desk.why.room")]}
      act={t("desk.hand.act")}
      ready={to !== ""}
      done={t("desk.hand.done", { who: name })}
      work={async (reason) => {
        await call("post", "/api/attendance/{id}/handover", { path: { id }, body: { operatorId: to, reason } });
      }}
      onClose={onClose}
    >
      <Select
        label={t("desk.hand.to")}
        value={to}
        options={[
          { value: "", label: t("filter.choose") },
          ...others.map((one) => ({ value: one.id, label: `${one.name} (${one.username})` })),
        ]}
        onChange={setTo}
      />
    </Reasoned>
  );
}

/** A damaged sheet, never to be used again; of a candidate, or one that is typed. */
export function VoidSheet({ barcode, onClose }: { barcode?: string; onClose: () => void }) {
  const { examId } = useAround();
  const [typed, setTyped] = useState("");
  const which = barcode ?? typed.trim();
  return (
    <Reasoned
      title={barcode ? t("desk.void.of", { barcode }) : t("desk.void")}
      says={<p>{t("desk.void.says")}</p>}
      usual={[t("desk.why.torn"), t("desk.why.printed"), t("desk.why.wrongSheet")]}
      act={t("desk.void.act")}
      danger
      ready={which !== ""}
      done={t("desk.void.done", { barcode: which })}
      work={async (reason) => {
        await call("post", "/api/omr/void", { body: { examId, barcode: which, reason } });
      }}
      onClose={onClose}
    >
      {barcode === undefined && (
        <>
          <Field
            label={t("conflict.correct.barcode")}
            hint={t("conflict.correct.barcode.hint")}
            value={typed}
            onInput={setTyped}
            autofocus
            maxLength={64}
          />
          <Small>{t("desk.void.free")}</Small>
        </>
      )}
    </Reasoned>
  );
}
