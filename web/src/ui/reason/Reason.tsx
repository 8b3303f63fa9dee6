import { t } from "../../text";
import { Field } from "../field/Field";
import styles from "./reason.module.css";

/** As much as the log keeps of a reason, in one line. */
const MOST = 200;
const APART = "; ";

/** A reason as it is sent: a line without breaks. */
export const lined = (reason: string): string => reason.replace(/\s+/g, " ").trim();

/** Why: one of the usual reasons by a touch, in words of one's own, or both. */
export function Reason({
  label,
  usual,
  value,
  onInput,
}: {
  label: string;
  usual: readonly string[];
  value: string;
  onInput: (value: string) => void;
}) {
  const said = value.split(APART);
  const press = (reason: string): void => {
    const rest = said.filter((one) => one.trim() !== "" && one !== reason);
    onInput((said.includes(reason) ? rest : [...rest, reason]).join(APART).slice(0, MOST));
  };
  return (
    <div class={styles.reason}>
      <div class={styles.usual} role="group" aria-label={t("reason.usual")}>
        {usual.map((reason) => (
          <button
            type="button"
            key={reason}
            class={styles.chip}
            aria-pressed={said.includes(reason)}
            onClick={() => press(reason)}
          >
            {reason}
          </button>
        ))}
      </div>
      <Field
        label={label}
        hint={t("conflict.reason.hint")}
        lines={2}
        value={value}
        onInput={onInput}
        maxLength={MOST}
      />
    </div>
  );
}
