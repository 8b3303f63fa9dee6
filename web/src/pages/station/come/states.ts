import { refusal } from "../../../api/sample/states";
import { me } from "../../../sync/sample/day";
import type { StationDeed, StationStates } from "../../../sync/sample/states";

const LOGIN = "POST /api/auth/login";
const typed: StationDeed[] = [
  { fill: "login.name", with: "op1" },
  { fill: "login.password", with: "my-own-word-1" },
  { press: "come.enter" },
];
const wanted = refusal(401, "SECOND_FACTOR_REQUIRED");
const wrong = refusal(401, "INVALID_CREDENTIALS");
const code: StationDeed[] = [{ fill: "factor.code", with: "287082" }, { press: "come.enter" }];
const account = (more: object) => ({
  data: { accessToken: "gallery", refreshToken: "gallery", user: { ...me, ...more } },
});
/** Somebody has worked on this device. */
const begun = { demo: "no" };
const host: StationDeed[] = [
  { see: "come.host.title" },
  { fill: "come.host.name", with: "op2" },
  { fill: "come.host.password", with: "another-word-2" },
  { press: "come.host.act" },
];

export const states: StationStates = {
  shut: true,
  empty: "a form is never empty",
  also: {
    wrong: { answers: { [LOGIN]: wrong }, deeds: [...typed, { see: "login.password" }] },
    wait: { answers: { [LOGIN]: refusal(429, "RATE_LIMITED", { retryAfter: 240 }) }, deeds: typed },
    code: { answers: { [LOGIN]: wanted }, deeds: [...typed, { see: "factor.code" }] },
    wrongCode: { answers: { [LOGIN]: [wanted, wrong] }, deeds: [...typed, ...code] },
    change: {
      answers: { [LOGIN]: account({ mustChangePassword: true }) },
      deeds: [...typed, { see: "come.change.says" }],
    },
    notChanged: {
      answers: { [LOGIN]: account({ mustChangePassword: true }), "POST /api/auth/password": wrong },
      deeds: [...typed, { fill: "come.change.new", with: "my-newest-word" }, { press: "come.change.act" }],
    },
    host: { facts: begun, answers: { [LOGIN]: account({}) }, deeds: [...typed, { see: "come.host.title" }] },
    wrongHost: {
      facts: begun,
      answers: { [LOGIN]: account({}) },
      deeds: [...typed, ...host, { see: "come.host.wrong" }],
    },
    role: { answers: { [LOGIN]: account({ role: "admin" }) }, deeds: [...typed, { see: "come.role.title" }] },
    asking: { answers: { [LOGIN]: "never" }, deeds: typed },
    offWrong: { line: "off", deeds: [...typed, { see: "come.off.title" }] },
    insecure: { insecure: true },
  },
};
