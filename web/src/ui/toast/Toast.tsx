import { signal } from "@preact/signals";
import { t } from "../../text";
import { Button } from "../button/Button";
import { classes } from "../classes";
import styles from "./toast.module.css";

interface Note {
  id: number;
  tone: "good" | "bad";
  says: string;
}

const notes = signal<readonly Note[]>([]);
const STAYS_MILLISECONDS = 6_000;
let next = 0;

/** Tells that something was done. What failed stays beside the button that did it instead. */
export function tell(says: string, tone: Note["tone"] = "good"): void {
  const id = ++next;
  notes.value = [...notes.peek().slice(-2), { id, tone, says }];
  setTimeout(() => drop(id), STAYS_MILLISECONDS);
}

function drop(id: number): void {
  notes.value = notes.peek().filter((note) => note.id !== id);
}

export function Toasts() {
  const shown = notes.value;
  return (
    <div class={styles.toasts} role="status">
      {shown.map((note) => (
        <div key={note.id} class={classes(styles.toast, styles[note.tone])}>
          <p>{note.says}</p>
          <Button kind="quiet" onClick={() => drop(note.id)} label={t("dialog.close")}>
            <span aria-hidden="true">✕</span>
          </Button>
        </div>
      ))}
    </div>
  );
}
