import { refusal, type States } from "../../../api/sample/states";

const typed = [
  { fill: "login.name", with: "head" },
  { fill: "login.password", with: "wrong" },
  { press: "login.enter" },
];

const wanted = refusal(401, "SECOND_FACTOR_REQUIRED");
const code = [{ fill: "factor.code", with: "287082" }, { press: "login.enter" }];

export const states: States = {
  empty: "a form is never empty",
  also: {
    wrong: { answers: { "POST /api/auth/login": refusal(401, "INVALID_CREDENTIALS") }, deeds: typed },
    code: { answers: { "POST /api/auth/login": wanted }, deeds: typed },
    wrongCode: {
      answers: { "POST /api/auth/login": [wanted, refusal(401, "INVALID_CREDENTIALS")] },
      deeds: [...typed, ...code],
    },
    waitForCode: {
      answers: { "POST /api/auth/login": [wanted, refusal(429, "RATE_LIMITED", { retryAfter: 240 })] },
      deeds: [...typed, ...code],
    },
    wait: { answers: { "POST /api/auth/login": refusal(429, "RATE_LIMITED", { retryAfter: 240 }) }, deeds: typed },
    unreachable: { answers: { "POST /api/auth/login": refusal(503, "DEPENDENCY_UNAVAILABLE") }, deeds: typed },
  },
};
