import { page, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/operators",
  empty: { "GET /api/operators": page([]) },
  also: { making: { answers: {}, deeds: [{ press: "operators.new" }] } },
};
