import { signal } from "@preact/signals";
import type { components } from "./schema";

export type Role = components["schemas"]["Role"];
export type Me = components["schemas"]["Me"];

/** Who is logged in. `over`: the session ended under an open page, which stays as it is. */
export type Session = { state: "unknown" } | { state: "out" } | { state: "in"; me: Me } | { state: "over"; me: Me };

export const session = signal<Session>({ state: "unknown" });

/** In memory alone: a page that is closed leaves no token behind. */
let accessToken: string | undefined;

export const token = (): string | undefined => accessToken;

export function entered(newToken: string, me: Me): void {
  accessToken = newToken;
  session.value = { state: "in", me };
}

export function left(): void {
  accessToken = undefined;
  session.value = { state: "out" };
}

/** The server knows the session no longer. */
export function ended(): void {
  accessToken = undefined;
  const before = session.value;
  session.value =
    before.state === "in" || before.state === "over" ? { state: "over", me: before.me } : { state: "out" };
}

/** What is known of the account by now, while its session goes on. */
export function updated(by: Partial<Me>): void {
  const before = session.value;
  if (before.state !== "in") return;
  const news = Object.entries(by).some(([name, value]) => before.me[name as keyof Me] !== value);
  if (news) session.value = { state: "in", me: { ...before.me, ...by } };
}

/** Somebody else gave the account its password: another is chosen before anything else. */
export const changeWanted = (): void => updated({ mustChangePassword: true });

/** Head office requires a second factor, and there is none: it is set up before anything else. */
export function factorWanted(): void {
  const now = session.value;
  if (now.state !== "in") return;
  // What was on until now was taken away; what was begun with may still be confirmed.
  const secondFactor = now.me.secondFactor === "on" ? "off" : now.me.secondFactor;
  updated({ secondFactorRequired: true, secondFactor });
}

/** What somebody has to do before anything else is open to them. */
export type Owed = "password" | "factor" | undefined;

export function owed(me: Me): Owed {
  if (me.mustChangePassword) return "password";
  return me.secondFactorRequired && me.secondFactor !== "on" ? "factor" : undefined;
}

/** The role of whoever the page is for, also while the session is over. */
export function myRole(): Role | undefined {
  const now = session.value;
  return now.state === "in" || now.state === "over" ? now.me.role : undefined;
}
