"""Section 2.4: attendance, undo, hand-over."""

import time

from probe.report import UTC_TIME, UUID_V7, at_once
from probe.world import World, new_id

UNDO_WINDOW_S = 60
SIMULTANEOUS = 64


def check(w: World) -> None:
    check_marks(w)
    check_who(w)
    check_undo(w)
    check_handover(w)
    check_simultaneous(w)


def check_marks(w: World) -> None:
    r = w.report
    one = w.take()
    made = w.attendance(w.first, one)
    r.answer("attendance, completed where nothing is said", made, 201)
    fields = (
        "id candidateId examId centreId slotId operatorId status checkpoint completedAt biometricEligible"
    )
    if r.holds("attendance answers", made.data, fields):
        data = made.data
        r.check("its id", bool(UUID_V7.match(data["id"])), "a UUIDv7", data["id"])
        r.check("its time", bool(UTC_TIME.match(data["completedAt"])), "RFC 3339 in UTC", data["completedAt"])
        r.check(
            "completed and eligible",
            (data["status"], data["biometricEligible"]) == ("completed", True),
            "both",
            data,
        )
        r.check("the checkpoint is set", bool(data["checkpoint"]), "set", data["checkpoint"])
        r.check("who did it", data["operatorId"] == w.first.id, "the token's user", data["operatorId"])
    for status in ("completed", "skipped"):
        again = w.attendance(w.first, one, status=status)
        r.answer(f"a second one ({status})", again, 409, "ATTENDANCE_EXISTS")
        existing = again.details.get("existing") or {}
        r.check("  shows the first", existing.get("id") == (made.data or {}).get("id"), "its id", again)
    skipped = w.take()
    first = w.attendance(w.first, skipped, status="skipped")
    r.answer("skipped", first, 201)
    eligible = (first.data or {}).get("biometricEligible")
    r.check("is not eligible", not eligible, "false", eligible)
    r.answer("skipped twice", w.attendance(w.first, skipped, status="skipped"), 409, "ATTENDANCE_EXISTS")
    r.answer("completed later", w.attendance(w.first, skipped, status="completed"), 201)
    r.answer("once", w.attendance(w.first, skipped, status="completed"), 409, "ATTENDANCE_EXISTS")
    by_roll = {"examId": w.exam["id"], "rollNumber": w.take()["rollNumber"]}
    r.answer("by roll number", w.first.post("/api/attendance", by_roll), 201)
    r.refused("without a candidate", w.first.post("/api/attendance", {"examId": w.exam["id"]}))
    r.refused("an unknown status", w.attendance(w.first, w.free[0], status="absent"))
    for roll in ("has space", "x" * 33, "", "é", "a\u0000b"):
        body = {"examId": w.exam["id"], "rollNumber": roll}
        r.refused(f"roll number {roll[:10]!r}", w.first.post("/api/attendance", body))
    listed = w.supervisor.get(f"/api/candidates/{w.exam['id']}/{one['id']}").data or {}
    r.check(
        "the list shows it", listed.get("status") == "attendance_completed", "attendance_completed", listed
    )
    r.holds("with its attendance", listed.get("attendance"), "id status operatorId")


def check_who(w: World) -> None:
    r = w.report
    one = w.take()
    other = w.attendance(w.first, one, operatorId=w.second.id)
    r.answer("in another's name", other, 403, "OPERATOR_MISMATCH")
    r.answer("in one's own", w.attendance(w.first, one, operatorId=w.first.id), 201)
    r.answer("by a supervisor", w.attendance(w.supervisor, w.take()), 201)


def undo(w: World, who, attendance: str, reason: str = "the wrong person"):
    return who.post(f"/api/attendance/{attendance}/undo", {"reason": reason})


def check_undo(w: World) -> None:
    r = w.report
    one = w.take()
    first = w.attend(one)
    r.refused("undo without a reason", w.first.post(f"/api/attendance/{first['id']}/undo", {}))
    # "The operator" is the one who marked; how another one is refused is not said.
    r.answer("undo by another operator", undo(w, w.second, first["id"]), 403)
    r.answer("undo of another centre", undo(w, w.far_supervisor, first["id"]), (403, 404))
    r.answer("undo", undo(w, w.first, first["id"]), 200)
    # Gone, or no longer there to be undone.
    r.answer("undo twice", undo(w, w.first, first["id"]), (404, 409))
    listed = w.supervisor.must("GET", f"/api/candidates/{w.exam['id']}/{one['id']}")
    r.check("registered again", listed["status"] == "registered", "registered", listed["status"])
    second = w.attendance(w.second, one)
    r.answer("attendance anew", second, 201)
    r.answer("undo by the supervisor", undo(w, w.supervisor, second.data["id"]), 200)
    r.answer("undo by head office", undo(w, w.head, w.attend(one)["id"]), 200)
    r.answer("undo of nothing", undo(w, w.supervisor, new_id()), 404, "ATTENDANCE_NOT_FOUND")
    busy = w.take()
    attendance = w.attend(busy)
    form = [*w.whom(busy).items(), ("exceptionReason", "a bandage")]
    w.first.must("POST", "/api/fingerprint/capture", form=form)
    for name, who in (("operator", w.first), ("supervisor", w.supervisor)):
        r.answer(f"undo after biometrics, {name}", undo(w, who, attendance["id"]), 409, "BIOMETRICS_EXIST")


def check_handover(w: World) -> None:
    r = w.report
    one = w.take()
    attendance = w.attend(one)["id"]
    path = f"/api/attendance/{attendance}/handover"
    body = {"operatorId": w.second.id, "reason": "end of the shift"}
    form = [*w.whom(one).items(), ("exceptionReason", "a bandage")]
    before = w.second.post("/api/fingerprint/capture", form=form)
    r.answer("another operator before", before, 403, "OPERATOR_MISMATCH")
    r.refused("hand-over without a reason", w.supervisor.post(path, {"operatorId": w.second.id}))
    # The noun may be the operator or the user.
    lost = w.supervisor.post(path, {**body, "operatorId": new_id()})
    r.answer("hand-over to nobody", lost, 404, ("OPERATOR_NOT_FOUND", "USER_NOT_FOUND"))
    r.answer("hand-over from another centre", w.far_supervisor.post(path, body), (403, 404))
    nothing = w.supervisor.post(f"/api/attendance/{new_id()}/handover", body)
    r.answer("hand-over of nothing", nothing, 404, "ATTENDANCE_NOT_FOUND")
    r.answer("hand-over", w.supervisor.post(path, body), 200)
    r.answer(
        "the first operator after",
        w.first.post("/api/fingerprint/capture", form=form),
        403,
        "OPERATOR_MISMATCH",
    )
    r.answer("the second one", w.second.post("/api/fingerprint/capture", form=form), 201)


def check_simultaneous(w: World) -> None:
    one = w.take()
    replies = at_once(SIMULTANEOUS, lambda _: w.attendance(w.first, one, status="completed"))
    w.report.one_wins("64 attendances at once", replies, 201, "ATTENDANCE_EXISTS")
    one = w.take()
    who = (w.first, w.second, w.supervisor)
    replies = at_once(SIMULTANEOUS, lambda n: w.attendance(who[n % 3], one, status="completed"))
    w.report.one_wins("two gates and a supervisor", replies, 201, "ATTENDANCE_EXISTS")


def check_late_undo(w: World) -> None:
    """After a minute the operator cannot undo any more; a supervisor can."""
    time.sleep(max(0.0, w.early_at + UNDO_WINDOW_S + 2 - time.monotonic()))
    attendance = w.early_attendance["id"]
    # How it is refused is not said.
    w.report.answer("undo by the operator after 60 s", undo(w, w.first, attendance), (403, 409))
    w.report.answer("undo by the supervisor after 60 s", undo(w, w.supervisor, attendance), 200)
