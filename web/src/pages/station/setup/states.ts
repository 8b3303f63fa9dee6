import { type Answers, page, refusal } from "../../../api/sample/states";
import { exam } from "../../../api/sample/world";
import type { StationDeed, StationState, StationStates } from "../../../sync/sample/states";

const PASSWORD = "6E1Q1-K99G6-Q167N-XJKZ4";
const VERIFY = "POST /api/admin/download/verify";
const typed: StationDeed[] = [{ fill: "setup.password", with: PASSWORD }];
const asked: StationDeed[] = [...typed, { press: "setup.fetch" }];
const two = { "GET /api/exams": page([exam, { ...exam, id: "2", code: "CONST", name: "Constable Recruitment" }]) };
const bare: StationState = { rosters: [], records: [] };
const first = { press: "setup.try", first: true } as const;
const tried = (works: boolean, more: object = {}): Record<string, string> => ({
  ready: JSON.stringify({ camera: works, scanner: works, fingerprint: works, sound: works, ...more }),
});
const clock = (minutes: number): Answers => ({
  "GET /health/live": {
    status: 200,
    body: {},
    headers: { date: new Date(Date.now() + minutes * 60_000).toUTCString() },
  },
});
const demo = { "POST /api/demo/session": refusal(400, "VALIDATION") };

export const states: StationStates = {
  empty: {},
  also: {
    twoExams: { ...bare, answers: two },
    noExam: { ...bare, answers: { "GET /api/exams": page([]) }, deeds: [{ see: "setup.noExam" }] },
    bareOff: { ...bare, line: "off" },
    slip: {
      ...bare,
      deeds: [{ fill: "setup.password", with: "6E1Q1-K99G6-Q167N-XJKZ5" }, { see: "setup.password.wrong" }],
    },
    typed: { ...bare, deeds: [...typed, { see: "setup.password.good" }] },
    refused: { ...bare, answers: { [VERIFY]: refusal(401, "INVALID_DOWNLOAD_PASSWORD") }, deeds: asked },
    wait: { ...bare, answers: { [VERIFY]: refusal(429, "RATE_LIMITED", { retryAfter: 600 }) }, deeds: asked },
    fetching: {
      ...bare,
      parcel: "part",
      answers: { "GET /api/admin/download/package": "never" },
      deeds: [{ see: "setup.step.fetching" }],
    },
    building: {
      ...bare,
      answers: {
        [VERIFY]: { data: { packageUrl: "/api/admin/download/package", downloadToken: "x", expiresAt: "" } },
        "GET /api/admin/download/package": "never",
      },
      deeds: [...asked, { see: "setup.building" }],
    },
    waiting: { ...bare, parcel: "part", line: "off", deeds: [{ see: "setup.step.waiting" }] },
    checking: { ...bare, parcel: "whole", deeds: [{ see: "setup.step.checking" }] },
    damaged: { ...bare, parcel: "damaged", deeds: [{ see: "setup.damaged" }] },
    anew: { deeds: [{ press: "setup.anew" }, { see: "setup.password" }] },
    // Everything is well, and then nothing.
    good: { facts: tried(true), storage: "kept", battery: 0.84 },
    bad: {
      storage: "full",
      battery: 0.11,
      camera: "busy",
      answers: clock(-7),
      deeds: [
        first,
        { press: "setup.play" },
        { press: "no" },
        { press: "setup.try" },
        { see: "setup.fingerprint.absent" },
      ],
    },
    loose: { storage: "loose", facts: tried(true), answers: clock(7), deeds: [{ see: "setup.clock.behind" }] },
    camera: { deeds: [first, { see: "setup.camera.seen" }] },
    cameraBad: { deeds: [first, { see: "setup.camera.seen" }, { press: "no" }, { see: "setup.camera.bad" }] },
    noCamera: { camera: "none", deeds: [first, { see: "camera.failed.none" }] },
    refusedCamera: { camera: "refused", deeds: [first, { see: "camera.failed.refused" }] },
    scanned: { deeds: [{ scan: "26000001" }, { see: "setup.scanner.read" }] },
    sound: { deeds: [{ press: "setup.play" }, { see: "setup.sound.heard" }] },
    reader: { reader: "ready", deeds: [{ press: "setup.try" }, { see: "Mantra MFS100" }] },
    simulated: { answers: demo, deeds: [{ press: "setup.try" }, { see: "fingerprint.simulated" }] },
    refusedReader: { reader: "refused", deeds: [{ press: "setup.try" }, { see: "setup.fingerprint.refused" }] },
  },
};
