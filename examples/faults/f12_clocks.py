"""F12: a clock that was wrong and is put right before the upload loses nothing."""

from faults.check import fault, sibling
from faults.hall import Hall, now

HOUR = 3600
PRESENT = {"status": "completed"}


def marks(hall: Hall, seconds: float, **more) -> list[dict]:
    return [hall.record("attendance", one, PRESENT, capturedAt=now(seconds), **more) for one in hall.people]


def all_synced(results: list[dict]) -> bool:
    return {one["status"] for one in results} == {"synced"}


@fault("F12")
def a_time_before_the_token_is_judged_by_the_time_since(house):
    hall = house.hall(faces=False)
    records = marks(hall, -9 * HOUR, captureToken=hall.capture_token())
    told = [hall.results(records[:3])[0], *hall.results(records[3:])]
    assert all_synced(told), told
    found = hall.head.must("GET", f"/api/candidates/{hall.exam}/{hall.people[0]['id']}")
    assert found["attendance"]["completedAt"][:19] == records[0]["capturedAt"][:19], found
    (alert,) = hall.alerts("clock_tampering")
    assert alert["details"]["reasons"] == ["captured_before_its_token"], alert


@fault("F12")
def a_time_after_the_receipt_is_judged_by_the_time_before(house):
    hall = house.hall(faces=False)
    records = marks(hall, 5 * HOUR)
    body = {"operatorId": hall.first.id, "slotId": hall.slot["id"]}
    hall.head.must("DELETE", "/api/slot/assign", json=body)
    told = hall.results(records)
    assert all_synced(told), told
    assert len(hall.alerts("clock_tampering")) == 1


@sibling("F12")
def somebody_else_hands_it_over_when_the_slot_was_taken_away(house):
    hall = house.hall(faces=False)
    records = marks(hall, -9 * HOUR, captureToken=hall.capture_token())
    hall.head.must("DELETE", "/api/slot/assign", json={"operatorId": hall.first.id, "slotId": hall.slot["id"]})
    hall.head.must("PATCH", f"/api/slots/{hall.slot['id']}", json={"status": "completed"})
    told = hall.results(records, hall.supervisor)
    assert all_synced(told), told
    assert hall.alerts("slot_violation") == []


@sibling("F12")
def a_clock_that_is_still_wrong_is_measured(house):
    hall = house.hall(faces=False)
    token = hall.capture_token()
    for device, ahead in (("slow", -9 * HOUR), ("fast", 9 * HOUR)):
        part = hall.people[:3] if device == "slow" else hall.people[3:]
        records = [hall.record("attendance", one, PRESENT, capturedAt=now(ahead), captureToken=token) for one in part]
        assert all_synced(hall.results(records, device=device, deviceTime=now(ahead)))
    assert len(hall.alerts("clock_tampering")) == 2


@sibling("F12")
def a_time_that_can_be_is_believed(house):
    hall = house.hall(faces=False)
    token = hall.capture_token()
    hall.head.must("DELETE", "/api/slot/assign", json={"operatorId": hall.first.id, "slotId": hall.slot["id"]})
    told = hall.results(marks(hall, 0, captureToken=token))
    assert {one.get("code") for one in told} == {"NO_SLOT_ASSIGNED"}, told
