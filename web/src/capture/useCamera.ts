import { useEffect, useRef, useState } from "preact/hooks";
import { type Camera, CameraFailed, type CameraFailure, type Facing, openCamera } from "./camera";

export interface UsedCamera {
  camera: Camera | undefined;
  failed: CameraFailure | undefined;
  /** The element that shows it, while it is there. */
  video: HTMLVideoElement | undefined;
  onVideo: (video: HTMLVideoElement | undefined) => void;
  /** Tries once more. */
  again: () => void;
}

/** A camera that is open as long as `wanted` says so, and is released with the page. */
export function useCamera(facing: Facing, wanted: boolean): UsedCamera {
  const [camera, setCamera] = useState<Camera>();
  const [failed, setFailed] = useState<CameraFailure>();
  const [video, setVideo] = useState<HTMLVideoElement>();
  const [tries, setTries] = useState(0);
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    let opened: Camera | undefined;
    setFailed(undefined);
    const onLost = (): void => setFailed("lost");
    openCamera({ facing, deviceId: last.current, signal: stop.signal, onLost })
      .then((found) => {
        opened = found;
        last.current = found.deviceId;
        if (stop.signal.aborted) found.stop();
        else setCamera(found);
      })
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) setFailed(thrown instanceof CameraFailed ? thrown.failure : "busy");
      });
    return () => {
      stop.abort();
      opened?.stop();
      setCamera(undefined);
      setVideo(undefined);
    };
  }, [facing, wanted, tries]);
  return { camera, failed, video, onVideo: setVideo, again: () => setTries(tries + 1) };
}
