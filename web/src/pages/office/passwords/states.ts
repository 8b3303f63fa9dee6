import { type Deed, page, refusal, type States } from "../../../api/sample/states";

const make: Deed[] = [{ fill: "passwords.operator", with: "op1" }, { press: "passwords.make" }];

const bulk: Deed[] = [{ press: "passwords.as.slips" }, { press: "48" }];
const all = "POST /api/admin/download/password/generate/bulk";
const slips = [
  ...["Government Girls School, Jaipur", "City College, Jaipur", "Model Public School, Kota"].map((name, index) => ({
    for: String(index),
    label: `C00${index + 1}`,
    name,
    passwordId: String(index),
    password: ["6E1Q1-K99G6-Q167N-XJKZ4", "8HM3D-06C4R-Y519S-9W063", "2CQD0-HRM16-J6K92-HA41B"][index],
    expiresAt: "2026-11-30T12:00:00Z",
  })),
  { for: "3", label: "C004", name: "Kendriya Vidyalaya, Kota", code: "CENTRE_NOT_FOUND" },
];

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
    slips: { answers: {}, deeds: bulk.slice(0, 1) },
    slipsMade: { answers: { [all]: { data: { results: slips } } }, deeds: bulk },
    slipsMaking: { answers: { [all]: "never" }, deeds: bulk },
    slipsRefused: { answers: { [all]: refusal(503, "BUSY") }, deeds: bulk },
    refused: {
      answers: { "POST /api/admin/download/password/generate": refusal(404, "OPERATOR_NOT_FOUND") },
      deeds: make,
    },
  },
};
