import { useRef, useState } from "preact/hooks";
import { type Explained, explained } from "./codes";
import { Failure } from "./failure";

export interface Act<A extends unknown[]> {
  run: (...args: A) => Promise<boolean>;
  busy: boolean;
  failure: Explained | undefined;
  /** The refusal itself, for the forms that show its details. */
  refusal: Failure | undefined;
  clear: () => void;
}

/** Something that a person does: once at a time, with its failure kept beside the button. */
export function useAct<A extends unknown[]>(work: (...args: A) => Promise<void>): Act<A> {
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const running = useRef(false);
  const run = async (...args: A): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setThrown(undefined);
    try {
      await work(...args);
      return true;
    } catch (cause) {
      setThrown(cause);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return {
    run,
    busy,
    failure: thrown === undefined ? undefined : explained(thrown),
    refusal: thrown instanceof Failure ? thrown : undefined,
    clear: () => setThrown(undefined),
  };
}
