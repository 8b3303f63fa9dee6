"""A6: the limits of the stations hold on both roads."""

import base64
from concurrent.futures import ThreadPoolExecutor

from faults.check import fault, sibling
from faults.hall import LIVE, Hall, now, picture

FACE_ALONE = {"requireOmr": False, "requireFingerprint": False}


def face(hall: Hall, name: str, seconds: float = 0) -> dict:
    image = base64.b64encode(picture(name)).decode()
    return hall.record("face", hall.obama, {"image": image}, capturedAt=now(seconds))


def face_of(hall: Hall) -> dict:
    return hall.head.must("GET", f"/api/candidates/{hall.exam}/{hall.obama['id']}")["face"]


@fault("A6")
def attempts_of_both_roads_count_together(house):
    hall = house.hall(settings=FACE_ALONE)
    hall.attend(hall.obama)
    for _ in range(3):
        assert hall.verify(hall.obama, picture("astronaut.png")).data["verified"] is False
    assert hall.verify(hall.obama, picture(LIVE["obama"])).code == "ATTEMPTS_EXHAUSTED"
    records = [face(hall, "astronaut.png", -20 + number) for number in range(13)] + [face(hall, LIVE["obama"])]
    results = hall.results(records)
    assert {(one["status"], one.get("code")) for one in results} == {("pending", "ATTEMPTS_EXHAUSTED")}, results
    seen = face_of(hall)
    assert (seen["verified"], seen["attempts"]) == (False, 3), seen
    alerts = hall.alerts("attempts_exceeded")
    assert 1 <= len(alerts) <= 10 and sum(1 + alert["repeats"] for alert in alerts) == 14, alerts
    closed = hall.first.post("/api/biometric/verify", hall.whom(hall.obama))
    assert (closed.status, closed.code) == (409, "STATION_INCOMPLETE"), closed
    # Once more changes nothing, and a supervisor still decides.
    assert hall.results(records[-1:])[0]["status"] == "pending"
    decision = {**hall.whom(hall.obama), "override": {"reason": "the papers are right"}}
    assert hall.supervisor.post("/api/biometric/verify", decision).status == 201


@sibling("A6")
def parallel_batches_have_no_attempts_of_their_own(house):
    hall = house.hall(settings=FACE_ALONE)
    hall.attend(hall.obama)
    batches = [[face(hall, "astronaut.png", -10 - number)] for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(hall.results, batches))
    assert sorted(one[0]["status"] for one in told) == ["pending"] * 3 + ["synced"] * 3, told
    assert face_of(hall)["attempts"] == 3


@sibling("A6")
def attempts_made_offline_first_leave_none_online(house):
    hall = house.hall(settings={**FACE_ALONE, "maxFaceAttempts": 1})
    hall.attend(hall.obama)
    assert hall.results([face(hall, "astronaut.png")])[0]["status"] == "synced"
    assert hall.verify(hall.obama, picture(LIVE["obama"])).code == "ATTEMPTS_EXHAUSTED"


@sibling("A6")
def work_in_a_slot_that_is_not_active_is_told(house):
    hall = house.hall(faces=False)
    early = hall.record("attendance", hall.people[0], {"status": "completed"})
    hall.head.must("PATCH", f"/api/slots/{hall.slot['id']}", json={"status": "completed"})
    late = hall.record("attendance", hall.people[1], {"status": "completed"})
    told = hall.results([early, late])
    assert [one["status"] for one in told] == ["synced", "synced"], told
    alerts = hall.alerts("slot_violation")
    assert [alert["candidateId"] for alert in alerts] == [hall.people[1]["id"]], alerts


@sibling("A6")
def a_close_is_too_fast_on_both_roads(house):
    hall = house.hall(settings={**FACE_ALONE, "minVerificationSeconds": 3600})
    hall.attend(hall.obama)
    assert hall.verify(hall.obama, picture(LIVE["obama"])).data["verified"]
    close = hall.record("biometric", hall.obama, {}, capturedAt=now(7200))
    assert hall.results([close])[0]["status"] == "synced"
    assert len(hall.alerts("rapid_verification")) == 1


@sibling("A6")
def an_earlier_match_stands_when_the_last_attempt_does_not(house):
    hall = house.hall(settings=FACE_ALONE)
    hall.attend(hall.obama)
    assert hall.verify(hall.obama, picture(LIVE["obama"])).data["verified"]
    for left in (1, 0):
        told = hall.verify(hall.obama, picture("astronaut.png")).data
        assert (told["verified"], told["attemptsLeft"], told["waitsForSupervisor"]) == (False, left, False), told
        assert "earlier match stands" in told["message"], told
    assert len(hall.alerts("face_mismatch")) == 2
    assert hall.first.post("/api/biometric/verify", hall.whom(hall.obama)).status == 201
