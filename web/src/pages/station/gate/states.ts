import { refusal } from "../../../api/sample/states";
import { PEOPLE, records, rollOf, ruled } from "../../../sync/sample/day";
import type { SampleRecord, StationDeed, StationStates } from "../../../sync/sample/states";

const scan = (person: number): StationDeed => ({ scan: rollOf(person) });
const found: StationDeed[] = [scan(PEOPLE.enrolled), { see: "gate.present" }];
const pressed: StationDeed[] = [...found, { press: "gate.present" }];
const marked = (more: Partial<SampleRecord> = {}): SampleRecord => ({
  person: PEOPLE.enrolled,
  type: "attendance",
  minutes: 3,
  standing: { at: "applied" },
  ...more,
});
const hidden = [ruled({ hideNamesAtGate: true })];
const taking: StationDeed[] = [{ press: "gate.undo", first: true }, { see: "undo.why" }];
const why: StationDeed[] = [{ press: "undo.wrong" }, { press: "undo.act" }];

export const states: StationStates = {
  base: { records: records.slice(-3) },
  empty: {},
  off: { deeds: found },
  also: {
    nobodyYet: { records: [] },
    found: { deeds: found },
    noPhoto: { deeds: [scan(PEOPLE.noPhoto), { see: "gate.photo.none" }] },
    longName: { deeds: [scan(PEOPLE.long), { see: "gate.present" }] },
    hidden: { rosters: hidden, deeds: found },
    nobody: { deeds: [{ scan: "8901234567890" }, { see: "gate.nobody" }] },
    nobodyLong: { deeds: [{ scan: "HTTPS://EXAMPLE.IN/ADMIT-CARD?ROLL=26000001&SET=2026" }, { see: "gate.nobody" }] },
    afternoon: { deeds: [scan(PEOPLE.afternoon), { see: "gate.elsewhere" }] },
    // Already in: by oneself, by somebody else here, at another device.
    mine: { records: [marked()], deeds: [scan(PEOPLE.enrolled), { see: "gate.marked.me" }] },
    others: { records: [marked({ others: true })], deeds: [scan(PEOPLE.enrolled), { see: "gate.marked.device" }] },
    elsewhere: { deeds: [scan(PEOPLE.elsewhere), { see: "gate.marked.other" }] },
    saving: { still: true, deeds: [...pressed, { see: "gate.saving" }] },
    busy: { still: true, deeds: [...pressed, { see: "gate.saving" }, scan(PEOPLE.long), { see: "gate.ignored.busy" }] },
    done: { line: "slow", deeds: [...pressed, { see: "gate.done" }] },
    failed: { line: "slow", full: true, deeds: [...pressed, { see: "gate.failed" }, { see: "station.full" }] },
    twice: { deeds: [...found, scan(PEOPLE.enrolled), { see: "gate.ignored.twice" }] },
    undo: {
      records: [marked({ standing: { at: "waiting", tries: 0, notBefore: Date.now() + 4e6 } })],
      line: "off",
      deeds: taking,
    },
    undoGone: { records: [marked({ tried: true })], line: "off", deeds: [...taking, { see: "undo.gone" }] },
    undoRefused: {
      records: [marked({ tried: true })],
      answers: {
        "GET /api/candidates/*/*": { data: { id: "1", attendance: { id: "1" } } },
        "POST /api/attendance/*/undo": refusal(403, "FORBIDDEN"),
      },
      deeds: [...taking, ...why],
    },
    find: { deeds: [{ fill: "gate.find", with: "pooja" }, { see: rollOf(8) }] },
    findOne: { deeds: [{ fill: "gate.find", with: "26000001" }, { see: rollOf(0) }] },
    findMany: { deeds: [{ fill: "gate.find", with: "26" }, { see: "scan.many_other" }] },
    findHidden: { rosters: hidden, deeds: [{ fill: "gate.find", with: "0000" }] },
    camera: { deeds: [{ press: "scan.camera" }, { see: "camera.aim" }] },
    cameraFailed: { camera: "refused", deeds: [{ press: "scan.camera" }, { see: "camera.failed.refused" }] },
    cameraAndFound: { deeds: [{ press: "scan.camera" }, { see: "camera.aim" }, ...found] },
    lastAll: {
      records: [
        marked({ person: 40, standing: { at: "refused", code: "NO_SLOT_ASSIGNED" } }),
        marked({ person: 41, standing: { at: "conflict" } }),
        marked({ person: 42, outcome: { undone: true, reason: "Wrong person" } }),
        marked({ person: 43, standing: { at: "kept" } }),
        marked({ person: 44, standing: { at: "waiting", tries: 0, notBefore: Date.now() + 4e6 } }),
      ],
    },
    lastMore: {
      records: [
        marked({ person: PEOPLE.long }),
        marked({ person: 41, standing: { at: "void" }, outcome: { reason: "Only a trial" } }),
        marked({ person: 42, standing: { at: "waiting", tries: 1, notBefore: Date.now() + 4e6 }, tried: true }),
      ],
    },
  },
};
