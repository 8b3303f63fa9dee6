import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../text";
import { classes } from "../classes";
import styles from "./camera.module.css";

export type Failed = "insecure" | "none" | "refused" | "busy" | "lost";

export interface LiveProps {
  /** Nothing while the camera starts. */
  stream?: MediaStream | undefined;
  /** Why there is no picture. */
  failed?: Failed | undefined;
  /** As in a mirror, for those who look at themselves. What is captured is not turned. */
  mirrored?: boolean | undefined;
  /** The element while it shows something, to be measured and read from. */
  onVideo?: ((video: HTMLVideoElement | undefined) => void) | undefined;
  /** Buttons under the picture. */
  children?: ComponentChildren;
}

const AT_FIRST = { width: 4, height: 3 };

/** What a camera shows, all of it and as large as it fits, with a shape over it and one line below. */
export function Live({
  stream,
  failed,
  mirrored,
  onVideo,
  says,
  urgent,
  shape,
  children,
}: LiveProps & {
  says: string;
  /** Something is to be changed. */
  urgent?: boolean;
  shape: (width: number, height: number) => string;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [{ width, height }, setSides] = useState(AT_FIRST);
  const shown = stream && !failed;

  useEffect(() => {
    const element = video.current;
    if (!element || !shown) return;
    element.srcObject = stream;
    // It is refused where the page was left meanwhile.
    element.play().catch(() => undefined);
    return () => {
      onVideo?.(undefined);
      element.srcObject = null;
    };
  }, [stream, shown]);

  const measure = (): void => {
    const { videoWidth, videoHeight } = video.current ?? {};
    if (!video.current || !videoWidth || !videoHeight) return;
    setSides({ width: videoWidth, height: videoHeight });
    onVideo?.(video.current);
  };
  return (
    <div class={styles.camera}>
      <div class={styles.picture} style={{ "--ratio": `${width / height}` }}>
        {shown ? (
          <>
            <video
              ref={video}
              class={classes(mirrored && styles.mirrored)}
              aria-label={t("camera.shows")}
              autoplay
              muted
              playsInline
              onLoadedMetadata={measure}
              onResize={measure}
            />
            <svg class={styles.shape} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
              <path class={styles.outside} d={`M0 0H${width}V${height}H0Z${shape(width, height)}`} />
              <path class={classes(styles.edge, urgent && styles.urgent)} d={shape(width, height)} />
            </svg>
          </>
        ) : (
          <p class={styles.without} role={failed ? "alert" : undefined}>
            {failed ? t(`camera.failed.${failed}`) : t("camera.starts")}
          </p>
        )}
      </div>
      <p class={classes(styles.says, urgent && styles.wanting)} aria-live="polite">
        {shown ? says : ""}
      </p>
      {children && <div class={styles.buttons}>{children}</div>}
    </div>
  );
}
