import { page, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/devices/*",
  empty: { "GET /api/devices/*": page([]), "GET /api/slots": page([]) },
  also: { nothing: { answers: { "GET /api/devices/*": page([]) } } },
};
