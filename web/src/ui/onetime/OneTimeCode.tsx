import { useId } from "preact/hooks";
import { CODE_DIGITS, digitsOf } from "./digits";
import styles from "./onetime.module.css";

interface Props {
  label: string;
  hint: string;
  error?: string | undefined;
  value: string;
  onInput: (value: string) => void;
  autofocus?: boolean;
}

/** A code of a second factor, as an authenticator shows it. */
export function OneTimeCode({ label, hint, error, value, onInput, autofocus }: Props) {
  const id = useId();
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={styles.input}
        value={value}
        inputMode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        // Longer than a code: one is pasted with the space that authenticators put into it.
        maxLength={CODE_DIGITS + 4}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-says`}
        ref={(element) => {
          if (autofocus && element && !element.dataset.seen) {
            element.dataset.seen = "yes";
            element.focus();
          }
        }}
        onInput={(event) => {
          const digits = digitsOf(event.currentTarget.value);
          // What is no digit goes at once, also where the value stays what it was.
          event.currentTarget.value = digits;
          onInput(digits);
        }}
      />
      <p id={`${id}-says`} class={error ? styles.error : styles.hint} role={error ? "alert" : undefined}>
        {error ?? hint}
      </p>
    </div>
  );
}
