import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../../text";
import { Button } from "../button/Button";
import styles from "./dialog.module.css";

interface Props {
  title: string;
  /** Without it, the dialog cannot be left but by what is in it. */
  onClose?: (() => void) | undefined;
  /** What happened meanwhile, and changed nothing. */
  aside?: string | undefined;
  children: ComponentChildren;
}

/** A window over the page. It is open as long as it is in the document. */
export function Dialog({ title, onClose, aside, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Opening gave the focus to the first button; a field that asked for it has it back.
    element?.querySelector<HTMLElement>("[data-seen]")?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div class={styles.head}>
        <h2 id={id}>{title}</h2>
        {onClose && (
          <Button kind="quiet" onClick={onClose} label={t("dialog.close")}>
            <span aria-hidden="true">✕</span>
          </Button>
        )}
      </div>
      <p class={styles.aside} role="status">
        {aside}
      </p>
      <div class={styles.body}>{children}</div>
    </dialog>
  );
}
