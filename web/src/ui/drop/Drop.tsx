import { useId, useRef, useState } from "preact/hooks";
import { Button } from "../button/Button";
import { classes } from "../classes";
import styles from "./drop.module.css";

/** A place for files: dropped, or chosen. */
export function Drop({
  label,
  button,
  accept,
  onFiles,
}: {
  label: string;
  button: string;
  accept: string;
  onFiles: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const id = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same
    <div
      class={classes(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p id={id}>{label}</p>
      <Button onClick={() => input.current?.click()}>{button}</Button>
      <input
        ref={input}
        hidden
        type="file"
        multiple
        accept={accept}
        aria-labelledby={id}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </div>
  );
}
