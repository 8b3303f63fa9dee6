import { type Deed, refusal, type States } from "../../../api/sample/states";

const begun: Deed[] = [{ fill: "factor.password", with: "my-own-word-1" }, { press: "factor.begin" }];
const secret = {
  data: {
    secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    uri: "otpauth://totp/MPA:head?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=MPA&algorithm=SHA1&digits=6&period=30",
  },
};
const shown = { "POST /api/auth/second-factor": secret };
const first: Deed[] = [{ fill: "factor.first", with: "287082" }, { press: "factor.confirm" }];
const off: Deed[] = [
  { press: "factor.remove.open" },
  { fill: "factor.code", with: "287082" },
  { fill: "factor.password", with: "my-own-word-1" },
  { press: "factor.remove" },
];
const wrong = refusal(401, "INVALID_CREDENTIALS");

export const states: States = {
  empty: "an account is always there",
  also: {
    given: { answers: {}, me: { mustChangePassword: true } },
    wrong: {
      answers: { "POST /api/auth/password": wrong },
      deeds: [
        { fill: "account.old", with: "mistyped-1" },
        { fill: "account.new", with: "a-new-one-2" },
        { fill: "account.again", with: "a-new-one-2" },
        { press: "account.change" },
      ],
    },
    operator: { answers: {}, me: { role: "operator" } },
    // Of the second factor.
    owed: { answers: {}, me: { secondFactorRequired: true } },
    secret: { answers: shown, me: { secondFactorRequired: true }, deeds: begun },
    wrongPassword: {
      answers: { "POST /api/auth/second-factor": wrong },
      me: { secondFactorRequired: true },
      deeds: begun,
    },
    wrongCode: {
      answers: { ...shown, "POST /api/auth/second-factor/confirm": wrong },
      me: { secondFactorRequired: true },
      deeds: [...begun, ...first],
    },
    begun: { answers: {}, me: { secondFactor: "pending" } },
    confirmed: {
      answers: { "POST /api/auth/second-factor/confirm": { data: { sessions: 2 } } },
      me: { secondFactor: "pending" },
      deeds: first,
    },
    on: { answers: {}, me: { secondFactor: "on" } },
    mandatory: { answers: {}, me: { secondFactor: "on", secondFactorRequired: true } },
    removing: { answers: {}, me: { secondFactor: "on" }, deeds: off.slice(0, 1) },
    notRemoved: {
      answers: { "DELETE /api/auth/second-factor": wrong },
      me: { secondFactor: "on" },
      deeds: off,
    },
  },
};
