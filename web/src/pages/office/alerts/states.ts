import { page, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/alerts/*",
  empty: { "GET /api/alerts/*": page([]) },
  also: {
    reviewing: { answers: {}, deeds: [{ press: "alerts.review" }] },
    takeAlong: { answers: {}, deeds: [{ press: "export.open" }] },
  },
};
