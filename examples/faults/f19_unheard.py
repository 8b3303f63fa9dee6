"""F11, F15, F19: what was said and not heard, so that whoever said it believed it done."""

import gzip
import json
import struct
import zlib

from faults.check import sibling
from faults.f15_forms_of_images import form
from faults.hall import Hall, now, picture
from faults.house import House
from faults.records import base, fresh, listed, ridges, status_of
from kit.client import Reply, image
from kit.draw import fingerprint, png_chunk, sheet

MEGAPIXELS = (8000, 6000)


def refused(reply: Reply, field: str, word: str = "") -> None:
    """400, and the field named."""
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply
    told = reply.details["fields"]
    assert field in told and word in told[field], reply


@sibling("F11")
def an_empty_picture_is_told_and_one_that_nobody_chose_is_none(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"E-{hall.tag}"
    refused(hall.scan(barcode, b""), "image", "take it again")
    reply = hall.scan(barcode, sheet(barcode))
    assert reply.status == 201 and reply.data["omrImageUrl"], reply
    unchosen = [("barcode", f"U-{hall.tag}"), ("examId", hall.exam), ("image", ("", b"", "application/octet-stream"))]
    reply = hall.first.post("/api/omr/scan", form=unchosen)
    assert reply.status == 201 and "omrImageUrl" not in reply.data, reply
    hall.attend(hall.people[0])
    form_of = [*hall.whom(hall.people[0]).items(), ("exceptionReason", "Bandaged")]
    reply = hall.first.post("/api/fingerprint/capture", form=[*form_of, ("fingerprintImage", image("f.png", b""))])
    refused(reply, "fingerprintImage", "empty")


@sibling("F15")
def an_empty_image_of_a_record_is_no_record(house: House) -> None:
    hall = house.hall(faces=False)
    one, two, three = hall.people[:3]
    for candidate in (one, two, three):
        hall.attend(candidate)
    inline = hall.record("omr", one, {"barcode": f"I-{hall.tag}", "image": ""})
    excused = hall.record("fingerprint", two, {"exceptionReason": "Bandaged", "image": ""})
    beside = hall.record("omr", three, {"barcode": f"B-{hall.tag}"})
    reply = form(hall, [inline, excused, beside], [(beside["id"], b"")])
    assert reply.status == 200, reply
    told = [(one["status"], one["code"]) for one in reply.data["results"]]
    assert told == [("failed", "VALIDATION")] * 3, reply
    items = {item["id"]: item["readable"] for item in listed(hall.supervisor, hall)}
    assert items == {record["id"]: False for record in (inline, excused, beside)}, items
    # Taken again, it comes with the same id.
    inline["data"]["image"] = base(sheet(f"I-{hall.tag}"))
    excused["data"] = {"image": base(ridges())}
    reply = form(hall, [inline, excused, beside], [(beside["id"], sheet(f"B-{hall.tag}"))])
    assert [one["status"] for one in reply.data["results"]] == ["synced"] * 3, reply


@sibling("F15")
def a_mark_that_says_nothing_marks_nobody(house: House) -> None:
    hall = house.hall(faces=False)
    whole = [hall.record("attendance", candidate, {}) for candidate in hall.people[:3]]
    del whole[1]["data"]
    whole[2]["data"] = {"status": None}
    for result in hall.results(whole):
        assert (result["status"], result["code"]) == ("failed", "VALIDATION"), result
        assert "status is required" in result["error"], result
    assert {status_of(hall, candidate) for candidate in hall.people[:3]} == {"registered"}
    assert len(listed(hall.supervisor, hall)) == 3
    single = {"examId": hall.exam, "entityType": "attendance", "data": {"candidateId": hall.people[3]["id"]}}
    reply = hall.first.post("/api/sync/upload", single)
    assert reply.status == 200 and reply.data["status"] == "failed", reply
    reply = hall.first.post("/api/attendance", hall.whom(hall.people[4]))
    assert reply.status == 201 and reply.data["status"] == "completed", reply


@sibling("F19")
def a_change_that_nobody_knows_is_not_done_in_silence(house: House) -> None:
    hall = house.hall(faces=False)
    candidate = f"/api/candidates/{hall.exam}/{hall.people[0]['id']}"
    operator, exam, slot = f"/api/operators/{hall.first.id}", f"/api/exams/{hall.exam}", f"/api/slots/{hall.slot['id']}"
    for path, body, field in (
        (operator, {"disable": True}, "disable"),
        (operator, {"name": "A Name", "role": "admin"}, "role"),
        (candidate, {"name": "A Name", "rollNumber": "7", "reason": "r"}, "rollNumber"),
        (exam, {"name": "An exam", "code": "OTHER"}, "code"),
        (exam, {"settings": {"requireOrm": False}}, "settings.requireOrm"),
        (slot, {"status": "active", "slotName": "Noon"}, "slotName"),
    ):
        refused(hall.head.patch(path, body), field, "unknown")
    for path in (operator, candidate, exam, slot):
        reply = hall.head.patch(path, {"reason": "r"} if path in (candidate, exam) else {})
        assert (reply.status, reply.code) == (400, "VALIDATION"), (path, reply)
    new = {"examId": hall.exam, "centreId": hall.centre_a["id"], "slotName": "Noon", "start_time": now()}
    refused(hall.head.post("/api/slots", new), "start_time", "unknown")
    refused(hall.head.post("/api/centres", {"code": f"Z{hall.tag}", "name": "Z", "city": "Z"}), "city", "unknown")
    # At the stations what is said beside stops nothing.
    reply = hall.first.post("/api/attendance", {**hall.whom(hall.people[0]), "status": "completed", "note": "x"})
    assert reply.status == 201, reply


@sibling("F19")
def a_compressed_body_is_refused_by_name(house: House) -> None:
    hall = house.hall(faces=False)
    packed = gzip.compress(json.dumps(hall.whom(hall.people[0])).encode())
    kinds = {"/api/attendance": "application/json", "/api/sync/upload": "application/json"}
    kinds["/api/omr/scan"] = "multipart/form-data; boundary=b"
    for path, kind in kinds.items():
        encoded = {"Content-Encoding": "gzip"}
        reply = hall.first.call("POST", path, body=packed, content_type=kind, headers=encoded)
        assert (reply.status, reply.code) == (415, "UNSUPPORTED_MEDIA_TYPE"), (path, reply)
        assert "gzip" in reply.envelope["error"], reply
    reply = hall.client.request("POST", "/api/auth/login", json={}, headers={"Content-Encoding": "br"})
    assert (reply.status, reply.code) == (415, "UNSUPPORTED_MEDIA_TYPE"), reply
    reply = hall.first.post("/api/attendance", hall.whom(hall.people[0]), headers={"Content-Encoding": "identity"})
    assert reply.status == 201, reply


@sibling("F19")
def an_id_has_one_form_and_the_refusal_shows_it(house: House) -> None:
    hall = house.hall(faces=False)
    for value in ("morning", ""):
        reply = hall.head.get(f"/api/candidates/{hall.exam}?slotId={value}")
        refused(reply, "slotId", "must be an id such as 01890")
    assert hall.head.get(f"/api/sync/records/{hall.exam}?deviceId=a%00b").status == 400
    for other in (f"urn:uuid:{hall.exam}", f"%7B{hall.exam}%7D", hall.exam.replace("-", "")):
        refused(hall.head.get(f"/api/exams/{other}"), "examId", "must be an id")
    assert hall.head.get(f"/api/exams/{hall.exam.upper()}").status == 200
    body = {**hall.whom(hall.people[0]), "candidateId": f"{{{hall.people[0]['id']}}}"}
    refused(hall.first.post("/api/attendance", body), "candidateId", "must be an id")
    record = hall.record("attendance", hall.people[0], {"status": "completed"}, id=f"urn:uuid:{fresh()}")
    (result,) = hall.results([record])
    assert (result["id"], result["status"], result["code"]) == (record["id"], "failed", "VALIDATION"), result


@sibling("F19")
def a_byte_order_mark_before_a_body_is_skipped(house: House) -> None:
    hall = house.hall(faces=False)
    body = b"\xef\xbb\xbf" + json.dumps(hall.whom(hall.people[0])).encode()
    reply = hall.first.call("POST", "/api/attendance", body=body, content_type="application/json")
    assert reply.status == 201, reply


@sibling("F19")
def a_head_binds_nothing(house: House) -> None:
    hall = house.hall(faces=False)
    candidate, barcode = hall.people[0], f"H-{hall.tag}"
    hall.attend(candidate)
    assert hall.scan(barcode).status == 201
    path = f"/api/omr/validate/{barcode}?rollNumber={candidate['rollNumber']}&examId={hall.exam}"
    assert hall.first.call("HEAD", path).status == 405
    seen = hall.supervisor.must("GET", f"/api/candidates/{hall.exam}/{candidate['id']}")
    assert "omr" not in seen, seen
    reply = hall.first.get(path)
    assert reply.status == 200 and not reply.data["alreadyValidated"], reply


def beat(hall: Hall, who, waiting: int, device: str = "gate-1") -> Reply:
    body = {"examId": hall.exam, "deviceId": device, "waiting": waiting, "deviceTime": now()}
    return who.post("/api/devices/heartbeat", body)


@sibling("F19")
def nobody_speaks_for_a_device_that_another_account_has(house: House) -> None:
    hall = house.hall(faces=False)

    def waiting() -> dict[str, int]:
        stats = hall.head.must("GET", f"/api/admin/stats/{hall.exam}")
        return {centre["centreId"]: centre["pending"] for centre in stats["centres"]}

    assert beat(hall, hall.first, 7).status == 200
    assert beat(hall, hall.second, 0).status == 200
    assert beat(hall, hall.far, 3).status == 200
    assert waiting() == {hall.centre_a["id"]: 7, hall.centre_b["id"]: 3}, waiting()
    assert beat(hall, hall.first, 5).status == 200
    assert waiting()[hall.centre_a["id"]] == 5, waiting()
    refused(beat(hall, hall.far, 999_999), "waiting", "at most 100000")


def large() -> bytes:
    """The beginning of a grey PNG of 48 megapixels."""
    header = struct.pack(">IIBBBBB", *MEGAPIXELS, 8, 0, 0, 0, 0)
    chunks = [png_chunk(b"IHDR", header), png_chunk(b"IDAT", zlib.compress(bytes(9000))), png_chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@sibling("F2")
def why_a_picture_cannot_be_read_is_told(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)

    def finger(content: bytes) -> Reply:
        parts = [*hall.whom(hall.obama).items(), ("fingerprintImage", image("f.png", content))]
        return hall.first.post("/api/fingerprint/capture", form=parts)

    cases = (
        ("a face", lambda content: hall.verify(hall.obama, content), picture("obama2.jpg"), "40 megapixels"),
        ("a sheet", lambda content: hall.scan(f"L-{hall.tag}", content), sheet(f"L-{hall.tag}"), "40 megapixels"),
        ("a finger", finger, fingerprint("f2"), "4000 pixels"),
    )
    for what, send, good, limit in cases:
        for content, reason, words in (
            (large(), "too_many_pixels", (limit, "send a smaller one")),
            (good[: len(good) // 2], "broken", ("broke off", "send it again")),
            (b"GIF89a no picture", "unsupported_format", ("another kind of file",)),
        ):
            reply = send(content)
            assert (reply.status, reply.code) == (422, "IMAGE_UNREADABLE"), (what, reply)
            assert reply.details["reason"] == reason, (what, reply)
            assert all(word in reply.envelope["error"] for word in words), (what, reply)
    correction = {"dob": "03/02/2001", "reason": "r"}
    reply = hall.head.patch(f"/api/candidates/{hall.exam}/{hall.people[0]['id']}", correction)
    refused(reply, "dob", "written as YYYY-MM-DD")
