import { t } from "../../../text";
import { classes } from "../../../ui/classes";
import styles from "./conflict.module.css";
import type { Row } from "./facts";

/** Two records side by side. What differs is marked by a bar and by a word, not by its colour alone. */
export function Sides({ rows }: { rows: readonly Row[] }) {
  return (
    <div class={styles.scroll} tabIndex={0} role="region" aria-label={t("conflict.title")}>
      <table class={styles.sides}>
        <thead>
          <tr>
            <th scope="col">{t("conflict.fact")}</th>
            <th scope="col">{t("conflict.existing")}</th>
            <th scope="col">{t("conflict.incoming")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} class={classes(row.differs && styles.differs)}>
              <th scope="row">
                {row.name}
                {row.differs && <span class={styles.mark}>{t("conflict.differs")}</span>}
              </th>
              <td>{row.existing}</td>
              <td>{row.incoming}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
