import { type Deed, page, refusal, type States } from "../../../api/sample/states";
import { CENTRE } from "../../../api/sample/world";

const open: Deed[] = [{ press: "slots.make.active", first: true }];
const times: Deed[] = [{ press: "times.open", first: true }];
const shift = "POST /api/slots/status";

export const states: States = {
  main: "GET /api/slots",
  empty: { "GET /api/slots": page([]) },
  also: {
    unknown: { answers: {}, deeds: [{ fill: "assign.paste", with: "nobody\tC001\tMorning" }] },
    opening: { answers: {}, deeds: open },
    notOpened: { answers: { [shift]: refusal(503, "BUSY") }, deeds: [...open, ...open] },
    times: { answers: {}, deeds: times },
    timesWrong: {
      answers: {},
      deeds: [
        ...times,
        { fill: "times.gateOpens", with: "2026-11-29T09:00" },
        { fill: "times.gateCloses", with: "2026-11-29T08:00" },
      ],
    },
    timesRefused: {
      answers: {
        "POST /api/slots/times": {
          data: { results: [{ centreId: CENTRE, status: "failed", code: "DEPENDENCY_UNAVAILABLE" }] },
        },
      },
      deeds: [...times, { fill: "times.gateOpens", with: "2026-11-29T07:30" }, { press: "times.save" }],
    },
  },
};
