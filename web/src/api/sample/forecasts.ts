import type { Schemas } from "../client";
import { at } from "./ids";

/** The first of these centres will not have everybody inside. */
export const forecasts = (centreIds: readonly string[]): Schemas["Forecasts"] => ({
  items: centreIds.map((centreId, index) => {
    const outsideAtClose = Math.max(0, 142 - 23 * index);
    return { centreId, rate: 6.5, insideAtClose: 410 - outsideAtClose, outsideAtClose };
  }),
});

export const arrivals = {
  bucketSeconds: 60,
  gateOpens: at(0),
  gateCloses: at(75),
  expected: 19_680,
  gates: [{ opens: at(0), closes: at(75), expected: 19_680, present: 11_204 }],
  points: Array.from({ length: 40 }, (_, index) => ({
    at: at(index),
    present: Math.round(90 + 260 * Math.sin((Math.PI * (index + 6)) / 80) + 18 * Math.sin(index)),
    completed: index < 6 ? 0 : Math.round(60 + 170 * Math.sin((Math.PI * index) / 80)),
  })),
  forecast: { rate: 312, insideAtClose: 19_268, outsideAtClose: 412 },
};
