import { type Deed, page, refusal, type States } from "../../../api/sample/states";

const open: Deed[] = [{ press: "export.open" }];
const save: Deed[] = [...open, { press: "export.save" }];
const call = "GET /api/exams/*/export/*";

export const states: States = {
  main: "GET /api/candidates/*",
  empty: { "GET /api/candidates/*": page([]) },
  also: {
    takeAlong: { answers: {}, deeds: open },
    saving: { answers: { [call]: "never" }, deeds: save },
    saveRefused: { answers: { [call]: refusal(503, "BUSY") }, deeds: save },
  },
};
