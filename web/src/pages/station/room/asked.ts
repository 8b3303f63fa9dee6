/** Somebody is in the middle of something that a scan would take from under them: a picture is looked at, a finger is awaited. */
import { useLayoutEffect } from "preact/hooks";

let asked = 0;

export const isAsked = (): boolean => asked > 0;

export function useAsked(is: boolean): void {
  // At once, not after the next frame: a scan may come before it.
  useLayoutEffect(() => {
    if (!is) return;
    asked++;
    return () => {
      asked--;
    };
  }, [is]);
}
