import { t } from "../../text";
import { classes } from "../classes";
import styles from "./photos.module.css";

interface Picture {
  caption: string;
  /** An address of the page itself (`blob:`), or why there is none. */
  src?: string | undefined;
  missing?: string | undefined;
  /** Its sides are cut off: who is in its middle is as large as on the other one. */
  middle?: boolean;
}

function Photo({ caption, src, missing, middle }: Picture) {
  return (
    <figure class={styles.photo}>
      {src ? (
        <img class={classes(middle && styles.middle)} src={src} alt={caption} />
      ) : (
        <div class={styles.none}>
          <p>{missing ?? t("photo.none")}</p>
        </div>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** Two pictures of whom should be one person, side by side and of one size. */
export function PhotoPair({ left, right }: { left: Picture; right: Picture }) {
  return (
    <div class={styles.pair}>
      <Photo {...left} />
      <Photo {...right} />
    </div>
  );
}

export function OnePhoto(picture: Picture) {
  return (
    <div class={styles.alone}>
      <Photo {...picture} />
    </div>
  );
}
