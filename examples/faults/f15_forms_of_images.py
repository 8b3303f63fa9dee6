"""F15: a lawful other form is refused, and what came is not kept."""

import base64
import json
from typing import Any

from faults.check import fault, sibling
from faults.hall import Hall, now, picture
from faults.house import House
from faults.records import base, decide, fresh, listed, of, ridges, states, status_of
from kit.client import Form, Reply, image, multipart


def form(hall: Hall, records: list[dict[str, Any]], images: list[tuple[str, bytes]]) -> Reply:
    """A batch as a form, with images named by ids."""
    batch = {"examId": hall.exam, "deviceId": "device-1", "deviceTime": now(), "records": records}
    parts: Form = [("batch", json.dumps(batch)), *((name, image("image", content)) for name, content in images)]
    body, kind = multipart(parts)
    return hall.first.call("POST", "/api/sync/upload", body=body, content_type=kind)


@fault("F15")
def every_lawful_form_of_an_image_is_taken(house: House) -> None:
    hall = house.hall(people=9, faces=False)
    finger = ridges()
    plain, safe = base(finger), base64.urlsafe_b64encode(finger).decode()
    lines = "\r\n".join(plain[at : at + 76] for at in range(0, len(plain), 76))
    forms = [
        lines,
        safe,
        safe.rstrip("="),
        f"data:image/png;base64,\n{plain}",
        f"DATA:Image/PNG;charset=utf-8;BASE64,{lines}",
        f"data:;base64, {safe}",
        f"  {plain}\t",
    ]
    records = []
    for candidate, text in zip(hall.people, forms, strict=False):
        hall.attend(candidate)
        records.append(hall.record("fingerprint", candidate, {"image": text, "finger": "right_thumb"}))
    results = hall.results(records)
    assert [one["status"] for one in results] == ["synced"] * len(forms), results
    # Another form of the same is the same.
    again = [{**record, "data": {**record["data"], "image": plain}} for record in records]
    assert [one["status"] for one in hall.results(again)] == ["duplicate"] * len(forms)


@sibling("F15")
def what_is_said_beside_a_capture_stops_it_not(house: House) -> None:
    hall = house.hall(people=6, faces=False)
    beside = [
        {"finger": "thumb of the right hand"},
        {"finger": 7, "captureDeviceId": "x" * 500},
        {"captureDeviceId": "line\nbreak", "imageQuality": "good"},
        {"extra": {"vendor": [1, 2]}, "finger": None},
        {"imageQuality": float("nan")},
    ]
    records = []
    for candidate, more in zip(hall.people, beside, strict=False):
        hall.attend(candidate)
        records.append(hall.record("fingerprint", candidate, {"image": base(ridges()), **more}))
    results = hall.results(records, device="d" * 300)
    assert [one["status"] for one in results] == ["synced"] * len(beside), results
    told = [alert["details"] for alert in hall.alerts("record_failed")]
    assert [one["dropped"] for one in told] == [["captureDeviceId", "finger", "imageQuality", "deviceId"]], told


@sibling("F15")
def nothing_that_came_with_an_id_is_thrown_away(house: House) -> None:
    hall = house.hall(people=6, faces=False)
    for candidate in hall.people:
        hall.attend(candidate)
    broken = hall.record("face", hall.people[0], {"image": "%%%"})
    none = hall.record("fingerprint", hall.people[1], {"image": base(b"no picture")})
    large = hall.record("fingerprint", hall.people[2], {})
    both = hall.record("fingerprint", hall.people[3], {"image": base(ridges())})
    nameless, stray = hall.record("fingerprint", hall.people[4], {"image": base(ridges())}), fresh()
    nameless["entityType"] = "iris"
    images = [(large["id"], b"\0" * (11 << 20)), (both["id"], ridges(90)), (stray, ridges()), ("stray", b"x")]
    reply = form(hall, [broken, none, large, both, nameless], images)
    assert reply.status == 200, reply
    codes = [(one["status"], one["code"]) for one in reply.data["results"]]
    wanted = ["VALIDATION", "IMAGE_UNREADABLE", "PAYLOAD_TOO_LARGE", "VALIDATION", "VALIDATION"]
    assert codes == [("failed", code) for code in wanted], codes
    items = listed(hall.supervisor, hall)
    ids = [broken["id"], none["id"], large["id"], both["id"], nameless["id"], stray]
    assert {item["id"] for item in items} == set(ids), items
    assert all(of(items, one)["imageKept"] for one in (none["id"], large["id"], both["id"])), items
    kept = hall.server.sql("SELECT kind, size FROM blob WHERE kind IN ('fingerprint', 'unread_record')")
    sizes = {int(size) for kind, size in kept if kind == "fingerprint"}
    assert {11 << 20, len(b"no picture"), len(ridges(90))} <= sizes, kept
    # The files lie there, sealed, and stay until somebody decides: no sweep takes what a row names.
    assert hall.alerts("record_failed")
    reply = decide(hall.supervisor, of(items, both["id"]), "apply", correction={"finger": "left_thumb"})
    assert reply.status == 200, reply
    reply = decide(hall.supervisor, of(items, none["id"]), "apply")
    assert (reply.status, reply.code) == (422, "IMAGE_UNREADABLE"), reply
    reply = decide(hall.supervisor, of(items, none["id"]), "apply", correction={"exceptionReason": "Bandaged"})
    assert reply.status == 200, reply
    assert states(hall.first, hall, [none["id"], large["id"]]) == ["synced", "failed"]


@sibling("F15")
def a_face_that_failed_is_there_when_it_is_decided(house: House) -> None:
    hall = house.hall(people=2)
    hall.attend(hall.obama, hall.second)
    live = hall.record("face", hall.obama, {"image": base(picture("obama2.jpg"))})
    assert hall.results([live])[0]["code"] == "OPERATOR_MISMATCH"
    item = of(listed(hall.supervisor, hall, "?status=failed"), live["id"])
    assert item["imageKept"] and item["waitingFor"] == "supervisor", item
    assert item["rollNumber"] == hall.obama["rollNumber"] and item["capturedBy"] == hall.first.id, item
    assert decide(hall.far_supervisor, item, "apply").status == 404
    reply = decide(hall.supervisor, item, "apply")
    assert reply.status == 200 and reply.data["status"] == "synced", reply
    face = hall.supervisor.must("GET", f"/api/candidates/{hall.exam}/{hall.obama['id']}")["face"]
    assert face["verified"], face
    assert states(hall.first, hall, [live["id"]]) == ["synced"]


@sibling("F15")
def a_record_that_was_left_is_told_so(house: House) -> None:
    hall = house.hall(people=2, faces=False)
    record = hall.record("attendance", {"id": fresh()}, {"status": "completed"})
    assert hall.results([record])[0]["code"] == "CANDIDATE_NOT_FOUND"
    item = of(listed(hall.supervisor, hall), record["id"])
    assert decide(hall.supervisor, item, "discard").status == 200
    told = hall.results([record])[0]
    assert (told["status"], told["code"]) == ("failed", "RECORD_DECIDED"), told
    # Whose candidate could not be found is told by the supervisor.
    record = hall.record("attendance", {"id": fresh()}, {"status": "completed"})
    hall.results([record])
    item = of(listed(hall.supervisor, hall, "?status=failed"), record["id"])
    reply = decide(hall.supervisor, item, "apply", correction={"rollNumber": hall.people[0]["rollNumber"]})
    assert reply.status == 200, reply
    assert status_of(hall, hall.people[0]) == "attendance_completed"
    assert hall.results([record])[0]["status"] == "duplicate"
