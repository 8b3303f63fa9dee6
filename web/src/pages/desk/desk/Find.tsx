import { useState } from "preact/hooks";
import { useTyped } from "../../../api/address";
import { FOUND, useFound } from "../../../api/desk";
import { counted, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Field } from "../../../ui/field/Field";
import { Section, Small } from "../../../ui/page/Page";
import { FailureNotice } from "../../../ui/state/State";
import { VoidSheet } from "./Acts";
import { Candidate } from "./Candidate";
import styles from "./desk.module.css";
import { isOff, useAround } from "./people";

interface Props {
  q: string;
  candidate: string;
  change: (by: { q?: string; candidate?: string }) => void;
}

/** Any candidate of the centre, by roll number; and a sheet, by its barcode. */
export function Find({ q, candidate, change }: Props) {
  const { examId } = useAround();
  const [typed, type] = useTyped(q, (next) => change({ q: next.trim(), candidate: "" }));
  const [sheet, setSheet] = useState(false);
  const found = useFound(examId, q);
  const off = isOff();
  const items = q ? (found.data?.items ?? []) : [];
  const open = items.find((one) => one.id === candidate) ?? (items.length === 1 ? items[0] : undefined);
  return (
    <Section
      title={t("desk.find")}
      note={t("desk.find.note")}
      act={
        <Button disabled={off} onClick={() => setSheet(true)}>
          {t("desk.void")}
        </Button>
      }
    >
      <div class={styles.find}>
        <Field label={t("candidates.find")} type="search" value={typed} onInput={type} disabled={off} maxLength={100} />
      </div>
      {off && <Small>{t("desk.find.off")}</Small>}
      {q && !found.data && <FailureNotice failure={found.failure} again={found.again} />}
      {q && found.data && (
        <div role="status">
          {found.data.items.length === 0 && <p>{t("desk.find.nobody")}</p>}
          {found.data.total > FOUND && <Small>{counted("desk.find.many", found.data.total)}</Small>}
        </div>
      )}
      {items.length > 0 && (
        <ul class={styles.queue}>
          {items.map((one) => (
            <li key={one.id} class={styles.item}>
              <button
                type="button"
                class={styles.row}
                aria-expanded={one === open}
                onClick={() => change({ candidate: one === open ? "" : one.id })}
              >
                <span class={styles.what}>
                  <b>{one.rollNumber}</b>
                  <Chip>{t(`status.${one.status}`)}</Chip>
                </span>
                <span class={styles.who}>{one.name}</span>
                <span class={styles.arrow} aria-hidden="true" />
              </button>
              {one === open && (
                <div class={styles.opened}>
                  <Candidate candidateId={one.id} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {sheet && <VoidSheet onClose={() => setSheet(false)} />}
    </Section>
  );
}
