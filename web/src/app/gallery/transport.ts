import type { Answered, Answers } from "../../api/sample/states";
import { wire } from "../../api/wire";

function fits(pattern: string, path: string): boolean {
  const [wanted, got] = [pattern.split("/"), path.split("/")];
  return wanted.length === got.length && wanted.every((part, index) => part === "*" || part === got[index]);
}

const isTurns = (answered: unknown): answered is readonly Answered[] => Array.isArray(answered);

/** How many answers of several were given. */
const turns = new Map<string, number>();

/** The answer of a call; a written-out part of a path goes before a star. */
function found(answers: Answers, method: string, path: string): Answered | undefined {
  const call = `${method} ${path}`;
  const keys = Object.keys(answers).filter((key) => fits(key, call));
  keys.sort((a, b) => a.split("*").length - b.split("*").length);
  const key = keys[0];
  const answered = key === undefined ? undefined : answers[key];
  if (key === undefined || !isTurns(answered)) return answered as Answered | undefined;
  const turn = turns.get(key) ?? 0;
  turns.set(key, turn + 1);
  return answered[Math.min(turn, answered.length - 1)];
}

const never = (): Promise<Response> => new Promise(() => undefined);

function response(answered: Exclude<Answered, "never">): Response {
  if ("status" in answered)
    return Response.json(answered.body, { status: answered.status, headers: answered.headers ?? {} });
  return Response.json({ success: true, data: answered.data, ...answered.more });
}

let cut = false;

/** The line is down from now on. */
export function cutLine(): void {
  cut = true;
}

/** Puts answers in the place of the server. */
export function answerWith(answers: Answers): void {
  turns.clear();
  wire.fetch = (input, init) => {
    if (cut) return Promise.reject(new TypeError("cut"));
    const path = input.split("?")[0] ?? "";
    const answered = found(answers, init?.method ?? "GET", path);
    if (answered === "never") return never();
    if (!answered) {
      console.error(`the gallery has no answer to ${init?.method} ${path}`);
      return Promise.resolve(Response.json({ success: false, error: "", code: "NOT_FOUND" }, { status: 404 }));
    }
    return Promise.resolve(response(answered));
  };
  wire.socket = () => new EventTarget() as unknown as WebSocket;
  wire.upload = () => new Upload(answers) as unknown as XMLHttpRequest;
}

/** The little of a request that an upload needs. */
class Upload {
  status = 0;
  responseText = "";
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload: (() => void) | undefined;
  #path = "";
  #headers: Record<string, string> = {};
  constructor(readonly answers: Answers) {}
  open(_: string, path: string): void {
    this.#path = path;
  }
  setRequestHeader(): void {}
  getResponseHeader(name: string): string | null {
    return this.#headers[name] ?? null;
  }
  abort(): void {}
  send(): void {
    const answered = found(this.answers, "POST", this.#path);
    this.upload.onprogress?.({ loaded: 41_000_000, total: 66_000_000 });
    if (!answered || answered === "never") return;
    const refused = "status" in answered;
    this.status = refused ? answered.status : 200;
    this.#headers = (refused && answered.headers) || {};
    this.responseText = JSON.stringify(refused ? answered.body : { success: true, data: answered.data });
    queueMicrotask(() => this.onload?.());
  }
}
