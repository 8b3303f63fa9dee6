import { page, type States } from "../../../api/sample/states";
import { stats } from "../../../api/sample/world";

export const states: States = {
  main: "GET /api/admin/stats/*",
  empty: { "GET /api/admin/stats/*": stats(0), "GET /api/alerts/*": page([]) },
  also: {
    "5000": { answers: { "GET /api/admin/stats/*": stats(5000) } },
    quiet: {
      answers: {
        "GET /api/alerts/*": page([]),
        "GET /api/admin/stats/*/arrivals": { data: { bucketSeconds: 60, expected: 0, points: [] } },
      },
    },
  },
};
