import { useState } from "preact/hooks";
import { load, update } from "../../../sync/updates";
import { t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Notice } from "../../../ui/state/State";

/** A newer release waits. Here nothing is open, so that it may take over. */
export function Update() {
  const [busy, setBusy] = useState(false);
  if (!update.value) return null;
  return (
    <Notice
      tone="plain"
      title={t("update.title")}
      act={<Button onClick={() => void load().then((done) => setBusy(!done))}>{t("update.load")}</Button>}
    >
      <p>{t(busy ? "update.busy" : "update.says")}</p>
    </Notice>
  );
}
