import { Failure, failureOf, isTyped, unreachable } from "./failure";
import { answered, silent } from "./line";
import type { components, paths } from "./schema";
import { changeWanted, ended, entered, factorWanted, left, type Me, token, updated } from "./session";
import { wire } from "./wire";

export type Schemas = components["schemas"];
type Method = "get" | "post" | "patch" | "delete";
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];
type Ok<O> = O extends { responses: infer R } ? R[Extract<keyof R, 200 | 201>] : never;
type Json<A> = A extends { content: { "application/json": infer B } } ? B : never;
type Data<B> = B extends { data: infer D } ? D : never;
/** What a call of the document answers with, without its envelope. */
export type Answer<M extends Method, P extends PathWith<M>> = Data<Json<Ok<paths[P][M]>>>;
type Body<O> = O extends { requestBody?: infer R }
  ? NonNullable<R> extends { content: { "application/json": infer B } }
    ? B
    : never
  : never;
/** What is left empty is not sent, so a filter may be given without a value. */
type Query<O> = O extends { parameters: { query?: infer Q } }
  ? { [K in keyof NonNullable<Q>]: NonNullable<Q>[K] | undefined }
  : never;
type Places<O> = O extends { parameters: { path?: infer Q } } ? Q : never;

export interface Asked {
  path?: Record<string, string> | undefined;
  query?: Record<string, string | number | boolean | undefined> | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** An address with its places filled and its query appended. */
export function address(path: string, asked: Asked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asked.path?.[name] ?? ""));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

async function once(method: string, url: string, asked: Asked): Promise<Response> {
  const headers: Record<string, string> = {};
  const bearer = token();
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  let body: BodyInit | null = null;
  if (asked.body instanceof FormData) body = asked.body;
  else if (asked.body !== undefined) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(asked.body);
  }
  const began = performance.now();
  try {
    const answer = await wire.fetch(url, {
      method,
      headers,
      body,
      signal: asked.signal ?? null,
      credentials: "same-origin",
    });
    if (answer.status < 500 || answer.headers.has("x-request-id")) answered(performance.now() - began);
    return answer;
  } catch (cause) {
    // Whoever waits no longer than so long takes a slow line for none.
    const late = (asked.signal?.reason as { name?: string } | undefined)?.name === "TimeoutError";
    if (asked.signal?.aborted && !late) throw cause;
    silent();
    throw unreachable();
  }
}

async function refused(answer: Response): Promise<Failure> {
  const failure = await failureOf(answer.status, await answer.text(), (name) => answer.headers.get(name));
  if (failure.code === "UNREACHABLE") silent();
  if (failure.code === "PASSWORD_CHANGE_REQUIRED") changeWanted();
  if (failure.code === "SECOND_FACTOR_SETUP_REQUIRED") factorWanted();
  return failure;
}

/** Whether an answer is about the session: what was mistyped in a form, or is still to be typed, is a 401 too. */
async function over(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  const { code } = await failureOf(answer.status, await answer.clone().text(), () => null);
  return !isTyped(code);
}

/** An answer that succeeded; an access token that has run out is renewed once, unseen. */
async function sent(method: string, url: string, asked: Asked): Promise<Response> {
  const used = token();
  let answer = await once(method, url, asked);
  if (await over(answer)) {
    if ((token() !== used && token()) || (await renewed())) answer = await once(method, url, asked);
    if (await over(answer)) ended();
  }
  if (!answer.ok) throw await refused(answer);
  return answer;
}

/** A call with the whole of its answer; pages use `call`. */
export async function ask<B>(method: Method, path: string, asked: Asked = {}): Promise<B> {
  const answer = await sent(method.toUpperCase(), address(path, asked), asked);
  try {
    return (await answer.json()) as B;
  } catch {
    throw new Failure(answer.status, "INTERNAL", undefined, answer.headers.get("x-request-id") ?? undefined, undefined);
  }
}

/** A call of the document. Its answer is `data`; what else the envelope has is for `ask`. */
export async function call<M extends Method, P extends PathWith<M>>(
  method: M,
  path: P,
  asked: {
    path?: Places<paths[P][M]>;
    query?: Query<paths[P][M]>;
    body?: Body<paths[P][M]> | FormData;
    signal?: AbortSignal | undefined;
  } = {},
): Promise<Answer<M, P>> {
  return (await ask<{ data: Answer<M, P> }>(method, path, asked as Asked)).data;
}

/** The bytes of an image or a file; `got` is told how many have come. */
export async function file(path: string, asked: Asked = {}, got?: (bytes: number) => void): Promise<Blob> {
  const answer = await sent("GET", address(path, asked), asked);
  if (!got || !answer.body) return answer.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    bytes += part.value.byteLength;
    got(bytes);
  }
  return new Blob(parts, { type: answer.headers.get("content-type") ?? "" });
}

export interface Tokens {
  accessToken: string;
  user: Me;
}

/** How a session is renewed; nothing: it is over. */
type Renewal = () => Promise<Tokens | undefined>;

let renewing: Promise<boolean> | undefined;

/** By the cookie of the browser. One renewal at a time, over all tabs: used by two of them at once it would end. */
const byCookie: Renewal = () => alone("mpa-session", () => refreshed({}));
let renewal = byCookie;

/** A station keeps its sessions itself. */
export function renewBy(way: Renewal): void {
  renewal = way;
}

export function renewed(): Promise<boolean> {
  renewing ??= renewal()
    .then((tokens) => {
      if (tokens) entered(tokens.accessToken, tokens.user);
      return tokens !== undefined;
    })
    .finally(() => {
      renewing = undefined;
    });
  return renewing;
}

/** Alone, over all tabs. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? ((await navigator.locks.request(name, work)) as T) : work();
}

/** A new pair; nothing, where the session is over. */
export async function refreshed<T extends Tokens>(asked: Asked): Promise<T | undefined> {
  const answer = await once("POST", "/api/auth/refresh", asked);
  if (answer.ok) return ((await answer.json()) as { data: T }).data;
  if (answer.status >= 500 || answer.status === 429) throw await refused(answer);
  return undefined;
}

/** Whoever the browser's cookie still knows; throws when nobody can be asked. */
export async function resume(): Promise<void> {
  if (!(await renewed())) left();
}

/** `code` is of the second factor, where the account has one. */
export async function logIn(username: string, password: string, code?: string): Promise<Me> {
  const body = { username, password, session: "cookie", ...(code ? { code } : {}) };
  const { data } = await ask<{ data: Tokens }>("post", "/api/auth/login", { body });
  entered(data.accessToken, data.user);
  return data.user;
}

/** What became of one's own account meanwhile, in another window or at head office. */
export async function refreshMe(): Promise<void> {
  updated(await call("get", "/api/auth/me"));
}

/** Logged in through a door of the demo. */
export function enter(tokens: Tokens): void {
  entered(tokens.accessToken, tokens.user);
}

export async function logOut(): Promise<void> {
  try {
    await once("POST", "/api/auth/logout", {});
  } finally {
    left();
  }
}
