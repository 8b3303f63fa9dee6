import type { Schemas } from "../../../api/client";
import { type Deed, page, refusal, type States } from "../../../api/sample/states";
import { CENTRE, operators } from "../../../api/sample/world";

const list: Deed[] = [
  { press: "staff.open" },
  { choose: [{ name: "accounts.csv", text: "Username,Name" }] },
  { press: "import.try" },
];
const make: Deed[] = [...list, { press: "staff.make" }];
const call = "POST /api/operators/import";
const bad: Schemas["BadCell"][] = [
  { row: 4, column: "Name", code: "empty", message: "Name is empty; fill it in." },
  {
    row: 9,
    column: "Role",
    code: "role_unknown",
    message: "“janitor” is no role; write operator, supervisor, observer or admin.",
  },
];
const result: Schemas["StaffResults"] = {
  created: 3,
  unchanged: 1,
  failed: 2,
  results: [
    {
      row: 2,
      status: "created",
      username: "op1",
      name: "Ravi Kumar",
      centreCode: "C001",
      operatorId: "01a22934-0004-7404-ab59-000000000001",
      password: "8HM3-D06C-4RY5-19S9",
    },
    {
      row: 3,
      status: "created",
      username: "op2",
      name: "Meena Sharma",
      centreCode: "C002",
      operatorId: "01a22934-0004-7404-ab59-000000000002",
      password: "W063-WS7R-GFEX-F9NY",
    },
    { row: 4, status: "failed", username: "op9", centreCode: "C002", code: "VALIDATION", cells: bad.slice(0, 1) },
    {
      row: 5,
      status: "created",
      username: "super1",
      name: "Asha Verma",
      centreCode: "C001",
      operatorId: "01a22934-0004-7404-ab59-000000000003",
      password: "2CQD-0HRM-16J6-K92H",
    },
    {
      row: 6,
      status: "unchanged",
      username: "op3",
      name: "Imran Khan",
      operatorId: "01a22934-0004-7404-ab59-000000000004",
    },
    { row: 9, status: "failed", code: "VALIDATION", cells: bad.slice(1) },
  ],
};
/** As the list is told in a dry run. */
const tried: Schemas["StaffResults"] = {
  ...result,
  results: result.results.map(({ password, operatorId, ...rest }) =>
    rest.status === "unchanged" && operatorId ? { ...rest, operatorId } : rest,
  ),
};
const again: Deed[] = [{ press: "reset.open" }, { press: "reset.make" }];
const given = {
  data: { operatorId: "01a22934-0004-7404-ab59-000000000001", password: "W063-WS7R-GFEX-F9NY", sessionsEnded: 2 },
};

const centre = { role: "supervisor" as const, centreId: CENTRE };
const ofCentre = operators.slice(1, 10).map((one) => ({ ...one, centreId: CENTRE }));
const withFactor = operators.filter((one) => one.secondFactor === "on" && one.username !== "head");
const withoutFactor = operators.filter((one) => one.role === "supervisor" && one.secondFactor === "off");
const notRequired = { "GET /api/operators": page(withoutFactor.filter((one) => !one.secondFactorRequired)) };
const factor: Deed[] = [{ press: "factor.open", first: true }];

export const states: States = {
  main: "GET /api/operators",
  empty: { "GET /api/operators": page([]) },
  also: {
    nobody: { answers: { "GET /api/operators": page([]) }, query: "?q=zzz" },
    making: { answers: {}, deeds: [{ press: "operators.new" }] },
    byFile: { answers: {}, deeds: list.slice(0, 1) },
    sending: { answers: { [call]: "never" }, deeds: list },
    tried: { answers: { [call]: { data: tried } }, deeds: list },
    imported: { answers: { [call]: [{ data: tried }, { data: result }] }, deeds: make },
    unreadable: {
      answers: {
        [call]: refusal(422, "IMPORT_REJECTED", {
          details: {
            rows: [
              {
                row: 1,
                column: "",
                code: "file_unsupported",
                message: "this is an image; save the list as XLSX or CSV",
              },
            ],
            notNamed: 0,
          },
        }),
      },
      deeds: list,
    },
    given: { answers: { "POST /api/operators/*/password": given }, deeds: again },
    factor: { answers: {}, deeds: factor },
    releasing: { answers: {}, deeds: [...factor, { press: "factor.release" }] },
    requiring: { answers: notRequired, deeds: [...factor, { press: "factor.require" }] },
    notRequired: {
      answers: { ...notRequired, "PATCH /api/operators/*": refusal(503, "BUSY") },
      deeds: [...factor, { press: "factor.require" }, { press: "factor.require.act" }],
    },
    resetting: {
      answers: { "GET /api/operators": page(withFactor) },
      deeds: [...factor, { press: "factor.reset" }],
    },
    ofCentre: { answers: { "GET /api/operators": page(ofCentre) }, me: centre },
    noneOfCentre: { answers: { "GET /api/operators": page([]) }, me: centre },
    givenInCentre: {
      answers: { "GET /api/operators": page(ofCentre), "POST /api/operators/*/password": given },
      me: centre,
      deeds: again,
    },
    notGiven: { answers: { "POST /api/operators/*/password": refusal(503, "BUSY") }, deeds: again },
  },
};
