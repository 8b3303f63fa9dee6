"""F16: a barcode that a person gives in the place of another was not read on the picture."""

from faults.a01_barcodes import stored
from faults.a10_void import void
from faults.a20_state import verdict
from faults.check import sibling
from faults.hall import Hall
from faults.house import House
from faults.records import base, decide, listed, of
from kit.draw import sheet


def confirmed(hall: Hall, barcode: str) -> bool:
    """Whether somebody is told that a person stands behind the picture of another sheet."""
    details = [alert["details"] for alert in hall.alerts("workflow_violation")]
    return any(one.get("confirmed") and one.get("barcode") == barcode for one in details)


def shown(hall: Hall, barcode: str) -> bytes:
    return hall.supervisor.get(f"/api/omr/{hall.exam}/{barcode}/image").body


@sibling("F16")
def a_corrected_barcode_was_not_read(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    spent, wrong, right, there = (f"{hall.tag}-{name}" for name in ("CC1", "DD2", "EE3", "FF4"))
    for candidate in hall.people[:4]:
        hall.attend(candidate)
    assert hall.scan(spent).status == 201 and void(hall, spent, hall.head).status == 200
    assert hall.scan(there).status == 201
    image = sheet(spent)

    def corrected(person: int, said: str, drawn: bytes, barcode: str, code: str) -> None:
        record = hall.record("omr", hall.people[person], {"barcode": said, "image": base(drawn)})
        (told,) = hall.results([record])
        assert told["code"] == code, told
        item = of(listed(hall.supervisor, hall), record["id"])
        reply = decide(hall.supervisor, item, "apply", correction={"barcode": barcode})
        assert reply.status == 200 and reply.data["status"] == "synced", reply

    # The picture shows the void sheet, and somebody says that it is another one.
    corrected(0, spent, image, wrong, "OMR_VOID")
    assert stored(hall, wrong) == "mismatch" and confirmed(hall, wrong), stored(hall, wrong)
    assert shown(hall, wrong) == image
    # What was another sheet's picture may be this one's; nobody read it again.
    corrected(1, f"{hall.tag}-XX", sheet(right), right, "BARCODE_MISMATCH")
    assert stored(hall, right) == "unreadable" and not confirmed(hall, right), stored(hall, right)
    # Of a sheet that was scanned before it is told, too.
    corrected(2, spent, image, there, "OMR_VOID")
    assert confirmed(hall, there) and shown(hall, there) == image
    assert verdict(hall.server)[0] == 0, verdict(hall.server)


@sibling("F16")
def new_data_of_a_conflict_was_not_read_either(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    candidate = hall.people[0]
    first, second, typed = (f"{hall.tag}-{name}" for name in ("A1", "B2", "ZZZ9"))
    hall.attend(candidate)
    assert hall.results([hall.record("omr", candidate, {"barcode": first})])[0]["status"] == "synced"
    image = sheet(second)
    (told,) = hall.results([hall.record("omr", candidate, {"barcode": second, "image": base(image)})])
    assert (told["status"], told["code"]) == ("conflict", "CANDIDATE_HAS_OMR"), told
    body = {"resolution": "use_new", "reason": "read by eye", "newData": {"barcode": typed}}
    reply = hall.supervisor.post(f"/api/sync/resolve/{told['conflictId']}", body)
    assert reply.status == 200, reply
    assert stored(hall, typed) == "mismatch" and confirmed(hall, typed), stored(hall, typed)
    assert shown(hall, typed) == image
    assert verdict(hall.server)[0] == 0, verdict(hall.server)
