import { arrivals } from "../../../api/sample/forecasts";
import { page, type States } from "../../../api/sample/states";
import { stats } from "../../../api/sample/world";

const hour = (from: number): string => new Date(Date.now() + from * 3_600_000).toISOString();
const gates = (opens: number, closes: number) => ({
  gates: [
    { opens: hour(opens - 4), closes: hour(closes - 4), expected: 19_680, present: 18_911 },
    { opens: hour(opens), closes: hour(closes), expected: 19_680, present: 0 },
  ],
});
const gate = (opens: number, closes: number, rest: object) => ({
  "GET /api/admin/stats/*/arrivals": {
    data: {
      ...arrivals,
      forecast: undefined,
      gateOpens: hour(opens),
      gateCloses: hour(closes),
      ...gates(opens, closes),
      ...rest,
    },
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
        "GET /api/admin/stats/*/arrivals": { data: { bucketSeconds: 60, expected: 0, gates: [], points: [] } },
        "GET /api/admin/stats/*/pace": { data: { steps: [] } },
      },
    },
  },
};
