import { useEffect } from "preact/hooks";
import { answered, line, silent } from "./line";
import { queries } from "./query";
import { wire } from "./wire";

const PULSE_MILLISECONDS = 3_000;
/** Who says nothing for so long is not there. */
const ANSWER_MILLISECONDS = 5_000;
/** A page that asks for nothing by itself finds out within this time that nobody would answer. */
const QUIET_MILLISECONDS = 20_000;

/** Whether the server is there. */
export async function answers(): Promise<boolean> {
  try {
    return (await wire.fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MILLISECONDS) }))
      .ok;
  } catch {
    return false;
  }
}

/** Whether the server is there is looked at now and then. While it does not answer, it is asked again and again; when it does, everything that is shown is read anew. */
export function usePulse(back: () => void): void {
  const off = line.value.state === "off";
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.visibilityState === "visible" && line.peek().state !== "off" && !(await answers())) silent();
    };
    const timer = setInterval(() => void look(), QUIET_MILLISECONDS);
    document.addEventListener("visibilitychange", look);
    addEventListener("offline", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("offline", look);
    };
  }, []);
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
