import recorded from "../../../../test/proof.json";
import { page, type States } from "../../../api/sample/states";

const check = [{ press: "action.bind_sheet" }, { press: "proof.check" }];

export const states: States = {
  main: "GET /api/audit/*",
  empty: { "GET /api/audit/*": page([]) },
  also: {
    takeAlong: { answers: {}, deeds: [{ press: "export.open" }] },
    proved: { answers: {}, deeds: check },
    broken: { answers: { "GET /api/audit/*/*/proof": { data: { ...recorded.proof, leafIndex: 12 } } }, deeds: check },
  },
};
