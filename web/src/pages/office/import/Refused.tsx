import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "../../../api/client";
import { photosOf } from "../../../api/roster";
import { entryNamed } from "../../../api/zip";
import { advice, isCode, isKey, t } from "../../../text";
import { Dialog } from "../../../ui/dialog/Dialog";
import { Section } from "../../../ui/page/Page";
import { OnePhoto } from "../../../ui/photos/PhotoPair";
import { type Column, Table, Two } from "../../../ui/table/Table";
import styles from "./import.module.css";

/** `photo`: the file in the ZIP, as the row names it. */
type Rejected = Schemas["RejectedPhoto"] & { photo?: string };

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
  name,
  onOpen,
}: {
  photo: Rejected;
  photos: File | undefined;
  name: string | undefined;
  onOpen: (src: string) => void;
}) {
  const src = useEntry(photos, SHOWN(photo) ? name : undefined);
  const [broken, setBroken] = useState(false);
  // Of what has no known name nothing is shown: a picture that was guessed may be somebody else's.
  if (!src || broken)
    return <span class={styles.none}>{t(SHOWN(photo) && !name ? "import.noname" : "import.nopicture")}</span>;
  return (
    <button type="button" class={styles.thumb} onClick={() => onOpen(src)}>
      <img src={src} alt={t("import.picture", { roll: photo.rollNumber })} onError={() => setBroken(true)} />
    </button>
  );
}

/** The photographs that were refused, with their pictures: those in sight alone are read out of the ZIP. */
export function Refused({
  rejected,
  roster,
  photos,
}: {
  rejected: readonly Rejected[];
  roster: File | undefined;
  photos: File | undefined;
}) {
  const [names, setNames] = useState<ReadonlyMap<number, string>>();
  const [open, setOpen] = useState<{ photo: Rejected; src: string }>();
  useEffect(() => {
    const rows = rejected.filter((photo) => SHOWN(photo) && photo.photo === undefined).map((photo) => photo.row);
    if (!roster || rows.length === 0) setNames(new Map());
    else photosOf(roster, rows).then(setNames, () => setNames(new Map()));
  }, [roster, rejected]);
  // What the server tells holds for every kind of file; a CSV says it by itself, too.
  const nameOf = (photo: Rejected): string | undefined => photo.photo ?? names?.get(photo.row);
  const columns: Column<Rejected>[] = [
    {
      key: "picture",
      title: t("import.photo"),
      width: "5.5rem",
      cell: (photo) =>
        names && (
          <Picture
            key={photo.row}
            photo={photo}
            photos={photos}
            name={nameOf(photo)}
            onOpen={(src) => setOpen({ photo, src })}
          />
        ),
    },
    { key: "row", title: t("import.row"), width: "5rem", numeric: true, cell: (photo) => photo.row },
    {
      key: "roll",
      title: t("candidate.roll"),
      width: "minmax(10rem, 1.4fr)",
      cell: (photo) => <Two first={<b>{photo.rollNumber}</b>} second={nameOf(photo)} />,
    },
    { key: "why", title: t("import.why"), width: "minmax(16rem, 4fr)", cell: reasonOf },
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
