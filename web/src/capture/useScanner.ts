import { useEffect, useRef } from "preact/hooks";
import { ENDED_MILLISECONDS, Scanner } from "./scanner";

/**
 * Hears a hand-held scanner wherever the focus is. What it typed into a field is taken out of it again; the keys of a
 * person go on as if nobody listened.
 */
export function useScanner(onCode: (code: string) => void): void {
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    const scanner = new Scanner();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let field: { input: HTMLInputElement | HTMLTextAreaElement; before: string } | undefined;
    const restore = (): void => {
      if (!field || field.input.value === field.before) return;
      field.input.value = field.before;
      field.input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const give = (code: string | undefined): void => {
      if (!code) return;
      restore();
      heard.current(code);
    };
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const { target } = event;
      const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      // A password is typed, whatever types it.
      if (isField && target.type === "password") return;
      const before = isField ? { input: target, before: target.value } : undefined;
      const found = scanner.hear({ key: event.key, at: event.timeStamp });
      clearTimeout(timer);
      if (found.kind === "typed") {
        field = before;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (found.kind === "code") give(found.code);
      else timer = setTimeout(() => give(scanner.take()), ENDED_MILLISECONDS);
    };
    addEventListener("keydown", listen, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", listen, { capture: true });
    };
  }, []);
}
