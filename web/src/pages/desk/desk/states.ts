import {
  desk,
  gateOnly,
  MISMATCHED,
  mismatched,
  noDesk,
  ownMismatch,
  settledMismatch,
  supervisor,
} from "../../../api/sample/desk";
import { type Answers, type Deed, type Extra, page, refusal, type States } from "../../../api/sample/states";
import { waiting } from "../../../api/sample/waiting";
import { candidates } from "../../../api/sample/world";

const STORY = "GET /api/candidates/*/*/story";
const key = (kind: string, code: string): string =>
  waiting.find((one) => one.kind === kind && one.code === code)?.recordId ??
  waiting.find((one) => one.kind === kind)?.conflictId ??
  "";

/** The desk of a supervisor, with one thing opened. */
const at = (open: string, answers: Answers = {}, deeds: readonly Deed[] = []): Extra => ({
  answers: { ...desk, ...answers },
  me: supervisor,
  query: `?open=${open}`,
  deeds,
});
/** A candidate who was looked for. */
const found = (answers: Answers, deeds: readonly Deed[] = []): Extra => ({
  answers: { ...noDesk, "GET /api/candidates/*": page([candidates[6]]), ...answers },
  me: supervisor,
  query: "?q=26000007",
  deeds,
});

const closing = key("pending", "FACE_NOT_VERIFIED");
const lost = key("failed", "CANDIDATE_NOT_FOUND");
const unread = key("unread", "VALIDATION");
const because: Deed = { fill: "conflict.reason", with: "Seen in room 4." };
const refused = (call: string, status: number, code: string, details?: unknown): Answers => ({
  [call]: refusal(status, code, { details }),
});
const VERIFY = "POST /api/biometric/verify";
const DECIDE = "POST /api/sync/records/*/decide";
const override: readonly Deed[] = [{ press: "desk.open.override" }, { press: "desk.why.document" }];

export const states: States = {
  main: "GET /api/desk/*",
  empty: noDesk,
  also: {
    // Each kind of thing that waits, opened.
    waits: { answers: desk, me: supervisor },
    head: { answers: desk },
    mismatch: at(MISMATCHED),
    attempt: at(MISMATCHED, {}, [{ press: "71.20%" }]),
    settled: at(MISMATCHED, { [STORY]: settledMismatch }),
    own: at(MISMATCHED, { [STORY]: ownMismatch }),
    ownRecord: at(key("pending", "OVERRIDE_UNCONFIRMED")),
    closing: at(closing),
    conflict: at(key("conflict", "ATTENDANCE_EXISTS")),
    lost: at(lost),
    unread: at(unread),
    gone: at(closing, { [STORY]: refusal(404, "CANDIDATE_NOT_FOUND") }),
    long: {
      answers: {
        ...desk,
        "GET /api/desk/*": page(
          Array.from({ length: 60 }, (_, place) => ({ ...waiting[1], recordId: `${place}`, candidateId: null })),
        ),
      },
      me: supervisor,
    },
    // Each window, and what it is refused with.
    override: at(MISMATCHED, {}, override),
    incomplete: at(MISMATCHED, { ...refused(VERIFY, 409, "STATION_INCOMPLETE", { missing: ["fingerprint", "omr"] }) }, [
      ...override,
      { press: "desk.override.act" },
    ]),
    closed: at(MISMATCHED, refused(VERIFY, 409, "BIOMETRIC_EXISTS"), [...override, { press: "desk.override.act" }]),
    forbiddenAct: at(MISMATCHED, refused(VERIFY, 403, "FORBIDDEN"), [...override, { press: "desk.override.act" }]),
    settle: at(MISMATCHED, {}, [{ press: "desk.open.settle" }, { press: "desk.why.other" }]),
    hand: at(MISMATCHED, {}, [{ press: "desk.open.hand" }, { press: "desk.why.shift" }]),
    handRefused: at(MISMATCHED, refused("POST /api/attendance/*/handover", 404, "OPERATOR_NOT_FOUND"), [
      { press: "desk.open.hand" },
      { fill: "desk.hand.to", with: "op1" },
      because,
      { press: "desk.hand.act" },
    ]),
    sheet: at(MISMATCHED, refused("POST /api/omr/void", 409, "OMR_VOID"), [
      { press: "desk.open.void" },
      { press: "desk.why.torn" },
      { press: "desk.void.act" },
    ]),
    apply: at(closing, {}, [{ press: "desk.open.apply" }, { press: "desk.why.seen" }]),
    done: at(closing, { [DECIDE]: { data: {} } }, [{ press: "desk.open.apply" }, because, { press: "desk.apply.act" }]),
    decided: at(closing, refused(DECIDE, 409, "RECORD_DECIDED"), [
      { press: "desk.open.discard" },
      { press: "desk.why.captured" },
      { press: "desk.discard.act" },
    ]),
    correct: at(lost, refused(DECIDE, 404, "CANDIDATE_NOT_FOUND"), [
      { press: "desk.open.correct" },
      { fill: "candidate.roll", with: "26000070" },
      because,
      { press: "desk.correct.act" },
    ]),
    correctUnread: at(unread, refused(DECIDE, 400, "VALIDATION", { fields: { capturedAt: "is required" } }), [
      { press: "desk.open.correct" },
      { fill: "candidate.roll", with: "26000070" },
      { fill: "desk.correct.kind", with: "entity.fingerprint" },
      because,
      { press: "desk.correct.act" },
    ]),
    // Any candidate of the centre.
    found: found({ [STORY]: mismatched }),
    foundMany: { ...found({ "GET /api/candidates/*": page(candidates.slice(0, 6), 214) }), query: "?q=26" },
    foundNobody: { ...found({ "GET /api/candidates/*": page([]) }), query: "?q=99" },
    undo: found({ [STORY]: gateOnly }, [{ press: "desk.open.undo" }, { press: "desk.why.mistaken" }]),
    undoRefused: found({ [STORY]: gateOnly, ...refused("POST /api/attendance/*/undo", 409, "BIOMETRICS_EXIST") }, [
      { press: "desk.open.undo" },
      because,
      { press: "desk.undo.act" },
    ]),
    unexplained: found({ [STORY]: gateOnly }, override),
    anySheet: {
      ...found({}, [{ press: "desk.void" }, { fill: "conflict.correct.barcode", with: "OMR-1" }]),
      query: "",
    },
  },
};
