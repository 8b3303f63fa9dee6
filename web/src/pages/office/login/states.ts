import { refusal, type States } from "../../../api/sample/states";

const typed = [
  { fill: "login.name", with: "head" },
  { fill: "login.password", with: "wrong" },
  { press: "login.enter" },
];

export const states: States = {
  empty: "a form is never empty",
  also: {
    wrong: { answers: { "POST /api/auth/login": refusal(401, "INVALID_CREDENTIALS") }, deeds: typed },
    wait: { answers: { "POST /api/auth/login": refusal(429, "RATE_LIMITED", { retryAfter: 240 }) }, deeds: typed },
    unreachable: { answers: { "POST /api/auth/login": refusal(503, "DEPENDENCY_UNAVAILABLE") }, deeds: typed },
  },
};
