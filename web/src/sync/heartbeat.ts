/** What head office hears of a device: that it is there, how much waits on it, and what was tried on it. */
import { call, type Schemas } from "../api/client";
import { answered, line, silent } from "../api/line";
import { answers } from "../api/pulse";
import { session } from "../api/session";
import { db, device, write } from "../device/db";
import { held, waiting } from "../device/here";
import { isSender, nudge } from "./sender";

const BEAT_MILLISECONDS = 30_000;
/** Without a line the server is looked for so often; with one, a silence is noticed within this time. */
const LOOK_MILLISECONDS = 4_000;

export type Ready = Schemas["DeviceReady"];

/** What was tried on this device, as it was told last. */
export async function tried(): Promise<Partial<Ready>> {
  const kept = await (await db()).get("facts", "ready");
  return kept ? (JSON.parse(kept) as Partial<Ready>) : {};
}

export async function keepTried(ready: Partial<Ready>): Promise<void> {
  await write(["facts"], async (tx) => {
    await tx.objectStore("facts").put(JSON.stringify(ready), "ready");
  });
}

/** Tells head office. Throws where nobody answers. */
export async function beat(examId: string): Promise<void> {
  const { count, oldest } = waiting.peek();
  const ready = await tried();
  const body = {
    examId,
    deviceId: (await device()).id,
    waiting: Math.min(count, 100_000),
    ...(oldest ? { oldestCapturedAt: oldest } : {}),
    deviceTime: new Date().toISOString(),
    appVersion: __VERSION__,
    ...(Object.keys(ready).length > 0 ? { ready: ready as Ready } : {}),
  };
  await call("post", "/api/devices/heartbeat", { body, signal: AbortSignal.timeout(LOOK_MILLISECONDS) });
}

/** Beats and watches the line as long as this tab is open. */
export function begin(): () => void {
  let last = 0;
  const look = async (): Promise<void> => {
    if (line.peek().state === "off") {
      if (!(await answers())) return;
      answered(0);
      nudge();
    } else if (!(await answers())) return silent();
    const exam = held.peek()[0]?.exam.id;
    if (!exam || !isSender.peek() || session.peek().state !== "in" || Date.now() - last < BEAT_MILLISECONDS) return;
    last = Date.now();
    await beat(exam).catch(() => undefined);
  };
  // Nobody is told that a line is on before it was looked for.
  void look();
  const timer = setInterval(() => void look(), LOOK_MILLISECONDS);
  const soon = (): void => void look();
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", soon);
  return () => {
    clearInterval(timer);
    removeEventListener("online", soon);
    document.removeEventListener("visibilitychange", soon);
  };
}
