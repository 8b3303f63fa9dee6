import { signal } from "@preact/signals";
import { renewed, type Schemas } from "./client";
import { token } from "./session";
import { wire } from "./wire";

/** A change, as the server tells it: ids, facts, and what it adds to the figures. */
export interface Update {
  examId: string;
  seq: number;
  timestamp: string;
  data: { event: Schemas["LiveEvent"]; data: Facts };
}
export interface Facts {
  action: string;
  centreId?: string;
  slotId?: string;
  candidateId?: string;
  alertId?: string;
  counts?: { slots?: Record<string, Partial<Counts>>; conflicts?: number; alertsOpen?: number };
  [fact: string]: unknown;
}
export type Counts = Pick<
  Schemas["Stats"],
  "candidates" | "present" | "faceVerified" | "faceMismatched" | "fingerprints" | "omrBound" | "completed"
>;

type Heard =
  | { type: "subscribed" | "reset"; examId: string; seq: number }
  | ({ type: "update" } & Update)
  | { type: "error"; code: string }
  | { type: "pong" };

export interface Listener {
  /** After which update to go on; what is missing since is told again. */
  since: () => number;
  /** Updates in their order, many at a time. */
  updates: (updates: readonly Update[]) => void;
  /** Too much was missed: the figures have to be read again. */
  reset: () => void;
}

/** How the updates come: by the socket, or by asking every 30 s until it is back. */
export const live = signal<"off" | "socket" | "polling">("off");

/** Updates are handed on so often, however many there are. */
const BATCH_MILLISECONDS = 250;
const PING_MILLISECONDS = 20_000;
const RETRY_MILLISECONDS = [1_000, 2_000, 5_000, 10_000, 20_000];

/** Listens to an exam until the answer is called. */
export function listen(examId: string, listener: Listener): () => void {
  let socket: WebSocket | undefined;
  let tries = 0;
  let heard = Date.now();
  let waiting: Update[] = [];
  let batch: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let done = false;

  const deliver = (): void => {
    batch = undefined;
    const updates = waiting;
    waiting = [];
    if (updates.length > 0) listener.updates(updates);
  };
  const say = (message: object): void => socket?.send(JSON.stringify(message));
  const hear = (message: Heard): void => {
    heard = Date.now();
    if (message.type === "update") {
      waiting.push(message);
      batch ??= setTimeout(deliver, BATCH_MILLISECONDS);
    } else if (message.type === "reset") {
      waiting = [];
      live.value = "socket";
      listener.reset();
    } else if (message.type === "subscribed") {
      tries = 0;
      live.value = "socket";
    }
  };
  const lost = (code: number): void => {
    socket = undefined;
    if (done) return;
    live.value = "polling";
    const delay = RETRY_MILLISECONDS[Math.min(tries++, RETRY_MILLISECONDS.length - 1)];
    retry = setTimeout(() => void open(code === 4401), delay);
  };
  const open = async (renew: boolean): Promise<void> => {
    if (renew) await renewed().catch(() => false);
    const bearer = token();
    if (done) return;
    if (!bearer) return lost(4401);
    const opened = wire.socket();
    socket = opened;
    opened.onopen = () => {
      say({ type: "auth", token: bearer });
      say({ type: "subscribe", examId, since: listener.since() });
    };
    opened.onmessage = (event) => hear(JSON.parse(String(event.data)) as Heard);
    opened.onclose = (event) => {
      if (socket === opened) lost(event.code);
    };
  };
  // A line that was cut without a word closes no socket: what is not answered is gone.
  const pulse = setInterval(() => {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    if (Date.now() - heard > 2.5 * PING_MILLISECONDS) {
      const dead = socket;
      dead.onclose = null;
      dead.close();
      lost(0);
    } else say({ type: "ping" });
  }, PING_MILLISECONDS);

  void open(false);
  return () => {
    done = true;
    clearInterval(pulse);
    clearTimeout(batch);
    clearTimeout(retry);
    socket?.close();
    live.value = "off";
  };
}
