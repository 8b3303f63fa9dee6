import { useId, useState } from "preact/hooks";
import { counted } from "../../text";
import styles from "./scan.module.css";

interface Person {
  id: string;
  rollNumber: string;
  name: string;
}

interface Props {
  label: string;
  people: readonly Person[];
  /** The exam wants no names where others may read them. */
  hideNames: boolean;
  /** What was typed whole, or chosen of the list: a roll number. */
  onChoose: (code: string) => void;
}

const MOST = 6;
const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whoever has no card is found by roll number, by its end, or by name. */
export function Find({ label, people, hideNames, onChoose }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const wanted = folded(typed.trim());
  const fits = ({ rollNumber, name }: Person): boolean => {
    const roll = folded(rollNumber);
    return roll.includes(wanted) || (!hideNames && folded(name).includes(wanted));
  };
  const found = wanted.length < 2 ? [] : people.filter(fits);
  const choose = (code: string): void => {
    setTyped("");
    onChoose(code);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    // One that is left is the one that is meant; else what was typed is taken as it stands.
    const exact = people.find((one) => folded(one.rollNumber) === wanted);
    const one = exact ?? (found.length === 1 ? found[0] : undefined);
    if (one) choose(one.rollNumber);
    else if (typed.trim() && found.length === 0) choose(typed.trim());
  };
  return (
    <form class={styles.find} onSubmit={submit}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={styles.input}
        value={typed}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        enterkeyhint="search"
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      {found.length > MOST && <p role="status">{counted("scan.many", found.length)}</p>}
      {found.length > 0 && (
        <ul class={styles.list}>
          {found.slice(0, MOST).map((one) => (
            <li key={one.id}>
              <button type="button" class={styles.one} onClick={() => choose(one.rollNumber)}>
                <b>{one.rollNumber}</b>
                {!hideNames && <span data-name>{one.name}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
