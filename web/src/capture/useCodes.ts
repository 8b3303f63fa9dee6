import { useEffect, useRef } from "preact/hooks";
import { type Part, watch } from "./barcode";
import { isCovered } from "./covered";
import { type UsedCamera, useCamera } from "./useCamera";

/** Reads the codes in one part of what the camera shows, as long as `wanted` says so. */
export function useCodes(
  wanted: boolean,
  within: (width: number, height: number) => Part,
  onCode: (code: string) => void,
): UsedCamera {
  const used = useCamera("environment", wanted);
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    if (!used.video) return;
    return watch(used.video, (code) => !isCovered() && heard.current(code.text), { within });
  }, [used.video]);
  return used;
}
