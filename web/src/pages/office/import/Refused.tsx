import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "../../../api/client";
import { entryNamed } from "../../../device/zip";
import { advice, isCode, isKey, t } from "../../../text";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Section } from "../../../ui/page/Page";
import { OnePhoto } from "../../../ui/photos/PhotoPair";
import { type Column, Table, Two } from "../../../ui/table/Table";
import styles from "./import.module.css";

type Rejected = Schemas["RejectedPhoto"];

function reasonOf(photo: Rejected): string {
  const key = `photo.code.${photo.code}`;
  if (isKey(key)) return t(key);
  return isCode(photo.code) ? advice(photo.code)[0] : photo.code;
}

/** What no photograph is there of, nothing can be shown of. */
const SHOWN = (photo: Rejected): boolean => photo.code !== "PHOTO_MISSING" && photo.code !== "PHOTO_AMBIGUOUS";

/** A photograph out of the ZIP that was chosen here; it is not asked of the server, which has kept none. */
function useEntry(photos: File | undefined, name: string | undefined): string | undefined {
  const [src, setSrc] = useState<string>();
  useEffect(() => {
    let gone = false;
    let made: string | undefined;
    if (photos && name)
      void entryNamed(photos, name).then((bytes) => {
        if (gone || !bytes) return;
        made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
        setSrc(made);
      });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [photos, name]);
  return src;
}

function Picture({
  photo,
  photos,
  onOpen,
}: {
  photo: Rejected;
  photos: File | undefined;
  onOpen: (src: string) => void;
}) {
  const src = useEntry(photos, SHOWN(photo) ? photo.photo : undefined);
  const [broken, setBroken] = useState(false);
  if (!src || broken) return <span class={styles.none}>{t("import.nopicture")}</span>;
  return (
    <button type="button" class={styles.thumb} onClick={() => onOpen(src)}>
      <img src={src} alt={t("import.picture", { roll: photo.rollNumber })} onError={() => setBroken(true)} />
    </button>
  );
}

/** The photographs that were refused, with their pictures: those in sight alone are read out of the ZIP. */
export function Refused({ rejected, photos }: { rejected: readonly Rejected[]; photos: File | undefined }) {
  const [open, setOpen] = useState<{ photo: Rejected; src: string }>();
  const columns: Column<Rejected>[] = [
    {
      key: "picture",
      card: "half",
      title: t("import.photo"),
      width: "5.5rem",
      cell: (photo) => (
        <Picture key={photo.row} photo={photo} photos={photos} onOpen={(src) => setOpen({ photo, src })} />
      ),
    },
    { key: "row", title: t("import.row"), width: "5rem", numeric: true, cell: (photo) => photo.row },
    {
      key: "roll",
      card: "title",
      title: t("candidate.roll"),
      width: "minmax(10rem, 1.4fr)",
      cell: (photo) => <Two first={<b>{photo.rollNumber}</b>} second={photo.photo} />,
    },
    { key: "why", card: "whole", title: t("import.why"), width: "minmax(16rem, 4fr)", cell: reasonOf },
  ];
  return (
    <Section title={t("import.rejected.title")} note={t("import.rejected.note")}>
      <Table
        label={t("import.rejected.title")}
        tall
        columns={columns}
        rows={rejected}
        rowKey={(photo) => String(photo.row)}
      />
      {open && (
        <Dialog title={open.photo.rollNumber} onClose={() => setOpen(undefined)}>
          <p>{reasonOf(open.photo)}</p>
          <div class={styles.large}>
            <OnePhoto caption={t("import.asInZip")} src={open.src} />
          </div>
        </Dialog>
      )}
    </Section>
  );
}
