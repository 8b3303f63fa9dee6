import { noDesk } from "../../../api/sample/desk";
import { page, type States } from "../../../api/sample/states";
import { EXAM, exam } from "../../../api/sample/world";

const several = [exam, { ...exam, id: EXAM.replace(/.$/, "2"), code: "CONST-2026", name: "Constable Recruitment" }];

export const states: States = {
  main: "GET /api/exams",
  empty: { "GET /api/exams": page([]) },
  also: {
    // One exam is no choice: it is gone to.
    one: { answers: { ...noDesk, "GET /api/exams": page([exam]) } },
    quiet: { answers: { ...noDesk, "GET /api/exams": page(several), "GET /api/slots": page([]) } },
    slots: { answers: { "GET /api/exams": page(several), "GET /api/slots": "never" } },
  },
};
