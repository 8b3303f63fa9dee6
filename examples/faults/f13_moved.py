"""F13: a candidate is judged by where they were when the record was captured."""

from faults.check import fault, sibling
from faults.hall import HEADER, Hall


def move(hall: Hall, candidate: dict, slot: dict) -> None:
    body = {"slotId": slot["id"], "reason": "lives there"}
    hall.head.must("PATCH", f"/api/candidates/{hall.exam}/{candidate['id']}", json=body)


def status(hall: Hall, candidate: dict) -> str:
    return hall.head.must("GET", f"/api/candidates/{hall.exam}/{candidate['id']}")["status"]


@fault("F13")
def a_record_from_before_the_move_is_applied(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    records = [hall.record("attendance", candidate, {"status": "completed"})]
    records += [hall.record("fingerprint", candidate, {"exceptionReason": "bandaged"})]
    move(hall, candidate, hall.far_slot)
    told = hall.results(records)
    assert [one["status"] for one in told] == ["synced", "synced"], told
    assert status(hall, candidate) == "attendance_completed"
    (alert,) = hall.alerts("candidate_moved")
    details = alert["details"]
    assert (details["fromSlotId"], details["toSlotId"]) == (hall.slot["id"], hall.far_slot["id"]), alert
    assert hall.alerts("slot_violation") == []


@sibling("F13")
def also_when_a_roster_moved_them(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    record = hall.record("attendance", candidate, {"status": "completed"})
    row = hall.row(candidate["rollNumber"], hall.centre_b)
    assert hall.import_roster("\n".join([HEADER, row, ""]).encode()).data["updated"] == 1
    assert hall.results([record])[0]["status"] == "synced"
    assert len(hall.alerts("candidate_moved")) == 1


@sibling("F13")
def a_device_that_was_given_them_could_not_know(house):
    hall = house.hall(faces=False)
    known, unknown = hall.people[:2]
    token = hall.capture_token()
    for candidate in (known, unknown):
        move(hall, candidate, hall.far_slot)
    told = hall.results([hall.record("attendance", known, {"status": "completed"}, captureToken=token)])
    assert told[0]["status"] == "synced", told
    # Without its package nothing says that it did not know.
    told = hall.results([hall.record("attendance", unknown, {"status": "completed"})])
    assert told[0]["code"] == "CANDIDATE_NOT_FOUND", told


@sibling("F13")
def of_two_places_one_is_decided(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    record = hall.record("attendance", candidate, {"status": "completed"})
    move(hall, candidate, hall.far_slot)
    hall.attend(candidate, hall.far)
    told = hall.results([record])
    assert told[0]["code"] == "ATTENDANCE_EXISTS" and told[0]["conflictId"], told
    decision = {"resolution": "use_new", "reason": "they came here"}
    assert hall.far_supervisor.post(f"/api/sync/resolve/{told[0]['conflictId']}", decision).status == 200


@sibling("F13")
def somebody_of_either_centre_hands_it_over(house):
    hall = house.hall(faces=False)
    token = hall.capture_token()
    for candidate, who in ((hall.people[0], hall.supervisor), (hall.people[1], hall.far_supervisor)):
        record = hall.record("attendance", candidate, {"status": "completed"}, captureToken=token)
        move(hall, candidate, hall.far_slot)
        told = hall.results([record], who)
        assert told[0]["status"] == "synced", told


@sibling("F13")
def who_was_never_there_is_not_found(house):
    hall = house.hall(faces=False)
    candidate = hall.strangers[0]
    move(hall, candidate, hall.slot)
    move(hall, candidate, hall.far_slot)
    third = hall.operator(hall.centre_b)
    told = hall.results([hall.record("attendance", candidate, {"status": "completed"})], third)
    assert told[0]["code"] == "NO_SLOT_ASSIGNED", told
    told = hall.results([hall.record("attendance", candidate, {"status": "completed"})])
    assert told[0]["code"] == "CANDIDATE_NOT_FOUND", told
