import { refusal } from "../../../api/sample/states";
import { PEOPLE, rollOf, ruled, worker } from "../../../sync/sample/day";
import type { SampleCamera, StationDeed, StationState, StationStates } from "../../../sync/sample/states";

const open = (person: number, ...more: StationDeed[]): StationDeed[] => [{ scan: rollOf(person) }, ...more];
const aimed = (camera: SampleCamera): StationState => ({
  camera,
  deeds: open(PEOPLE.present, { see: `camera.hint.${camera}` }),
});
const without = (camera: SampleCamera): StationState => ({
  camera,
  deeds: open(PEOPLE.present, { see: `camera.failed.${camera}` }),
});
const taken: StationDeed[] = [{ press: "room.take" }, { see: "room.same" }];
const kept: StationDeed[] = [...taken, { press: "room.same.yes" }, { see: "room.scoring" }];
const judged = (verified: boolean, matchPercentage: number): StationDeed => ({
  judge: { at: "applied" },
  outcome: { verified, matchPercentage },
});
const demo = { "POST /api/demo/session": refusal(400, "VALIDATION") };
const alone = [ruled({ allowMismatchApproval: true })];
const finger = (state: StationState, ...more: StationDeed[]): StationState => ({
  ...state,
  deeds: open(PEOPLE.finger, { see: "finger.which" }, ...more),
});
const sheet = (code: string, ...more: StationDeed[]): StationDeed[] =>
  open(PEOPLE.sheet, { fill: "sheet.code", with: code }, ...more);
const bound = (code: string, error: string): StationDeed[] => sheet(code, { press: "sheet.bind" }, { see: error });

export const states: StationStates = {
  empty: {},
  off: { deeds: open(PEOPLE.present) },
  also: {
    // Why somebody is not worked with.
    nobody: { deeds: open(0).slice(1).concat({ scan: "8901234567890" }, { see: "room.stop.nobody" }) },
    absent: { deeds: open(PEOPLE.absent, { see: "room.stop.absent" }) },
    other: { deeds: open(PEOPLE.elsewhere, { see: "room.stop.other" }) },
    through: { deeds: open(PEOPLE.through, { see: "room.stop.closed" }) },
    busy: {
      deeds: [...open(PEOPLE.present, { see: "room.take" }), { scan: rollOf(PEOPLE.once) }, { see: "room.stop.busy" }],
    },
    // Face.
    aim: { deeds: open(PEOPLE.present, { see: "camera.look" }) },
    starting: { camera: "starting", deeds: open(PEOPLE.present, { see: "camera.starts" }) },
    notEnrolled: { deeds: open(PEOPLE.notEnrolled, { see: "room.notEnrolled" }) },
    dark: aimed("dark"),
    bright: aimed("bright"),
    blurred: aimed("blurred"),
    far: aimed("far"),
    turn: aimed("turn"),
    noCamera: without("none"),
    refusedCamera: without("refused"),
    busyCamera: without("busy"),
    lostCamera: without("lost"),
    taken: { deeds: open(PEOPLE.present, ...taken) },
    saving: { deeds: open(PEOPLE.present, ...kept) },
    match: { still: true, deeds: open(PEOPLE.present, ...kept, judged(true, 99.41), { see: "room.match" }) },
    mismatch: { deeds: open(PEOPLE.present, ...kept, judged(false, 71.2), { see: "room.mismatch" }) },
    lastMismatch: { deeds: open(PEOPLE.twice, ...kept, judged(false, 71.2), { see: "room.mismatch" }) },
    exhausted: {
      deeds: open(PEOPLE.exhausted, { press: "room.part.face", first: true }, { see: "override.supervisor" }),
    },
    retake: {
      deeds: open(
        PEOPLE.present,
        ...kept,
        { judge: { at: "refused", code: "FACE_NOT_DETECTED" } },
        { see: "room.noAttempt" },
      ),
    },
    later: {
      still: true,
      line: "off",
      deeds: open(PEOPLE.present, ...taken, { press: "room.same.yes" }, { see: "room.kept" }),
    },
    notKept: { full: true, deeds: open(PEOPLE.present, ...taken, { press: "room.same.yes" }, { see: "gate.failed" }) },
    none: { deeds: open(PEOPLE.present, { press: "override.none" }, { see: "undo.why" }) },
    override: { rosters: alone, deeds: open(PEOPLE.once, { press: "override.act" }, { see: "undo.why" }) },
    given: {
      rosters: alone,
      deeds: open(
        PEOPLE.once,
        { press: "override.act" },
        { press: "override.document" },
        { press: "override.act" },
        { press: "room.part.face" },
        { see: "override.given" },
      ),
    },
    supervisor: {
      worker: { ...worker, name: "Sunita Yadav", role: "supervisor" },
      deeds: open(PEOPLE.exhausted, { press: "room.part.face", first: true }),
    },
    // Finger.
    fingerFile: finger({}, { see: "finger.file" }),
    fingerSimulated: finger({ answers: demo }, { see: "fingerprint.simulated.says" }),
    fingerReader: finger({ reader: "ready" }, { see: "finger.put" }),
    fingerWaiting: finger({ reader: "silent" }, { press: "finger.capture" }, { see: "dialog.cancel" }),
    fingerTimeout: finger({ reader: "timeout" }, { press: "finger.capture" }, { see: "finger.failed.timeout" }),
    fingerException: finger({}, { press: "finger.except" }, { see: "undo.why" }),
    fingerNotSaved: finger(
      { answers: demo, full: true },
      { press: "finger.capture" },
      { see: "finger.failed.notSaved" },
    ),
    // Sheet.
    sheet: { deeds: open(PEOPLE.sheet, { see: "sheet.code" }) },
    sheetScanned: { deeds: [...open(PEOPLE.sheet, { see: "sheet.code" }), { scan: "OMR-48999" }] },
    sheetUnreadable: { deeds: bound("OMR 48#15", "sheet.unreadable") },
    sheetCard: { deeds: bound(rollOf(PEOPLE.absent), "sheet.card") },
    sheetTaken: { deeds: bound("OMR-48006", "sheet.taken") },
    sheetRefused: {
      records: [
        {
          person: PEOPLE.sheet,
          type: "omr",
          minutes: 1,
          standing: { at: "refused", code: "BARCODE_EXISTS" },
          data: { barcode: "OMR-1" },
        },
      ],
      deeds: open(PEOPLE.sheet, { see: "sheet.code" }),
    },
    sheetBound: { deeds: open(PEOPLE.close, { press: "room.part.sheet" }, { see: "sheet.bound" }) },
    sheetCamera: { deeds: open(PEOPLE.sheet, { press: "scan.camera" }, { see: "camera.aim" }) },
    // Close.
    close: { deeds: open(PEOPLE.close, { see: "close.says" }) },
    notClosed: { full: true, deeds: open(PEOPLE.close, { press: "close.act" }, { see: "gate.failed" }) },
    closed: { still: true, deeds: open(PEOPLE.close, { press: "close.act" }, { see: "close.done" }) },
    stuck: { deeds: open(PEOPLE.stuck, { see: "close.supervisor" }) },
    find: { deeds: [{ fill: "gate.find", with: "pooja" }, { see: rollOf(8) }] },
  },
};
