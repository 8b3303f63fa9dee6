import { counted, duration, number, t } from "../../text";
import { classes } from "../classes";
import styles from "./pace.module.css";

interface Step {
  step: "wait" | "face" | "fingerprint" | "sheet" | "close" | "station";
  medianSeconds: number;
  p90Seconds: number;
  count: number;
}

/** Of how many it is told. */
export function paced(read: { steps: readonly Step[] } | undefined): string | undefined {
  const count = read?.steps.find((one) => one.step === "station")?.count;
  return count ? counted("pace.of", count) : undefined;
}

/** Seconds are told one by one as long as they are what people count in. */
const COUNTED_SECONDS = 600;
const said = (seconds: number): string =>
  seconds < COUNTED_SECONDS ? t("time.seconds", { count: seconds }) : duration(seconds * 1000);

/** How long a candidate takes at each step. The bar is the same as the numbers before it: to the half, and to nine of ten. */
export function Pace({ steps }: { steps: readonly Step[] }) {
  const longest = Math.max(1, ...steps.map((one) => one.p90Seconds));
  const whole = steps.find((one) => one.step === "station");
  const width = (seconds: number): { width: string } => ({ width: `${(100 * seconds) / longest}%` });
  return (
    <div class={styles.pace}>
      {whole && (
        <p class={styles.whole}>{t("pace.whole", { half: said(whole.medianSeconds), most: said(whole.p90Seconds) })}</p>
      )}
      <table class={styles.table}>
        <caption class={styles.unseen}>{t("pace.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pace.step")}</th>
            <th scope="col">{t("pace.half")}</th>
            <th scope="col">{t("pace.most")}</th>
            <th scope="col" class={styles.wide}>
              {t("pace.count")}
            </th>
            <td class={styles.wide} />
          </tr>
        </thead>
        <tbody>
          {steps.map((one) => (
            <tr key={one.step} class={classes(one.step === "station" && styles.sum)}>
              <th scope="row">{t(`pace.step.${one.step}`)}</th>
              <td>{said(one.medianSeconds)}</td>
              <td>{said(one.p90Seconds)}</td>
              <td class={styles.wide}>{number(one.count)}</td>
              <td class={classes(styles.wide, styles.picture)} aria-hidden="true">
                <span class={styles.most} style={width(one.p90Seconds)} />
                <span class={styles.half} style={width(one.medianSeconds)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
