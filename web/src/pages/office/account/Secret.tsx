import { useEffect, useRef } from "preact/hooks";
import type { Schemas } from "../../../api/client";
import { t } from "../../../text";
import { LinkButton } from "../../../ui/button/Button";
import { grouped } from "../../../ui/onetime/digits";
import { Small } from "../../../ui/page/Page";
import { Qr } from "../../../ui/qr/Qr";
import styles from "./account.module.css";

/** The secret, in each of the ways in which it gets into an authenticator. It is shown this once and kept nowhere. */
export function Secret({ secret }: { secret: Schemas["SecondFactorSecret"] }) {
  const place = useRef<HTMLDivElement>(null);
  // The form that asked for it is gone, and the focus with it.
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} class={styles.secret}>
      <Qr text={secret.uri} label={t("factor.qr")} failed={t("factor.qr.failed")} />
      <div class={styles.ways}>
        <p>{t("factor.scan")}</p>
        <div>
          <LinkButton href={secret.uri}>{t("factor.here")}</LinkButton>
        </div>
        <div>
          <Small>{t("factor.typed")}</Small>
          <p class={styles.typed}>
            <code translate={false}>{grouped(secret.secret)}</code>
          </p>
        </div>
        <Small>{t("factor.once")}</Small>
      </div>
    </div>
  );
}
