import { useEffect } from "preact/hooks";
import { answered, line } from "./line";
import { queries } from "./query";
import { wire } from "./wire";

const PULSE_MILLISECONDS = 3_000;

/** Whether the server is there. */
export async function answers(): Promise<boolean> {
  try {
    return (await wire.fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** While the server does not answer, it is asked again and again; when it does, everything that is shown is read anew. */
export function usePulse(back: () => void): void {
  const off = line.value.state === "off";
  useEffect(() => {
    if (!off) return;
    const timer = setInterval(async () => {
      if (line.peek().state !== "off" || !(await answers())) return;
      answered(0);
      back();
      void queries.invalidateQueries();
    }, PULSE_MILLISECONDS);
    return () => clearInterval(timer);
  }, [off]);
}
