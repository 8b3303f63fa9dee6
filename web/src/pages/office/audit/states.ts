import recorded from "../../../../test/proof.json";
import { page, type States } from "../../../api/sample/states";
import { entries } from "../../../api/sample/world";

const check = [{ press: "action.bind_sheet" }, { press: "proof.check" }];

export const states: States = {
  main: "GET /api/audit/*",
  empty: { "GET /api/audit/*": page([]) },
  also: {
    takeAlong: { answers: {}, deeds: [{ press: "export.open" }] },
    // A link that names an entry.
    named: { answers: {}, query: "?seq=43" },
    further: {
      answers: { "GET /api/audit/*": [{ data: { items: entries, nextCursor: "0".repeat(32) } }, "never"] },
      query: "?seq=4411",
    },
    absent: { answers: {}, query: "?seq=4411&outcome=refused" },
    proved: { answers: {}, deeds: check },
    broken: { answers: { "GET /api/audit/*/*/proof": { data: { ...recorded.proof, leafIndex: 12 } } }, deeds: check },
  },
};
