import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { t } from "../../text";
import { Button } from "../button/Button";
import { classes } from "../classes";
import styles from "./field.module.css";

interface Around {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

function Surround({ id, label, hint, error, children }: Around & { id: string; children: ComponentChildren }) {
  return (
    <div class={styles.field}>
      <label class={styles.label} for={id}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-says`} class={styles.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-says`} class={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

interface FieldProps extends Around {
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "password" | "number" | "search" | "datetime-local";
  autocomplete?: string;
  autofocus?: boolean;
  required?: boolean;
  disabled?: boolean;
  lines?: number;
  min?: number;
  max?: number;
  step?: number;
  maxLength?: number;
}

/** A line, or some lines, of text. */
export function Field(props: FieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const { label, hint, error, value, onInput, lines, autofocus, type = "text", ...rest } = props;
  const common = {
    id,
    value,
    class: classes(styles.input, error !== undefined && styles.wrong),
    "aria-invalid": error !== undefined || undefined,
    "aria-describedby": hint || error ? `${id}-says` : undefined,
    ref: (element: HTMLInputElement | HTMLTextAreaElement | null) => {
      if (autofocus && element && !element.dataset.seen) {
        element.dataset.seen = "yes";
        element.focus();
      }
    },
  };
  return (
    <Surround id={id} label={label} hint={hint} error={error}>
      {lines ? (
        <textarea {...common} {...rest} rows={lines} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <span class={type === "password" ? styles.secret : undefined}>
          <input
            {...common}
            {...rest}
            type={(shown ? "text" : type) as "text"}
            // The text of a page that was left is kept by browsers, so that it comes back with the page.
            autocomplete={shown ? "off" : rest.autocomplete}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          {type === "password" && (
            <Button kind="quiet" onClick={() => setShown(!shown)}>
              {t(shown ? "field.hide" : "field.show")}
            </Button>
          )}
        </span>
      )}
    </Surround>
  );
}

interface SelectProps<V extends string> extends Around {
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  disabled?: boolean;
}

/** One of a few. */
export function Select<V extends string>({ label, hint, error, value, options, onChange, disabled }: SelectProps<V>) {
  const id = useId();
  return (
    <Surround id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        class={classes(styles.input, styles.select)}
        value={value}
        disabled={disabled}
        aria-describedby={hint || error ? `${id}-says` : undefined}
        onChange={(event) => onChange(event.currentTarget.value as V)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Surround>
  );
}

/** Yes or no. */
export function Check({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label class={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <span class={styles.hint}>{hint}</span>}
      </span>
    </label>
  );
}

/** A box to tick in a row of a table, which says of itself what it is. */
export function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <label class={styles.tick}>
      <input type="checkbox" aria-label={label} checked={checked} onChange={onChange} />
    </label>
  );
}

/** Fields under one another, as wide as one reads. */
export function Form({
  onSubmit,
  wide,
  children,
}: {
  onSubmit: () => void;
  wide?: boolean;
  children: ComponentChildren;
}) {
  return (
    <form
      class={classes(styles.form, wide && styles.wide)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
