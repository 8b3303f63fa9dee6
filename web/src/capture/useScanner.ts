import { useEffect, useRef, useState } from "preact/hooks";
import { isCovered } from "./covered";
import { ENDED_MILLISECONDS, meant, Scanner } from "./scanner";
import { signal } from "./signal";

const MOST_LATE_MILLISECONDS = 1_000;

type Typed = HTMLInputElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Typed =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

function put(field: Typed, text: string, from: number, to: number): void {
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** How far the page is behind the keys: so much longer the next one may take. */
const late = (at: number): number => Math.min(MOST_LATE_MILLISECONDS, Math.max(0, performance.now() - at));

/** Hears a scanner as long as it is not told to end. `may`: whether a key at this place is its business. */
function hearing(may: (target: EventTarget | null) => boolean, onCode: (code: string) => void): () => void {
  const scanner = new Scanner();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let field: { input: Typed; before: string; after?: string } | undefined;
  const give = (code: string): void => {
    // The first of its keys could not be known from a person's.
    const { input, before, after } = field ?? {};
    // What the page itself has put there meanwhile stays.
    if (input && before !== undefined && input.value !== before && input.value === after)
      put(input, before, 0, input.value.length);
    field = undefined;
    onCode(code);
  };
  /** What was held back and is no code was typed by a person with quick fingers. */
  const over = (): void => {
    clearTimeout(timer);
    const held = scanner.held;
    const code = scanner.take();
    if (code) give(code);
    else restore(held);
  };
  const restore = (held: string): void => {
    const input = field?.input;
    if (!held || !input || input !== document.activeElement) return;
    const end = input.value.length;
    put(input, held, input.selectionStart ?? end, input.selectionEnd ?? end);
    // If it was the beginning of a code that comes late, it is taken out with it.
    if (field) field.after = input.value;
  };
  const listen = (event: KeyboardEvent): void => {
    const { target, timeStamp: at } = event;
    // A key that is held down is a person's.
    if (event.isComposing || event.repeat || !may(target)) return;
    if (event.ctrlKey || event.altKey || event.metaKey) {
      // Between the keys of a code they are control characters, and no wish for a window of the browser.
      if (scanner.isSending(at)) event.preventDefault();
      return;
    }
    if (scanner.isOver(at)) over();
    clearTimeout(timer);
    const held = scanner.held;
    const key = meant(event.key, event.shiftKey, event.getModifierState("CapsLock"));
    const heard = scanner.hear({ key, at });
    if (heard.kind === "typed") {
      restore(held);
      field = isField(target) ? { input: target, before: target.value } : undefined;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (field) field.after ??= field.input.value;
    if (heard.kind === "code") give(heard.code);
    else timer = setTimeout(over, ENDED_MILLISECONDS + late(at));
  };
  addEventListener("keydown", listen, { capture: true });
  return () => {
    clearTimeout(timer);
    removeEventListener("keydown", listen, { capture: true });
  };
}

/**
 * Hears a hand-held scanner wherever the focus is. What it typed into a field is taken out of it again; the keys of a
 * person go on as if nobody listened. While a window asks something, that window hears it.
 */
export function useScanner(onCode: (code: string) => void): void {
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    // A password is typed, whatever types it.
    const may = (target: EventTarget | null): boolean =>
      !isCovered() && !(isField(target) && target.type === "password");
    return hearing(may, (code) => !isCovered() && heard.current(code));
  }, []);
}

/** For a window that asks something: a scan is kept out of its fields and answers nothing. The last one that was. */
export function useKeptOut(): string | undefined {
  const [code, setCode] = useState<string>();
  useEffect(
    () =>
      hearing(
        () => true,
        (kept) => {
          setCode(kept);
          signal("wrong");
        },
      ),
    [],
  );
  return code;
}
