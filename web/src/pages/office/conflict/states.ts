import { type Answers, refusal, type States } from "../../../api/sample/states";
import { conflict } from "../../../api/sample/world";

const image = "/api/sync/conflicts/e/c/image";
const settled = (how: Partial<typeof conflict>): Answers => ({
  "GET /api/sync/conflicts/*/*": {
    data: {
      ...conflict,
      resolved: true,
      resolvedBy: conflict.operatorId,
      resolveReason: "The first gate let her in.",
      resolvedAt: conflict.createdAt,
      ...how,
    },
  },
});

export const states: States = {
  main: "GET /api/sync/conflicts/*/*",
  empty: { "GET /api/sync/conflicts/*/*": refusal(404, "CONFLICT_NOT_FOUND") },
  also: {
    sheets: {
      answers: {
        "GET /api/sync/conflicts/*/*": {
          data: {
            ...conflict,
            entityType: "omr",
            conflictReason: "CANDIDATE_HAS_OMR",
            joined: 2,
            existing: {
              ...conflict.existing,
              status: "validated",
              barcode: "OMR-48211",
              imageUrl: `${image}?side=existing`,
            },
            incoming: {
              ...conflict.incoming,
              clockOffsetSeconds: 420,
              data: { barcode: "OMR-48217" },
              imageUrl: `${image}?side=incoming`,
            },
          },
        },
        "GET /api/sync/conflicts/*/*/image": refusal(404, "IMAGE_NOT_FOUND"),
      },
      deeds: [{ press: "conflict.correct" }, { fill: "conflict.reason", with: "Read wrongly by the scanner." }],
    },
    correcting: { answers: {}, deeds: [{ press: "conflict.correct" }, { press: "value.skipped" }] },
    settled: { answers: settled({ resolution: "keep_existing" }) },
    corrected: { answers: settled({ resolution: "use_new", corrected: true }) },
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
