import { type Deed, page, refusal, type States } from "../../../api/sample/states";

const make: Deed[] = [{ fill: "passwords.operator", with: "op1" }, { press: "passwords.make" }];

export const states: States = {
  main: "GET /api/operators",
  empty: { "GET /api/operators": page([]) },
  also: {
    made: { answers: {}, deeds: make },
    expired: {
      answers: {
        "POST /api/admin/download/password/generate": {
          data: { passwordId: "x", password: "6E1Q1-K99G6-Q167N-XJKZ4", expiresAt: "2026-01-01T00:00:00Z" },
        },
      },
      deeds: make,
    },
    refused: {
      answers: { "POST /api/admin/download/password/generate": refusal(404, "OPERATOR_NOT_FOUND") },
      deeds: make,
    },
  },
};
