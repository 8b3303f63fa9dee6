import type { Sending } from "../../../api/upload";
import { bytes, counted, t } from "../../../text";
import { Small } from "../../../ui/page/Page";
import styles from "./import.module.css";

export interface Chosen {
  roster: File | undefined;
  photos: File | undefined;
}

/** Which of the files that were dropped is what. */
export function sorted(files: readonly File[], before: Chosen): Chosen {
  const roster = files.find((file) => /\.(csv|xlsx|txt)$/i.test(file.name));
  const photos = files.find((file) => /\.zip$/i.test(file.name));
  return { roster: roster ?? before.roster, photos: photos ?? before.photos };
}

/** What is chosen, with its size: bytes, and rows where the page can count them. */
export function Files({ chosen, rows }: { chosen: Chosen; rows: number | undefined }) {
  const line = (what: string, file: File, more?: string) => (
    <li>
      <span class={styles.what}>{what}</span>
      <b>{file.name}</b>
      <span class={styles.size}>{[more, bytes(file.size)].filter(Boolean).join(" · ")}</span>
    </li>
  );
  if (!chosen.roster && !chosen.photos) return null;
  return (
    <ul class={styles.chosen}>
      {chosen.roster &&
        line(t("import.roster"), chosen.roster, rows === undefined ? undefined : counted("import.rows", rows))}
      {chosen.photos && line(t("import.photos"), chosen.photos)}
    </ul>
  );
}

/** How far it is: bytes on their way, then the rows that the server reads. */
export function Progress({ sending, rows }: { sending: Sending; rows: number | undefined }) {
  const done = sending.total > 0 && sending.sent >= sending.total;
  const label = t("import.sending.label");
  return (
    <div class={styles.progress}>
      {done ? (
        <progress aria-label={label} />
      ) : (
        <progress value={sending.sent} max={sending.total || 1} aria-label={label} />
      )}
      <Small>
        {!done && t("import.sending", { sent: bytes(sending.sent), total: bytes(sending.total) })}
        {done && (rows === undefined ? t("import.reading") : counted("import.reading.rows", rows))}
      </Small>
    </div>
  );
}
