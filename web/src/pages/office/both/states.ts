import { refusal, type States } from "../../../api/sample/states";
import { EXAM } from "../../../api/sample/world";

const station = { username: "op9a", password: "demo-password", examId: EXAM, centreName: "Central Library" };

export const states: States = {
  empty: "both sides are always there",
  also: {
    loading: { answers: { "POST /api/demo/session": "never" } },
    unreachable: { answers: { "POST /api/demo/session": refusal(503, "DEPENDENCY_UNAVAILABLE") } },
    open: { answers: { "POST /api/demo/session": { data: { station } } } },
    closed: { answers: { "POST /api/demo/session": refusal(404, "NOT_FOUND") } },
  },
};
