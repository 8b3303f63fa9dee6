"""A18: in a strict exam what comes after the end has to prove that it is from before it."""

import time

from faults.check import fault, sibling
from faults.hall import HEADER, Hall, now

STRICT = {"strictAfterEnd": True, "graceMinutes": 0}


class Ending:
    """A slot of a hall that ends in so many seconds, with its operator and candidates."""

    def __init__(self, house, ends: float, settings=None, people: int = 4):
        self.hall = hall = house.hall(faces=False, people=1, settings=settings or STRICT)
        body = {"examId": hall.exam, "centreId": hall.centre_a["id"], "slotName": "Ending"}
        self.ends = time.time() + ends
        hours = {"startTime": now(-7200), "endTime": now(ends)}
        self.slot = hall.head.must("POST", "/api/slots", json={**body, **hours})
        rows = [hall.row(f"{hall.tag}-e{number}", hall.centre_a, slot="Ending") for number in range(people)]
        assert hall.import_roster("\n".join([HEADER, *rows, ""]).encode()).status == 200
        hall.head.must("PATCH", f"/api/slots/{self.slot['id']}", json={"status": "active"})
        self.operator = hall.operator(hall.centre_a, self.slot)
        found = hall.head.everything(f"/api/candidates/{hall.exam}?slotId={self.slot['id']}")
        self.people = sorted(found, key=lambda one: one["rollNumber"])

    def wait(self) -> None:
        """Until it has ended."""
        time.sleep(max(0.0, self.ends - time.time()) + 1.1)

    def mark(self, person: int, **more) -> dict:
        """What becomes of a mark that was captured offline."""
        record = self.hall.record("attendance", self.people[person], {"status": "completed"}, **more)
        return self.hall.results([record], self.operator)[0]

    def status(self, person: int) -> str:
        path = f"/api/candidates/{self.hall.exam}/{self.people[person]['id']}"
        return self.hall.head.must("GET", path)["status"]


def waits(told: dict) -> bool:
    return (told["status"], told.get("code")) == ("pending", "SLOT_ENDED")


@fault("A18")
def an_earlier_time_without_proof_waits_for_a_supervisor(house):
    ending = Ending(house, -3600)
    body = {"examId": ending.hall.exam, "candidateId": ending.people[0]["id"]}
    assert ending.operator.post("/api/attendance", body).code == "SLOT_ENDED"
    # The slot was assigned only now; an earlier one is claimed within the tolerance of that, too.
    told = ending.mark(0, capturedAt=now(-3700))
    assert told["status"] != "synced", told
    told = ending.mark(1, capturedAt=now(-5))
    assert waits(told), told
    assert ending.status(1) != "attendance_completed"
    alerts = ending.hall.alerts("post_exam_activity")
    assert ending.people[1]["id"] in [alert["candidateId"] for alert in alerts], alerts


@fault("A18")
def the_end_has_passed_and_the_record_says_it_has_not(house):
    ending = Ending(house, 2)
    ending.wait()
    told = ending.mark(0, capturedAt=now(-(time.time() - ending.ends) - 1))
    assert waits(told), told
    assert ending.status(0) == "absent"
    (alert,) = ending.hall.alerts("post_exam_activity")
    assert alert["details"]["proven"] is False and alert["candidateId"] == ending.people[0]["id"], alert


@sibling("A18")
def a_token_from_before_it_is_proof_and_one_from_after_it_is_none(house):
    ending = Ending(house, 6)
    token, captured = ending.hall.capture_token(ending.operator), None
    time.sleep(0.1)
    captured = now()
    assert time.time() < ending.ends, "the package took too long"
    ending.wait()
    late = ending.hall.capture_token(ending.operator)
    assert waits(ending.mark(0, capturedAt=captured, captureToken=late))
    assert ending.mark(1, capturedAt=captured, captureToken=token)["status"] == "synced"
    assert waits(ending.mark(2, captureToken=token)), "it was captured after the end"
    assert waits(ending.mark(3, capturedAt=now(-7000), captureToken=token)), "before the token there was none"


@sibling("A18")
def what_comes_in_time_needs_no_proof(house):
    ending = Ending(house, 600)
    assert ending.mark(0, capturedAt=now(-60))["status"] == "synced"
    assert ending.mark(1, capturedAt=now(3600))["status"] == "synced"
    assert ending.hall.alerts("post_exam_activity") == []


@sibling("A18")
def elsewhere_it_is_only_told(house):
    ending = Ending(house, -3600, {"graceMinutes": 0})
    assert ending.mark(0)["status"] == "synced"
    assert ending.mark(1, capturedAt=now(900))["status"] == "synced"
    assert len(ending.hall.alerts("post_exam_activity")) == 2
