import { t } from "../../text";
import { Button } from "../button/Button";
import type { Failed } from "../camera/Live";
import { Viewfinder } from "../camera/Viewfinder";

interface Props {
  open: boolean;
  onOpen: (open: boolean) => void;
  stream: MediaStream | undefined;
  failed: Failed | undefined;
  onVideo: (video: HTMLVideoElement | undefined) => void;
  again: () => void;
  /** Where the camera has a light. */
  torch?: (() => void) | undefined;
}

/** A code that is read by the camera, where there is no scanner. */
export function CameraScan({ open, onOpen, stream, failed, onVideo, again, torch }: Props) {
  if (!open) return <Button onClick={() => onOpen(true)}>{t("scan.camera")}</Button>;
  return (
    <Viewfinder stream={stream} failed={failed} onVideo={onVideo}>
      {failed && <Button onClick={again}>{t("state.again")}</Button>}
      {torch && <Button onClick={torch}>{t("scan.torch")}</Button>}
      <Button kind="quiet" onClick={() => onOpen(false)}>
        {t("scan.close")}
      </Button>
    </Viewfinder>
  );
}
