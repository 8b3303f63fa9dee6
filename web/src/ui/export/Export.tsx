import { useState } from "preact/hooks";
import { bytes, type Key, t } from "../../text";
import { Button, Buttons } from "../button/Button";
import { Choices } from "../chips/Chips";
import { Dialog } from "../dialog/Dialog";
import { FailureNotice, type Told } from "../state/State";
import styles from "./export.module.css";

type Format = "csv" | "xlsx";
type What = "candidates" | "attendance" | "alerts" | "conflicts" | "sheets" | "activity" | "log";

/** A list that is saved, as far as it is. */
interface Saving {
  busy: boolean;
  got: number;
  failure: Told | undefined;
  run: (what: What, format: Format) => Promise<boolean>;
  stop: () => void;
}

/** Lists to take along as a file: which, as what, and how far it is. */
export function Export({
  saving,
  whats,
  of,
}: {
  saving: Saving;
  whats: readonly [What, ...What[]];
  /** Of what it is, where it is not all of the exam. */
  of?: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState<What>(whats[0]);
  const [format, setFormat] = useState<Format>("xlsx");
  const name = (one: What): string => t(`export.${one}` satisfies Key);
  const close = (): void => {
    saving.stop();
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("export.open")}</Button>
      {open && (
        <Dialog title={whats.length > 1 ? t("export.title") : name(whats[0])} onClose={close}>
          {whats.length > 1 && (
            <Choices
              label={t("export.what")}
              value={what}
              choices={whats.map((value) => ({ value, label: name(value) }))}
              onChange={setWhat}
            />
          )}
          <Choices<Format>
            label={t("export.format")}
            value={format}
            choices={[
              { value: "xlsx", label: t("export.xlsx") },
              { value: "csv", label: t("export.csv") },
            ]}
            onChange={setFormat}
          />
          <p class={styles.note}>{of ? t("export.of", { of }) : t("export.all")}</p>
          {saving.busy && (
            <div role="status">
              <progress aria-label={t("export.open")} />
              <p class={styles.note}>{t("export.got", { size: bytes(saving.got) })}</p>
            </div>
          )}
          <FailureNotice failure={saving.failure} />
          <Buttons>
            <Button
              kind="primary"
              busy={saving.busy}
              onClick={() => void saving.run(what, format).then((saved) => saved && setOpen(false))}
            >
              {t("export.save")}
            </Button>
            <Button kind="quiet" onClick={close}>
              {t("dialog.cancel")}
            </Button>
          </Buttons>
        </Dialog>
      )}
    </>
  );
}
