import { useEffect, useRef } from "preact/hooks";
import { watch } from "./barcode";
import { type UsedCamera, useCamera } from "./useCamera";

/** Reads codes with the camera, as long as `wanted` says so. */
export function useCodes(wanted: boolean, onCode: (code: string) => void): UsedCamera {
  const used = useCamera("environment", wanted);
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    if (!used.video) return;
    return watch(used.video, (code) => heard.current(code.text));
  }, [used.video]);
  return used;
}
