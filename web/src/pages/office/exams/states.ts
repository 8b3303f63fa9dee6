import { page, refusal, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/exams",
  empty: { "GET /api/exams": page([]) },
  also: {
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
