"""A photograph is no live face, and a copy of it proves nobody's presence."""

import base64
from typing import Any

from faults.check import fault, sibling
from faults.f01_upright import attempts, settled
from faults.hall import Hall, picture
from faults.house import House
from faults.jpeg import bare, fixture

LENIENT = {"requireFingerprint": False, "requireOmr": False}


def waits(hall: Hall, candidate: dict[str, Any], live: bytes) -> None:
    """The picture is kept as an attempt, which verifies nothing and is settled by a supervisor alone."""
    before = attempts(hall, candidate)
    reply = hall.verify(candidate, live)
    assert reply.status == 200, reply
    assert reply.data["verified"] is False and reply.data["waitsForSupervisor"] is True, reply
    assert attempts(hall, candidate) == before + 1
    alerts = [alert for alert in hall.alerts("invalid_photo") if alert["candidateId"] == candidate["id"]]
    assert alerts, "nobody was told"


@fault("A7")
def the_enrolled_photograph_is_no_live_face(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    # The file itself, its pixels in another file, and another candidate's photograph.
    for live in (picture("obama.jpg"), bare(picture("obama.jpg")), picture("biden.jpg")):
        reply = hall.verify(hall.obama, live)
        assert reply.status == 409 and reply.code == "DUPLICATE_IMAGE", reply
    assert attempts(hall, hall.obama) == 0
    assert hall.alerts("duplicate_image"), "nobody was told"
    reply = hall.verify(hall.obama, picture("obama2.jpg"))
    assert reply.data["verified"] and reply.data["waitsForSupervisor"] is False, reply


@sibling("A7")
def a_copy_that_was_compressed_again_waits_for_a_supervisor(house: House) -> None:
    hall = house.hall(settings=LENIENT)
    hall.attend(hall.obama)
    waits(hall, hall.obama, fixture("copy.jpg"))
    body = hall.whom(hall.obama)
    reply = hall.first.post("/api/biometric/verify", body)
    assert reply.code == "STATION_INCOMPLETE" and "face" in reply.details["missing"], reply
    override = {**body, "override": {"reason": "seen in person"}}
    assert hall.first.post("/api/biometric/verify", override).status in (403, 409)
    closed = hall.supervisor.must("POST", "/api/biometric/verify", json=override)
    assert closed["verified"] is False and closed["overridden"] is True, closed


@sibling("A7")
def a_mirrored_copy_waits_too_and_the_person_still_verifies(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    waits(hall, hall.obama, fixture("mirrored-copy.jpg"))
    reply = hall.verify(hall.obama, picture("obama2.jpg"))
    assert reply.data["verified"] is True, reply


@sibling("A7")
def offline_too_a_photograph_is_no_face_and_a_copy_verifies_nobody(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    photograph = (picture("obama.jpg"), "failed", "DUPLICATE_IMAGE")
    for live, status, code in (photograph, (fixture("copy.jpg"), "synced", None)):
        record = hall.record("face", hall.obama, {"image": base64.b64encode(live).decode()})
        state = settled(hall, record)
        assert (state["status"], state.get("code")) == (status, code), state
    found = hall.head.must("GET", f"/api/candidates/{hall.exam}/{hall.obama['id']}")["face"]
    assert found["verified"] is False and found["attempts"] == 1, found
    assert [alert for alert in hall.alerts("invalid_photo") if alert["mode"] == "offline"], "nobody was told"


@sibling("A7")
def a_replaced_photograph_is_no_live_face_either(house: House) -> None:
    from faults.f01_upright import enrol

    hall = house.hall()
    reply = enrol(hall, hall.obama, picture("obama3.jpg"))
    assert reply.status == 201, reply
    hall.attend(hall.obama)
    for live in ("obama.jpg", "obama3.jpg"):
        reply = hall.verify(hall.obama, picture(live))
        assert reply.code == "DUPLICATE_IMAGE", (live, reply)
