"""Section 2.5: attendance first, the same operator, fingerprints, closing a station, overrides."""

from typing import Any

from kit import draw
from kit.client import Form, Reply, Session
from probe.faces import enrolled, verify
from probe.omr import bind, scan
from probe.pictures import huge_header
from probe.report import UTC_TIME, at_once
from probe.world import World, new_id

NO_ATTEMPT = "the camera is broken"


def capture(
    w: World,
    candidate: dict[str, Any],
    content: bytes,
    who: Session | None = None,
    name: str = "f.png",
    more: Form | None = None,
) -> Reply:
    form = [*w.form(candidate, "fingerprintImage", name, content), *(more or [])]
    return (who or w.first).post("/api/fingerprint/capture", form=form)


def close(w: World, candidate: dict[str, Any], who: Session | None = None, **override: str) -> Reply:
    body: dict[str, Any] = {**w.whom(candidate)}
    if override:
        body["override"] = override
    return (who or w.first).post("/api/biometric/verify", body)


def check(w: World) -> None:
    check_attendance_first(w)
    check_same_operator(w)
    check_fingerprints(w)
    check_incomplete(w)
    check_overrides(w)
    check_simultaneous(w)
    if w.pictures:
        check_whole_way(w)
        check_own_override(w)
    check_rule_assigned(w)


def station_calls(w: World, candidate: dict[str, Any], who: Session) -> dict[str, Reply]:
    """The four calls that need attendance, for one candidate."""
    barcode = f"ST-{new_id()[:8]}"
    scan(w, barcode)
    blank, finger = draw.blank(300, 300), draw.fingerprint(candidate["id"])
    return {
        "face/verify": verify(w, candidate, "x.png", blank, who),
        "fingerprint/capture": capture(w, candidate, finger, who),
        "biometric/verify": close(w, candidate, who),
        "omr/validate": bind(w, barcode, candidate, who),
    }


def check_attendance_first(w: World) -> None:
    skipped, none = w.take(), w.take()
    w.first.must("POST", "/api/attendance", json={**w.whom(skipped), "status": "skipped"})
    for title, candidate in (("without attendance", none), ("skipped", skipped)):
        # The second operator too: attendance is looked at before the operator.
        for name, who in (("its operator", w.first), ("another", w.second)):
            for call, reply in station_calls(w, candidate, who).items():
                w.report.answer(f"{title}, {name}: {call}", reply, 403, "ATTENDANCE_REQUIRED")


def check_same_operator(w: World) -> None:
    candidate = w.present()
    for call, reply in station_calls(w, candidate, w.second).items():
        w.report.answer(f"another operator: {call}", reply, 403, "OPERATOR_MISMATCH")
    named = [("operatorId", w.second.id)]
    reply = capture(w, candidate, draw.fingerprint("x"), more=named)
    w.report.answer("in another's name", reply, 403, "OPERATOR_MISMATCH")


def check_fingerprints(w: World) -> None:
    r, exam = w.report, w.exam["id"]
    candidate = w.take()
    path = f"/api/fingerprint/status/{candidate['id']}/{exam}"
    before = w.first.get(path)
    r.answer("status before attendance", before, 200)
    r.check("nothing captured", (before.data or {}).get("captured") is False, "false", before)
    w.attend(candidate)
    r.refused(
        "neither image nor reason",
        w.first.post("/api/fingerprint/capture", form=list(w.whom(candidate).items())),
    )
    broken = capture(w, candidate, draw.fingerprint("1"), more=[("metadata", "{broken")])
    r.refused("metadata that is no JSON", broken)
    # What is no picture is unreadable, of a wrong kind or too large; the code is not said.
    for name, content in (("text", b"no picture"), ("30,000 × 30,000", huge_header())):
        r.answer(f"fingerprint: {name}", capture(w, candidate, content), (400, 413, 415, 422))
    meta = '{"finger": "right_thumb", "captureDeviceId": "probe", "imageQuality": 80}'
    made = capture(w, candidate, draw.fingerprint(candidate["id"]), more=[("metadata", meta)])
    r.answer("a fingerprint", made, 201)
    if r.holds(
        "it answers", made.data, "id captured captureTimestamp imageQuality storageLocation encrypted"
    ):
        data = made.data
        r.check("captured and encrypted", data["captured"] is data["encrypted"] is True, "true", data)
        r.check("its time", bool(UTC_TIME.match(data["captureTimestamp"])), "RFC 3339 in UTC", data)
        r.check("no address", "://" not in str(data["storageLocation"]).replace("s3://", ""), "opaque", data)
    second = capture(w, candidate, draw.fingerprint("2"))
    r.answer("a second one", second, 409, "FINGERPRINT_EXISTS")
    exception = [*w.whom(candidate).items(), ("exceptionReason", "late")]
    reply = w.first.post("/api/fingerprint/capture", form=exception)
    r.answer("an exception after it", reply, 409, "FINGERPRINT_EXISTS")
    after = w.supervisor.get(path)
    r.answer("status after", after, 200)
    r.holds("it says", after.data, "captured captureTimestamp imageQuality storageLocation")
    bitmap = draw.bmp(draw.fingerprint_rows("bmp"), draw.FINGER_WIDTH_PX)
    r.answer("a BMP", capture(w, w.present(), bitmap, name="f.bmp"), 201)
    other = w.present()
    form = [*w.whom(other).items(), ("exceptionReason", "a missing finger")]
    r.answer("an exception", w.first.post("/api/fingerprint/capture", form=form), 201)
    shown = w.first.get(f"/api/fingerprint/status/{other['id']}/{exam}").data or {}
    r.check("is shown", shown.get("exceptionReason") == "a missing finger", "the reason", shown)
    for image_path in (f"/api/fingerprint/{(made.data or {}).get('id')}/image", f"{path}/image"):
        reply = w.head.get(image_path)
        r.check("no call gives the image back", reply.status in (404, 405), "404", reply.status)


def finish(w: World, candidate: dict[str, Any]) -> None:
    """Fingerprint and sheet, so that only the face is open."""
    form = w.form(candidate, "fingerprintImage", "f.png", draw.fingerprint(candidate["id"]))
    w.first.must("POST", "/api/fingerprint/capture", form=form)
    barcode = f"FI-{new_id()[:8]}"
    scan(w, barcode)
    bound = bind(w, barcode, candidate)
    w.report.check("a sheet is bound", bound.status == 200, "200", bound)


def check_incomplete(w: World) -> None:
    r, candidate = w.report, w.present()
    reply = close(w, candidate)
    r.answer("closing with nothing done", reply, 409, "STATION_INCOMPLETE")
    missing = reply.details.get("missing") or []
    # The words for what is missing are not fixed; that there are three, is.
    r.check("three things are missing", len(missing) == 3, "face, fingerprint, sheet", missing)
    partly = close(w, candidate, w.supervisor, reason="known", noAttemptReason=NO_ATTEMPT)
    r.answer("an override does not replace the others", partly, 409, "STATION_INCOMPLETE")
    finish(w, candidate)
    reply = close(w, candidate)
    r.answer("without a face", reply, 409, "STATION_INCOMPLETE")
    r.check("one is missing", len(reply.details.get("missing") or []) == 1, "the face", reply)


def check_overrides(w: World) -> None:
    r, candidate = w.report, w.present()
    finish(w, candidate)
    # How an override by somebody who may not is refused, is not said; that it is, is.
    r.answer("an operator's override", close(w, candidate, reason="known"), (403, 409))
    r.refused("an empty reason", close(w, candidate, w.supervisor, reason=""))
    far = close(w, candidate, w.far_supervisor, reason="known", noAttemptReason=NO_ATTEMPT)
    r.answer("by another centre", far, 404, "CANDIDATE_NOT_FOUND")
    done = close(w, candidate, w.supervisor, reason="known", noAttemptReason=NO_ATTEMPT)
    r.answer("a supervisor's override, no attempt possible", done, 201)
    r.holds("it answers", done.data, "id verified overridden completedAt")
    r.check("overridden", (done.data or {}).get("overridden") is True, "true", done)
    again = close(w, candidate, w.supervisor, reason="known", noAttemptReason=NO_ATTEMPT)
    r.answer("closing twice", again, 409, "BIOMETRIC_EXISTS")
    shown = w.supervisor.must("GET", f"/api/candidates/{w.exam['id']}/{candidate['id']}")["status"]
    r.check("biometric_completed", shown == "biometric_completed", "biometric_completed", shown)
    r.refused(
        "an override that is text",
        w.supervisor.post("/api/biometric/verify", {**w.whom(candidate), "override": "please"}),
    )


def check_simultaneous(w: World) -> None:
    candidate = w.present()
    replies = at_once(32, lambda n: capture(w, candidate, draw.fingerprint(str(n))))
    w.report.one_wins("32 fingerprints at once", replies, 201, "FINGERPRINT_EXISTS")
    candidate = w.present()
    finish(w, candidate)
    replies = at_once(
        32, lambda _: close(w, candidate, w.supervisor, reason="known", noAttemptReason=NO_ATTEMPT)
    )
    w.report.one_wins("32 closings at once", replies, 201, "BIOMETRIC_EXISTS")


def check_whole_way(w: World) -> None:
    """A candidate through everything, and one who is closed after a mismatch."""
    r, own = w.report, w.pictures.own
    candidate = enrolled(w, own[0])
    # Any picture of this person that verified nobody yet will do; the last one is fresh.
    live = own[-1] if len(own) > 2 else own[0]
    reply = verify(w, candidate, *live)
    if r.check("verified", (reply.data or {}).get("verified") is True, "verified", reply):
        finish(w, candidate)
        done = close(w, candidate)
        r.answer("closed", done, 201)
        r.holds("it answers", done.data, "id verified faceMatchPercentage overridden completedAt")
        said = (done.data or {}).get("verified"), (done.data or {}).get("overridden")
        r.check("verified and not overridden", said == (True, False), "(True, False)", said)
    candidate = enrolled(w, own[0])
    verify(w, candidate, *w.pictures.other)
    finish(w, candidate)
    r.answer("a mismatch", close(w, candidate), 409, "STATION_INCOMPLETE")
    r.answer("a supervisor's override", close(w, candidate, w.supervisor, reason="identity card"), 201)


def check_own_override(w: World) -> None:
    """The operator's own override, where the exam allows it."""
    r = w.report
    candidate = enrolled(w, w.pictures.own[0])
    verify(w, candidate, *w.pictures.other)
    finish(w, candidate)
    r.answer("allowMismatchApproval", w.set_exam(allowMismatchApproval=True), 200)
    r.answer("the operator's own override", close(w, candidate, reason="identity card"), 201)
    r.answer("no longer", w.set_exam(allowMismatchApproval=False), 200)


def check_rule_assigned(w: World) -> None:
    """operatorRule assigned: any operator of the slot may go on."""
    candidate = w.present()
    w.report.answer("operatorRule assigned", w.set_exam(operatorRule="assigned"), 200)
    reply = capture(w, candidate, draw.fingerprint("r"), w.second)
    w.report.answer("another operator of the slot", reply, 201)
    w.report.answer("same_person again", w.set_exam(operatorRule="same_person"), 200)
