import { page, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/slots",
  empty: { "GET /api/slots": page([]) },
  also: { unknown: { answers: {}, deeds: [{ fill: "assign.paste", with: "nobody\tC001\tMorning" }] } },
};
