import { refusal, type States } from "../../../api/sample/states";
import { EXAM } from "../../../api/sample/world";

const station = { username: "op9a", password: "demo-password", examId: EXAM, centreName: "Central Library" };

export const states: States = {
  empty: "the doors are always there",
  also: {
    station: {
      answers: { "POST /api/demo/session": { data: { station } } },
      deeds: [{ press: "start.operator.enter" }],
    },
    closed: {
      answers: { "POST /api/demo/session": refusal(404, "NOT_FOUND") },
      deeds: [{ press: "start.admin.enter" }],
    },
  },
};
