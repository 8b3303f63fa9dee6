import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { call, logIn } from "../src/api/client";
import { entered, left, type Me, owed, session, token } from "../src/api/session";
import { wire } from "../src/api/wire";
import { me } from "./me";

const real = wire.fetch;
let sent: { call: string; body: unknown }[] = [];

/** Answers in turn, by the last part of the path; what was sent is kept. */
function answering(answers: Record<string, [status: number, code: string][]>): void {
  wire.fetch = (input, init) => {
    sent.push({ call: `${init?.method} ${input}`, body: init?.body ? JSON.parse(String(init.body)) : undefined });
    const [status, code] = answers[input.split("/").at(-1) ?? ""]?.shift() ?? [200, ""];
    const tokens = { accessToken: "next", user: me };
    const body = status === 200 ? { success: true, data: tokens } : { success: false, error: code, code };
    return Promise.resolve(Response.json(body, { status }));
  };
}

beforeEach(() => {
  vi.stubGlobal("navigator", {});
  sent = [];
  entered("first", me);
});
afterEach(() => {
  wire.fetch = real;
  left();
  vi.unstubAllGlobals();
});

const code = "287082";
const confirm = (): Promise<unknown> => call("post", "/api/auth/second-factor/confirm", { body: { code } });

describe("a call that is refused with 401", () => {
  it("about something typed is sent once, and the session goes on", async () => {
    answering({ confirm: [[401, "INVALID_CREDENTIALS"]], "second-factor": [[401, "INVALID_CREDENTIALS"]] });
    await expect(confirm()).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
    const body = { password: "my-own-word-1", code };
    await expect(call("delete", "/api/auth/second-factor", { body })).rejects.toMatchObject({ status: 401 });
    expect(sent.map((one) => one.call)).toEqual([
      "POST /api/auth/second-factor/confirm",
      "DELETE /api/auth/second-factor",
    ]);
    expect([session.value.state, token()]).toEqual(["in", "first"]);
  });

  it("because the access token ran out is sent once more, after a renewal", async () => {
    answering({ confirm: [[401, "UNAUTHENTICATED"]] });
    await confirm();
    expect(sent.map((one) => one.call)).toEqual([
      "POST /api/auth/second-factor/confirm",
      "POST /api/auth/refresh",
      "POST /api/auth/second-factor/confirm",
    ]);
    expect([session.value.state, token()]).toEqual(["in", "next"]);
  });

  it("because the session is over ends it", async () => {
    answering({ confirm: [[401, "UNAUTHENTICATED"]], refresh: [[401, "TOKEN_REUSED"]] });
    await expect(confirm()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(session.value.state).toBe("over");
  });
});

describe("a login", () => {
  beforeEach(left);

  it("whose account has a second factor is asked for a code without a second try", async () => {
    answering({ login: [[401, "SECOND_FACTOR_REQUIRED"]] });
    await expect(logIn("head", "my-own-word-1")).rejects.toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
    expect(sent).toEqual([
      { call: "POST /api/auth/login", body: { username: "head", password: "my-own-word-1", session: "cookie" } },
    ]);
    expect(session.value.state).toBe("out");
    await logIn("head", "my-own-word-1", code);
    expect(sent[1]?.body).toMatchObject({ username: "head", code });
    expect(session.value.state).toBe("in");
  });

  it("with a wrong code sends it once", async () => {
    answering({ login: [[401, "INVALID_CREDENTIALS"]] });
    await expect(logIn("head", "my-own-word-1", code)).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
    expect(sent).toHaveLength(1);
  });
});

describe("what an account owes", () => {
  it("is a password of its own before a second factor", () => {
    const of = (change: Partial<Me>) => owed({ ...me, ...change });
    expect(of({ secondFactor: "off" })).toBeUndefined();
    expect(of({ secondFactor: "off", secondFactorRequired: true })).toBe("factor");
    expect(of({ secondFactor: "pending", secondFactorRequired: true })).toBe("factor");
    expect(of({ secondFactor: "on", secondFactorRequired: true })).toBeUndefined();
    expect(of({ secondFactor: "off", secondFactorRequired: true, mustChangePassword: true })).toBe("password");
  });

  it("is learned from a refusal, whatever the page knew before", async () => {
    answering({ exams: [[403, "SECOND_FACTOR_SETUP_REQUIRED"]] });
    await expect(call("get", "/api/exams")).rejects.toMatchObject({ status: 403 });
    expect(session.value.state === "in" && owed(session.value.me)).toBe("factor");
  });
});
