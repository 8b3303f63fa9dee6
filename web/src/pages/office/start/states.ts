import { refusal, type States } from "../../../api/sample/states";

export const states: States = {
  empty: "the doors are always there",
  also: {
    closed: {
      answers: { "POST /api/demo/session": refusal(404, "NOT_FOUND") },
      deeds: [{ press: "start.admin.enter" }],
    },
  },
};
