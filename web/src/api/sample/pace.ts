import type { Schemas } from "../client";

export const pace: Schemas["PaceView"] = {
  steps: [
    { step: "wait", medianSeconds: 412, p90Seconds: 655, count: 1000 },
    { step: "face", medianSeconds: 14, p90Seconds: 37, count: 1000 },
    { step: "fingerprint", medianSeconds: 19, p90Seconds: 48, count: 992 },
    { step: "sheet", medianSeconds: 8, p90Seconds: 13, count: 1000 },
    { step: "close", medianSeconds: 4, p90Seconds: 7, count: 1000 },
    { step: "station", medianSeconds: 47, p90Seconds: 96, count: 1000 },
  ],
};
