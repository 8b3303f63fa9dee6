import type { States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/exams/*",
  empty: "an exam has settings",
  also: {
    looser: { answers: {}, deeds: [{ fill: "setting.faceThreshold", with: "91" }, { press: "settings.save" }] },
    wrong: { answers: {}, deeds: [{ fill: "setting.faceThreshold", with: "50" }] },
  },
};
