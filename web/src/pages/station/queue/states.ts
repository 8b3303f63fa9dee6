import { refusal } from "../../../api/sample/states";
import { records, roster } from "../../../sync/sample/day";
import type { SampleRecord, StationStates } from "../../../sync/sample/states";

const others: SampleRecord[] = [
  { person: 31, type: "attendance", minutes: 14, others: true },
  { person: 32, type: "face", minutes: 13, others: true },
];
const many: SampleRecord[] = Array.from({ length: 75 }, (_, index) => ({
  person: index % 48,
  type: (["attendance", "face", "fingerprint", "omr", "biometric"] as const)[index % 5] ?? "face",
  minutes: 80 - index,
}));
const { exportRecipient: _, ...closed } = roster;

export const states: StationStates = {
  base: { records },
  empty: {},
  off: {},
  also: {
    all: { deeds: [{ press: "queue.filter.all" }] },
    refused: { deeds: [{ press: "queue.filter.refused" }, { see: "record.again" }] },
    none: { records: records.slice(0, 1) },
    sending: {
      records: [{ person: 33, type: "attendance", minutes: 1, standing: { at: "waiting", tries: 0, notBefore: 0 } }],
      deeds: [{ see: "record.sending" }],
    },
    out: { session: "out", deeds: [{ see: "queue.session" }] },
    wrongPassword: {
      session: "out",
      answers: { "POST /api/auth/login": refusal(401, "INVALID_CREDENTIALS") },
      deeds: [{ fill: "login.password", with: "mistyped-1" }, { press: "login.enter" }],
    },
    others: { records: [...records, ...others], deeds: [{ see: "queue.others_other" }] },
    many: { records: many, line: "off", deeds: [{ see: "queue.more" }] },
    noExport: { rosters: [closed] },
  },
};
