import { page, refusal, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/exams",
  empty: { "GET /api/exams": page([]) },
  also: {
    // The session has ended, and the account has a second factor.
    overCode: {
      answers: { "POST /api/auth/login": refusal(401, "SECOND_FACTOR_REQUIRED") },
      over: true,
      deeds: [{ fill: "login.password", with: "my-own-word-1" }, { press: "login.enter" }],
    },
    making: { answers: {}, deeds: [{ press: "exams.new" }] },
    taken: {
      answers: { "POST /api/exams": refusal(409, "CODE_EXISTS") },
      deeds: [
        { press: "exams.new" },
        { fill: "exams.name", with: "State Test" },
        { fill: "exams.code", with: "SET-2026" },
        { press: "exams.create" },
      ],
    },
  },
};
