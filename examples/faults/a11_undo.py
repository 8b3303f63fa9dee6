"""A11: the minute for undo is counted from when the server knew of the mark."""

from faults.check import fault, sibling
from faults.hall import Hall, now

MINUTE = 61


def undo(hall: Hall, attendance: str, who=None):
    return (who or hall.first).post(f"/api/attendance/{attendance}/undo", {"reason": "a slip"})


def a_minute_goes_by(hall: Hall) -> None:
    """The mark becomes as old as it would be then."""
    hall.server.sql(f"UPDATE attendance SET marked_at = marked_at - {MINUTE * 1_000_000}")


def completed_offline(hall: Hall, candidate: dict, seconds: float) -> str:
    """Skipped online, completed by a record that says it is from so many seconds ahead."""
    skipped = hall.first.must("POST", "/api/attendance", json={**hall.whom(candidate), "status": "skipped"})
    record = hall.record("attendance", candidate, {"status": "completed"}, capturedAt=now(seconds))
    assert hall.results([record])[0]["status"] == "synced"
    return skipped["id"]


def refused_after_a_minute(house, seconds: float) -> None:
    hall = house.hall(faces=False)
    attendance = completed_offline(hall, hall.people[0], seconds)
    a_minute_goes_by(hall)
    reply = undo(hall, attendance)
    assert (reply.status, reply.code) == (403, "FORBIDDEN"), reply
    assert undo(hall, attendance, hall.supervisor).status == 200


@fault("A11")
def a_completion_from_the_future_is_taken_back_within_its_minute(house):
    refused_after_a_minute(house, 3600)


@fault("A11")
def also_within_the_tolerance_of_clocks(house):
    refused_after_a_minute(house, 500)


@sibling("A11")
def a_first_mark_from_the_future_likewise(house):
    hall = house.hall(faces=False)
    record = hall.record("attendance", hall.people[0], {"status": "completed"}, capturedAt=now(3600))
    assert hall.results([record])[0]["status"] == "synced"
    found = hall.head.must("GET", f"/api/candidates/{hall.exam}/{hall.people[0]['id']}")["attendance"]
    # What the device says is kept as it was given.
    assert found["completedAt"][:19] == record["capturedAt"][:19], found
    a_minute_goes_by(hall)
    assert undo(hall, found["id"]).status == 403


@sibling("A11")
def within_the_minute_it_is_the_operators(house):
    hall = house.hall(faces=False)
    assert undo(hall, completed_offline(hall, hall.people[0], 3600)).status == 200


@sibling("A11")
def an_old_capture_is_no_slip_of_this_minute(house):
    hall = house.hall(faces=False)
    assert undo(hall, completed_offline(hall, hall.people[0], -90)).status == 403
