"""A4 (g): the waiting records of one operator stand in nobody's way."""

from faults.check import fault, sibling
from faults.hall import Hall, now

PAGE = 200


def flood(hall: Hall, candidate: dict, who, sheets: int = PAGE + 10) -> None:
    """Records of one operator that wait for ever."""
    records = [
        hall.record("omr", candidate, {"barcode": f"{who.id[-6:]}-{number}"}, capturedAt=now(-600 + number))
        for number in range(sheets)
    ]
    told = hall.results(records, who)
    assert {one.get("code") for one in told} == {"ATTENDANCE_REQUIRED"}, told[0]


def exception(hall: Hall, candidate: dict) -> dict:
    return hall.record("fingerprint", candidate, {"exceptionReason": "bandaged"})


def captured(hall: Hall, candidate: dict, tries: int = 100) -> bool:
    """Whether the exception was applied, by and by."""
    import time

    for _ in range(tries):
        told = hall.supervisor.get(f"/api/fingerprint/status/{candidate['id']}/{hall.exam}").data
        if told.get("exceptionReason"):
            return True
        time.sleep(0.1)
    return False


@fault("A4")
def anothers_record_is_judged_with_the_attendance_it_waited_for(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    flood(hall, candidate, hall.first)
    assert hall.results([exception(hall, candidate)], hall.second)[0]["status"] == "pending"
    mark = hall.record("attendance", candidate, {"status": "completed"})
    assert hall.results([mark], hall.second)[0]["status"] == "synced"
    assert captured(hall, candidate, 30)


@sibling("A4")
def also_when_the_attendance_comes_online(house):
    hall = house.hall(faces=False)
    candidate = hall.people[0]
    flood(hall, candidate, hall.first)
    third = hall.operator(hall.centre_a, hall.slot)
    flood(hall, candidate, third)
    assert hall.results([exception(hall, candidate)], hall.second)[0]["status"] == "pending"
    hall.attend(candidate, hall.second)
    assert captured(hall, candidate)


@sibling("A4")
def within_a_share_the_order_of_the_stations_holds(house):
    hall = house.hall(faces=False, settings={"requireOmr": False})
    candidate = hall.people[0]
    flood(hall, candidate, hall.first)
    close = {"override": {"reason": "the papers are right", "noAttemptReason": "no photograph"}}
    records = [hall.record("biometric", candidate, close), exception(hall, candidate)]
    told = hall.results(records, hall.second)
    assert [one["status"] for one in told] == ["pending", "pending"], told
    mark = hall.record("attendance", candidate, {"status": "completed"})
    assert hall.results([mark], hall.second)[0]["status"] == "synced"
    assert captured(hall, candidate, 30)
