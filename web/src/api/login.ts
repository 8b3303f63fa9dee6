import { useState } from "preact/hooks";
import { type Act, useAct } from "./act";
import { logIn } from "./client";
import { Failure } from "./failure";

/** Where a login stands. Name and password stay through all of it. */
export interface Login {
  /** Whether the account has a second factor, so that a code of it is wanted. */
  wanted: boolean;
  /** How many codes were not taken: each is typed anew, as none is taken twice. */
  wrong: number;
}

export const BEGUN: Login = { wanted: false, wrong: 0 };

/** What a refusal makes of it. */
export function refusedLogin(login: Login, code: Failure["code"]): Login {
  if (code === "SECOND_FACTOR_REQUIRED") return { ...login, wanted: true };
  if (code === "INVALID_CREDENTIALS" && login.wanted) return { ...login, wrong: login.wrong + 1 };
  return login;
}

export interface LoggingIn extends Login {
  act: Act<[]>;
  code: string;
  setCode: (code: string) => void;
  /** The last code was not taken; its sentence stands at the field. */
  refused: boolean;
  /** Until when nothing more may be tried, in milliseconds since 1970. */
  until: number;
  /** Back to name and password. */
  back: () => void;
}

/** A login in one step, or in two where the account has a second factor. */
export function useLogIn(username: string, password: string, then?: () => Promise<void>): LoggingIn {
  const [login, setLogin] = useState(BEGUN);
  const [code, setCode] = useState("");
  const [until, setUntil] = useState(0);
  const act = useAct(async () => {
    try {
      await logIn(username.trim(), password, login.wanted ? code : undefined);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      setLogin((before) => refusedLogin(before, thrown.code));
      if (thrown.code === "INVALID_CREDENTIALS") setCode("");
      if (thrown.retryAfterSeconds) setUntil(Date.now() + 1000 * thrown.retryAfterSeconds);
      // That a code is wanted is no failure, but the second step.
      if (thrown.code !== "SECOND_FACTOR_REQUIRED" || login.wanted) throw thrown;
      return;
    }
    await then?.();
  });
  const back = (): void => {
    setLogin(BEGUN);
    setCode("");
    act.clear();
  };
  const refused = login.wanted && act.refusal?.code === "INVALID_CREDENTIALS";
  return { ...login, act, code, setCode, refused, until, back };
}
