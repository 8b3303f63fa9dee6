"""A11: what somebody took back does not come again by a record that was captured before."""

import time

from faults.a11_undo import undo
from faults.check import sibling
from faults.hall import Hall, now
from faults.house import House
from faults.records import decide, listed, of, status_of

PRESENT = {"status": "completed"}


def waits(hall: Hall, record: dict) -> dict:
    """The record waits for a supervisor, who has it on the desk; as it is listed."""
    for _ in range(2):
        (told,) = hall.results([record])
        assert (told["status"], told.get("code")) == ("pending", "ATTENDANCE_UNDONE"), told
    item = of(listed(hall.supervisor, hall), record["id"])
    assert item["waitingFor"] == "supervisor", item
    desk = hall.supervisor.everything(f"/api/desk/{hall.exam}")
    (waiting,) = [one for one in desk if one.get("recordId") == item["recordId"]]
    assert waiting["next"] == ["apply", "discard"], waiting
    return item


@sibling("A11")
def a_record_from_before_the_undo_waits_for_a_supervisor(house: House) -> None:
    hall = house.hall(faces=False)
    tokens = {"without": {}, "with": {"captureToken": hall.capture_token()}}
    for candidate, (name, token) in zip(hall.people, tokens.items(), strict=False):
        captured = now()
        attendance = hall.attend(candidate)
        time.sleep(0.3)
        assert undo(hall, attendance["id"]).status == 200
        record = hall.record("attendance", candidate, PRESENT, capturedAt=captured, **token)
        item = waits(hall, record)
        assert status_of(hall, candidate) == "registered", name
        told = hall.alerts("workflow_violation")
        assert candidate["id"] in [alert["candidateId"] for alert in told], (name, told)
        reply = decide(hall.supervisor, item, "apply")
        assert reply.status == 200 and reply.data["status"] == "synced", reply
        assert status_of(hall, candidate) == "attendance_completed", name


@sibling("A11")
def likewise_what_a_supervisor_undid_of_a_record(house: House) -> None:
    hall = house.hall(faces=False)
    candidate, captured = hall.people[0], now(-5)
    first, again = (hall.record("attendance", candidate, PRESENT, capturedAt=captured) for _ in range(2))
    assert hall.results([first])[0]["status"] == "synced"
    path = f"/api/candidates/{hall.exam}/{candidate['id']}"
    attendance = hall.supervisor.must("GET", path)["attendance"]
    assert undo(hall, attendance["id"], hall.supervisor).status == 200
    assert hall.results([first])[0]["status"] == "duplicate"
    item = waits(hall, again)
    # What is built on it waits as on any mark that is not there.
    (told,) = hall.results([hall.record("fingerprint", candidate, {"exceptionReason": "Bandaged"})])
    assert (told["status"], told["code"]) == ("pending", "ATTENDANCE_REQUIRED"), told
    assert decide(hall.supervisor, item, "discard").status == 200
    assert status_of(hall, candidate) == "registered"


@sibling("A11")
def a_record_from_after_the_undo_is_a_mark_as_any_other(house: House) -> None:
    hall = house.hall(faces=False)
    one, other = hall.people[:2]
    assert undo(hall, hall.attend(one)["id"]).status == 200
    time.sleep(0.3)
    record = hall.record("attendance", one, PRESENT)
    time.sleep(0.3)
    assert hall.results([record])[0]["status"] == "synced"
    # A mark that was handed over is not taken back.
    skipped = hall.first.must("POST", "/api/attendance", json={**hall.whom(other), "status": "skipped"})
    captured = now()
    time.sleep(0.3)
    to = {"operatorId": hall.second.id, "reason": "a break"}
    hall.supervisor.must("POST", f"/api/attendance/{skipped['id']}/handover", json=to)
    late = hall.record("attendance", other, PRESENT, capturedAt=captured)
    assert hall.results([late])[0]["status"] == "synced"
