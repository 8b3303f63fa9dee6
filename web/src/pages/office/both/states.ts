import { refusal, type States } from "../../../api/sample/states";
import { EXAM } from "../../../api/sample/world";

const station = { username: "op9a", password: "demo-password", examId: EXAM, centreName: "Central Library" };

export const states: States = {
  empty: "both sides are always there",
  main: "POST /api/demo/session",
  also: {
    open: { answers: { "POST /api/demo/session": { data: { station } } } },
    closed: { answers: { "POST /api/demo/session": refusal(404, "NOT_FOUND") } },
  },
};
