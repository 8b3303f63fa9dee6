"""A17: what repeats is counted, on both roads; what is one question is asked once."""

import base64
import time
from concurrent.futures import ThreadPoolExecutor

from faults.check import fault, sibling
from faults.hall import Hall, now
from kit.draw import fingerprint

ALIKE = 10


def counted(hall: Hall, kind: str, happened: int) -> None:
    """So many happened, and few alerts tell of all of them."""
    alerts = hall.alerts(kind)
    assert len(alerts) <= ALIKE, len(alerts)
    assert sum(1 + alert["repeats"] for alert in alerts) == happened, alerts


@fault("A17")
def a_barcode_that_is_scanned_again_and_again(house):
    hall = house.hall(faces=False)
    assert hall.scan("SHEET-1").status == 201
    assert {hall.scan("SHEET-1").code for _ in range(100)} == {"BARCODE_EXISTS"}
    counted(hall, "duplicate_omr", 100)


@fault("A17")
def images_that_nobody_can_read(house):
    hall = house.hall()
    hall.attend(hall.obama)
    unreadable = base64.b64encode(b"no picture").decode()
    records = [hall.record("face", hall.obama, {"image": unreadable}) for _ in range(200)]
    assert {one["status"] for one in hall.results(records)} == {"failed"}
    counted(hall, "invalid_photo", 200)


@sibling("A17")
def records_of_one_id_cost_what_others_do(house):
    hall = house.hall(faces=False)
    marks = [
        hall.record("attendance", hall.people[0], {"status": "completed"}, capturedAt=now(-number / 20))
        for number in range(500)
    ]
    took = []
    for records in (marks, [{**mark, "id": marks[0]["id"]} for mark in marks]):
        began = time.monotonic()
        told = hall.results(records)
        took.append(time.monotonic() - began)
    assert [one.get("code") for one in told].count("RECORD_ID_REUSED") == 499, told[:3]
    assert took[1] < 2 * took[0], f"{took[1]:.1f} s in place of {took[0]:.1f}"


@fault("A17")
def second_marks_of_one_hand_are_one_question(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    hall.attend(candidate)
    present = {"status": "completed"}
    records = [hall.record("attendance", candidate, present, capturedAt=now(-number)) for number in range(500)]
    told = hall.results(records, hall.second)
    assert {one["status"] for one in told} == {"conflict"} and len({one["conflictId"] for one in told}) == 1
    path = f"/api/sync/conflicts/{hall.exam}?resolved=false"
    (conflict,) = hall.supervisor.everything(path)
    assert conflict["joined"] == 499, conflict
    assert len(hall.alerts("sync_conflict")) == 1
    decision = {"resolution": "keep_existing", "reason": "one person came once"}
    assert hall.supervisor.post(f"/api/sync/resolve/{conflict['conflictId']}", decision).status == 200
    # All of them are kept, and settled with it.
    again = hall.results(records, hall.second)
    assert [one["conflictId"] for one in again] == [one["conflictId"] for one in told]
    assert hall.supervisor.everything(path) == []
    status = hall.head.must("GET", f"/api/sync/status/{hall.exam}")
    assert status["conflict"] == 0, status


@sibling("A17")
def many_at_once_are_no_more_than_many_in_a_row(house):
    hall = house.hall(faces=False)
    assert hall.scan("SHEET-1").status == 201
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda _: hall.scan("SHEET-1").code, range(100)))
    assert set(told) == {"BARCODE_EXISTS"}, told
    counted(hall, "duplicate_omr", 100)


@sibling("A17")
def a_walk_through_a_roster_is_one_story(house):
    hall = house.hall(faces=False, people=40)
    for candidate in hall.people:
        assert hall.far.post("/api/attendance", hall.whom(candidate)).code == "CANDIDATE_NOT_FOUND"
    counted(hall, "slot_violation", 40)


@sibling("A17")
def what_says_something_else_is_asked_by_itself_until_it_is_a_flood(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    hall.attend(candidate)
    assert hall.results([hall.record("omr", candidate, {"barcode": "SHEET-0"})])[0]["status"] == "synced"
    sheets = [hall.record("omr", candidate, {"barcode": f"SHEET-{number}"}) for number in range(1, 51)]
    told = hall.results(sheets)
    assert {one["status"] for one in told} == {"conflict"}
    assert len({one["conflictId"] for one in told}) == 5, told
    # Another hand's is another question.
    marks = [hall.record("attendance", candidate, {"status": "completed"}) for _ in range(2)]
    first, second = hall.results(marks[:1], hall.first), hall.results(marks[1:], hall.second)
    assert first[0]["conflictId"] != second[0]["conflictId"]


@sibling("A17")
def another_picture_says_something_else(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    hall.attend(candidate)
    images = [base64.b64encode(fingerprint(f"{hall.tag}-{number}")).decode() for number in range(3)]
    records = [hall.record("fingerprint", candidate, {"image": image}) for image in images]
    first, *others = hall.results(records)
    assert first["status"] == "synced" and {one["status"] for one in others} == {"conflict"}, (first, others)
    assert len({one["conflictId"] for one in others}) == 2, others
    shown = hall.supervisor.everything(f"/api/sync/conflicts/{hall.exam}?resolved=false")
    assert len({one["incoming"]["storageLocation"] for one in shown}) == 2, shown
    assert [one["joined"] for one in shown] == [0, 0], shown
    # The very same once more is no further question.
    (again,) = hall.results([hall.record("fingerprint", candidate, {"image": images[1]})])
    assert again["conflictId"] == others[0]["conflictId"], (again, others)


@sibling("A17")
def another_candidate_is_another_story(house):
    hall = house.hall(faces=False, people=12)
    for candidate in hall.people:
        body = {**hall.whom(candidate), "exceptionReason": "bandaged"}
        form = [(name, value) for name, value in body.items()]
        assert hall.first.post("/api/fingerprint/capture", form=form).code == "ATTENDANCE_REQUIRED"
    assert len(hall.alerts("workflow_violation")) == 12
