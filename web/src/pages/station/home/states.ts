import { records, roster, worker } from "../../../sync/sample/day";
import type { StationDeed, StationStates } from "../../../sync/sample/states";

const away: StationDeed[] = [
  { press: "lock.lock" },
  { fill: "lock.new", with: "2468" },
  { press: "lock.away" },
  { see: "lock.pin" },
];
const slip: StationDeed[] = [{ fill: "lock.pin", with: "1111" }, { press: "lock.open" }, { see: "lock.wrong_other" }];

export const states: StationStates = {
  base: { records: records.slice(-4) },
  empty: {},
  off: { records },
  also: {
    supervisor: { worker: { name: "Sunita Yadav", role: "supervisor" }, records: [] },
    oneSlot: { rosters: [{ ...roster, slots: roster.slots.slice(0, 1) }] },
    old: { rosters: [{ ...roster, serverTime: new Date(Date.now() - 30 * 3_600_000).toISOString() }] },
    broken: { rosters: [], records: [], parcel: "part", deeds: [{ see: "home.broken" }] },
    update: { update: true, deeds: [{ see: "update.title" }] },
    out: { session: "out", deeds: [{ see: "station.session" }] },
    slow: { line: "slow" },
    // All at once that a strip may have to say.
    worst: {
      records: [...records, { person: 30, type: "face", minutes: 55, others: true }],
      worker: { name: "Venkatanarasimharajuvaripeta Lakshminarayana" },
      battery: 0.08,
      line: "off",
      deeds: [{ see: "station.battery" }],
    },
    longName: { worker: { ...worker, name: "Mohammad Abdul Rahman Siddiqui Chaudhary" }, session: "out" },
    lock: { deeds: [{ press: "lock.lock" }, { see: "lock.choose" }] },
    away: { deeds: away },
    awayWrong: { deeds: [...away, ...slip] },
    awayLast: { deeds: [...away, ...slip, ...slip, ...slip, ...slip.slice(0, 2), { see: "lock.wrong_one" }] },
  },
};
