import { page, refusal, type States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/sync/conflicts/*",
  empty: { "GET /api/sync/conflicts/*": page([]) },
  also: {
    decided: {
      answers: { "POST /api/sync/resolve/*": refusal(409, "CONFLICT_RESOLVED") },
      deeds: [
        { press: "conflict.keep" },
        { fill: "conflict.reason", with: "The gate's device was first." },
        { press: "conflict.decide" },
      ],
    },
  },
};
