import { records } from "../../../sync/sample/day";
import type { SampleRecord, StationStates } from "../../../sync/sample/states";

const safe: SampleRecord[] = records.filter(
  ({ standing }) => standing && standing.at !== "waiting" && standing.at !== "refused",
);

export const states: StationStates = {
  base: { records: safe },
  empty: {},
  off: {},
  also: {
    waiting: { records: [...records] },
    waitingOff: { records: [...records], line: "off" },
    refused: { records: records.filter(({ standing }) => standing?.at === "refused") },
    asked: { deeds: [{ press: "end.wipe" }, { see: "end.sure" }] },
    // Another tab has captured something that this one has not heard of yet.
    meanwhile: {
      behind: { person: 40, type: "face", minutes: 0 },
      deeds: [{ press: "end.wipe" }, { press: "end.sure" }, { see: "end.meanwhile" }],
    },
  },
};
