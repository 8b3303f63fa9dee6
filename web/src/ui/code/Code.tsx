import { useId } from "preact/hooks";
import { t } from "../../text";
import styles from "./code.module.css";

/** The international spelling alphabet, and how digits are said in it. */
const WORDS: Record<string, string> = {
  A: "Alfa",
  B: "Bravo",
  C: "Charlie",
  D: "Delta",
  E: "Echo",
  F: "Foxtrot",
  G: "Golf",
  H: "Hotel",
  J: "Juliett",
  K: "Kilo",
  M: "Mike",
  N: "November",
  P: "Papa",
  Q: "Quebec",
  R: "Romeo",
  S: "Sierra",
  T: "Tango",
  V: "Victor",
  W: "Whiskey",
  X: "X-ray",
  Y: "Yankee",
  Z: "Zulu",
};
const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

function word(symbol: string): string {
  const digit = DIGITS.find((one) => one === symbol);
  return digit ? t(`digit.${digit}`) : (WORDS[symbol] ?? symbol);
}

/** A code as it is read out: group by group, each symbol with its word. */
export function SpokenCode({ code, label }: { code: string; label: string }) {
  return (
    <ol class={styles.spoken} aria-label={label}>
      {code.split("-").map((group, index) => (
        <li key={index} class={styles.group}>
          <span class={styles.place}>{t("code.group", { place: index + 1 })}</span>
          <span class={styles.symbols} style={{ gridTemplateColumns: `repeat(${group.length}, minmax(0, 1fr))` }}>
            {Array.from(group, (symbol, place) => (
              <span key={place} class={styles.symbol}>
                <b>{symbol}</b>
                <small lang="en" translate={false}>
                  {word(symbol)}
                </small>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface InputProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string;
  onInput: (value: string) => void;
  groups: number;
  size: number;
}

/** Crockford's alphabet reads I and L as 1, and O as 0. */
function tidy(typed: string, groups: number, size: number): string {
  const symbols = typed
    .toUpperCase()
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0")
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, groups * size);
  return symbols.match(new RegExp(`.{1,${size}}`, "g"))?.join("-") ?? "";
}

/** A code that is typed while somebody reads it out; the groups come by themselves. */
export function CodeInput({ label, hint, error, value, onInput, groups, size }: InputProps) {
  const id = useId();
  const done = value.replaceAll("-", "").length;
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={styles.input}
        value={value}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-says`}
        onInput={(event) => onInput(tidy(event.currentTarget.value, groups, size))}
      />
      <p id={`${id}-says`} class={error ? styles.error : styles.hint}>
        {error ?? `${hint ? `${hint} ` : ""}${t("code.typed", { done, whole: groups * size })}`}
      </p>
    </div>
  );
}
