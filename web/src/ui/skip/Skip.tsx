import { t } from "../../text";
import styles from "./skip.module.css";

/** For those who work by keyboard: over the strip and the menu, to what the page is about. */
export function Skip() {
  return (
    <a class={styles.skip} href="#content">
      {t("nav.skip")}
    </a>
  );
}
