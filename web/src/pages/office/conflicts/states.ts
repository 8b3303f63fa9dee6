import { page, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/sync/conflicts/*",
  empty: { "GET /api/sync/conflicts/*": page([]) },
  also: { takeAlong: { answers: {}, deeds: [{ press: "export.open" }] } },
};
