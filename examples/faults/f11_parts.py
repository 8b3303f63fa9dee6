"""F11: what a part of a form is, is told by its name."""

from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from faults.workbook import bad, csv, person, told
from kit.client import Form, image, multipart
from kit.draw import fingerprint


def nameless(form: Form, name: str, content: bytes) -> tuple[bytes, str]:
    """A form with an image that has no file name, as some client libraries send it."""
    body, kind = multipart(form, "b")
    part = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n'.encode()
    part += b"Content-Type: image/jpeg\r\n\r\n" + content + b"\r\n--b--\r\n"
    return body.removesuffix(b"--b--\r\n") + part, kind


def blob(text: str) -> tuple[str, bytes, str]:
    """A text as browsers send a Blob."""
    return "blob", text.encode(), "application/json"


@fault("F11")
def an_image_needs_no_file_name(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    body, kind = nameless([*hall.whom(hall.obama).items()], "liveFaceImage", picture("obama2.jpg"))
    reply = hall.first.post("/api/face/verify", body=body, content_type=kind)
    assert reply.status == 200 and reply.data["verified"], reply


@sibling("F11")
def a_dry_run_sent_as_a_blob_imports_nothing(house: House) -> None:
    hall = house.hall(faces=False)
    roster = f"Roll No,Name,Father Name,DOB,Centre Code,Slot\n{hall.tag}-n,N,F,2001-02-03,{hall.centre_a['code']},Morning\n"
    reply = hall.import_roster(roster.encode(), more=[("dryRun", blob("true"))])
    assert reply.status == 200, reply
    found = [c["rollNumber"] for c in hall.head.everything(f"/api/candidates/{hall.exam}")]
    assert f"{hall.tag}-n" not in found, "a dry run imported"


@sibling("F11")
def a_foreign_operator_sent_as_a_blob_is_refused(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    form = [*hall.whom(hall.obama).items(), ("operatorId", blob(hall.second.id))]
    form.append(("liveFaceImage", image("x.jpg", picture("obama2.jpg"))))
    reply = hall.first.post("/api/face/verify", form=form)
    assert (reply.status, reply.code) == (403, "OPERATOR_MISMATCH"), reply


@sibling("F11")
def metadata_and_an_exception_sent_as_blobs_are_taken(house: House) -> None:
    hall = house.hall(faces=False)
    one, other = hall.people[:2]
    hall.attend(one)
    hall.attend(other)
    wrong = [*hall.whom(one).items(), ("metadata", blob('{"finger": 7}'))]
    wrong.append(("fingerprintImage", image("f.png", fingerprint("f11"))))
    reply = hall.first.post("/api/fingerprint/capture", form=wrong)
    assert (reply.status, reply.code) == (400, "VALIDATION"), f"dropped: {reply}"
    form = [*hall.whom(other).items(), ("exceptionReason", blob("no hand"))]
    reply = hall.first.post("/api/fingerprint/capture", form=form)
    assert reply.status == 201 and reply.data["exceptionReason"] == "no hand", reply


@sibling("F11")
def a_part_that_cannot_be_used_is_not_dropped(house: House) -> None:
    hall = house.hall(faces=False)
    hall.attend(hall.people[0])
    form = [*hall.whom(hall.people[0]).items(), ("exceptionReason", ("x", b"\xff\xfe", "text/plain"))]
    reply = hall.first.post("/api/fingerprint/capture", form=form)
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply


def listed(hall: Hall) -> bytes:
    """A list of one candidate."""
    return csv(person(f"{hall.tag}-n", hall.centre_a["code"]))


@sibling("F11")
def an_empty_archive_is_not_taken_for_none(house: House) -> None:
    hall = house.hall(faces=False)
    cells = bad(hall.import_roster(listed(hall), more=[("photos", ("photos.zip", b"", "application/zip"))]))
    assert list(cells) == [(1, "Photo")] and "empty" in cells[1, "Photo"], cells
    # What a browser sends where no file was chosen.
    told(hall.import_roster(listed(hall), more=[("photos", ("", b"", "application/octet-stream"))]))


@sibling("F11")
def a_dry_run_that_says_nothing_imports_nothing(house: House) -> None:
    hall = house.hall(faces=False)
    for value in ("", " ", blob("")):
        reply = hall.import_roster(listed(hall), more=[("dryRun", value)])
        assert (reply.status, reply.code) == (400, "VALIDATION") and "dryRun" in str(reply.details), reply
    found = [c["rollNumber"] for c in hall.head.everything(f"/api/candidates/{hall.exam}")]
    assert f"{hall.tag}-n" not in found, "a dry run imported"
