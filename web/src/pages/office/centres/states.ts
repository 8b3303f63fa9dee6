import { page, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/centres",
  empty: { "GET /api/centres": page([]) },
  also: { making: { answers: {}, deeds: [{ press: "centres.new" }] } },
};
