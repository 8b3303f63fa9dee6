import type { Progress } from "../../../sync/download";
import { number, t } from "../../../text";
import styles from "./setup.module.css";

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number): string => number(bytes / MEGABYTE, 1);

/** How far a package is, in bytes. */
export function Bar({ progress: { step, got, size, share } }: { progress: Progress }) {
  const done = step === "checking" ? share : size ? got / size : 0;
  return (
    <div class={styles.bar} role="status">
      <p class={styles.step}>{t(`setup.step.${step}`)}</p>
      <progress class={styles.progress} value={done} max={1} aria-label={t(`setup.step.${step}`)} />
      <p>{size ? t("setup.bytes", { got: megabytes(got), size: megabytes(size) }) : t("setup.building")}</p>
      {step === "waiting" && <p>{t("setup.waiting")}</p>}
    </div>
  );
}
