import { refusal, type States } from "../../../api/sample/states";

export const states: States = {
  empty: "an account is always there",
  also: {
    given: { answers: {}, given: true },
    wrong: {
      answers: { "POST /api/auth/password": refusal(401, "INVALID_CREDENTIALS") },
      deeds: [
        { fill: "account.old", with: "mistyped-1" },
        { fill: "account.new", with: "a-new-one-2" },
        { fill: "account.again", with: "a-new-one-2" },
        { press: "account.change" },
      ],
    },
  },
};
