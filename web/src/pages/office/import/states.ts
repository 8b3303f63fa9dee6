import { type Deed, refusal, type States } from "../../../api/sample/states";

const chosen: Deed[] = [
  {
    choose: [
      { name: "roster.csv", text: "Roll No,Name\n26000017,Asha Verma\n26000093,Ravi Kumar\n" },
      { name: "photographs.zip", text: "PK" },
    ],
  },
  { press: "import.try" },
];
const call = "POST /api/exams/01a22934-0001-7404-ab59-000000000001/candidates/import";
const result = {
  imported: 19_680,
  updated: 0,
  unchanged: 0,
  hiddenRows: 2,
  centresCreated: ["C001", "C002", "C003"],
  slotsCreated: ["Morning", "Noon"],
  utcOffsetMinutes: 330,
  slotTimes: [
    {
      slotName: "Morning",
      centres: 48,
      gateOpens: "2026-12-06T02:30:00Z",
      gateCloses: "2026-12-06T03:30:00Z",
      startTime: "2026-12-06T04:00:00Z",
      endTime: "2026-12-06T07:00:00Z",
    },
    { slotName: "Noon", centres: 1, startTime: "2026-12-06T08:30:00Z", endTime: "2026-12-06T11:30:00Z" },
  ],
  slotsUpdated: [],
  photos: {
    enrolled: 19_677,
    rejected: [
      { row: 18, rollNumber: "26000017", photo: "hall-3/26000017.jpg", code: "FACE_NOT_DETECTED" },
      { row: 60, rollNumber: "26000059", photo: "hall-3/26000059.jpg", code: "MULTIPLE_FACES" },
      { row: 94, rollNumber: "26000093", photo: "hall-3/26000093.jpg", code: "PHOTO_MISSING" },
    ],
  },
};
const rows = [
  { row: 7, column: "DOB", code: "date_unreadable", message: "is not a date: 31/02/2001" },
  { row: 12, column: "Roll No", code: "repeated", otherRow: 9, message: "is in the file twice, also in row 9" },
  { row: 40, column: "Centre Code", code: "empty", message: "is missing" },
];

export const states: States = {
  empty: "the place for files is always there",
  also: {
    bad: { answers: { [call]: refusal(422, "IMPORT_REJECTED", { details: { rows, notNamed: 0 } }) }, deeds: chosen },
    bad40000: {
      answers: {
        [call]: refusal(422, "IMPORT_REJECTED", {
          details: {
            rows: Array.from({ length: 10_000 }, (_, index) => ({
              row: index + 2,
              column: index % 40 ? "DOB" : "Centre Code",
              code: index % 40 ? "date_unreadable" : "empty",
              message: index % 40 ? "is not a date" : "is missing",
            })),
            notNamed: 30_000,
          },
        }),
      },
      deeds: chosen,
    },
    lost: { answers: { [call]: { status: 502, body: "" } }, deeds: chosen },
    sending: { answers: { [call]: "never" }, deeds: chosen },
    tried: { answers: { [call]: { data: result } }, deeds: chosen },
    imported: { answers: { [call]: { data: result } }, deeds: [...chosen, { press: "import.real" }] },
  },
};
