"""Nothing is enrolled or compared of a face that is not upright on its pixels."""

from typing import Any

from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from faults.jpeg import fixture, turned
from kit.client import Form, Reply, image

TURNS = {"upside down": 3, "on one side": 6, "on the other side": 8}


def enrol(hall: Hall, candidate: dict[str, Any], photo: bytes) -> Reply:
    form: Form = [*hall.whom(candidate).items(), ("faceImage", image("photo.jpg", photo))]
    return hall.head.post("/api/face/enroll", form=form)


def is_pose(reply: Reply) -> bool:
    """Refused since the face is not upright, or since none is found."""
    return reply.code == "FACE_NOT_DETECTED" or (reply.code == "IMAGE_QUALITY" and reply.details["reason"] == "pose")


def attempts(hall: Hall, candidate: dict[str, Any]) -> int:
    found = hall.head.must("GET", f"/api/candidates/{hall.exam}/{candidate['id']}")
    return (found.get("face") or {}).get("attempts", 0)


@fault("F1")
def a_turned_photograph_is_enrolled_upright_or_not_at_all(house: House) -> None:
    hall = house.hall(settings={"maxFaceAttempts": 10})
    candidate = hall.people[0]
    hall.attend(candidate)
    for how, orientation in TURNS.items():
        reply = enrol(hall, candidate, turned(picture("obama.jpg"), orientation))
        if is_pose(reply):
            continue
        assert reply.status == 201, (how, reply)
        seen = hall.verify(candidate, picture("obama2.jpg"))
        assert seen.status == 200 and seen.data["verified"], (how, seen)


@sibling("F1")
def a_turned_live_picture_verifies_or_costs_nothing(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    for how, orientation in TURNS.items():
        before = attempts(hall, hall.obama)
        reply = hall.verify(hall.obama, turned(picture("obama2.jpg"), orientation))
        if is_pose(reply):
            assert attempts(hall, hall.obama) == before, how
        else:
            assert reply.status == 200 and reply.data["verified"], (how, reply)


@sibling("F1")
def two_people_upside_down_do_not_match(house: House) -> None:
    hall = house.hall()
    for candidate, orientation in zip(hall.people, TURNS.values(), strict=False):
        reply = enrol(hall, candidate, turned(picture("obama.jpg"), orientation))
        if is_pose(reply):
            continue
        hall.attend(candidate)
        reply = hall.verify(candidate, turned(picture("biden.jpg"), orientation))
        assert is_pose(reply) or reply.code == "DUPLICATE_IMAGE" or reply.data["matchPercentage"] < 90, reply


@sibling("F1")
def a_small_tilt_verifies(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    reply = hall.verify(hall.obama, fixture("tilted-15.jpg"))
    assert reply.status == 200 and reply.data["verified"], reply


@sibling("F1")
def a_larger_tilt_verifies_or_costs_nothing(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    for degrees in (30, 45):
        before = attempts(hall, hall.obama)
        reply = hall.verify(hall.obama, fixture(f"tilted-{degrees}.jpg"))
        if is_pose(reply):
            assert attempts(hall, hall.obama) == before, degrees
        else:
            assert reply.status == 200 and reply.data["verified"], (degrees, reply)


@sibling("F1")
def an_operators_face_is_known_however_it_was_enrolled(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.biden)
    path = f"/api/operators/{hall.first.id}/face"
    for how, orientation in TURNS.items():
        photo = turned(picture("obama.jpg"), orientation)
        reply = hall.head.post(path, form=[("faceImage", image("photo.jpg", photo))])
        if is_pose(reply):
            continue
        assert reply.status == 201, (how, reply)
        shown = hall.verify(hall.biden, picture("obama2.jpg"))
        assert shown.code == "OPERATOR_FACE", (how, shown)


@sibling("F1")
def a_turned_face_captured_offline_verifies_or_is_no_attempt(house: House) -> None:
    import base64

    hall = house.hall()
    hall.attend(hall.obama)
    live = base64.b64encode(turned(picture("obama2.jpg"), 3)).decode()
    record = hall.record("face", hall.obama, {"image": live})
    state = settled(hall, record)
    found = hall.head.must("GET", f"/api/candidates/{hall.exam}/{hall.obama['id']}")["face"]
    if state["status"] == "synced":
        assert found["verified"], found
    else:
        assert state["status"] == "failed" and state["code"] in ("IMAGE_QUALITY", "FACE_NOT_DETECTED"), state
        assert not found or found["attempts"] == 0, found


def settled(hall: Hall, record: dict[str, Any], seconds: float = 60) -> dict[str, Any]:
    """What came of a record that is handed over, once it was scored."""
    import time

    state = hall.results([record])[0]
    until = time.monotonic() + seconds
    while (state["status"], state.get("code")) == ("pending", "SCORING") and time.monotonic() < until:
        time.sleep(0.2)
        state = hall.results([record])[0]
    return {**state, "status": "synced"} if state["status"] == "duplicate" else state
