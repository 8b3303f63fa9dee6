import { page, type States } from "../../../api/sample/states";
import { arrivals, stats } from "../../../api/sample/world";

const hour = (from: number): string => new Date(Date.now() + from * 3_600_000).toISOString();
const gate = (opens: number, closes: number, rest: object) => ({
  "GET /api/admin/stats/*/arrivals": {
    data: { ...arrivals, forecast: undefined, gateOpens: hour(opens), gateCloses: hour(closes), ...rest },
  },
});

export const states: States = {
  main: "GET /api/admin/stats/*",
  empty: { "GET /api/admin/stats/*": stats(0), "GET /api/alerts/*": page([]) },
  also: {
    eight: { answers: { "GET /api/admin/stats/*": stats(8) } },
    enough: { answers: gate(-1, 1, { forecast: { rate: 8.4, insideAtClose: 19_680, outsideAtClose: 0 } }) },
    before: { answers: gate(1, 2, { points: [] }) },
    justOpen: { answers: gate(-0.01, 2, { points: [] }) },
    after: { answers: gate(-3, -1, {}) },
    "5000": { answers: { "GET /api/admin/stats/*": stats(5000) } },
    quiet: {
      answers: {
        "GET /api/alerts/*": page([]),
        "GET /api/admin/stats/*/arrivals": { data: { bucketSeconds: 60, expected: 0, points: [] } },
        "GET /api/admin/stats/*/pace": { data: { steps: [] } },
      },
    },
  },
};
