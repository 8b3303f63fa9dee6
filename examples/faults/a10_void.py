"""A10: a centre makes void what is its own; the paper of another centre stays good, whatever was typed before."""

from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from kit.client import Reply, Session
from kit.draw import sheet


def void(hall: Hall, barcode: str, who: Session) -> Reply:
    return who.post("/api/omr/void", {"examId": hall.exam, "barcode": barcode, "reason": "torn"})


def bind(hall: Hall, barcode: str, candidate: dict, who: Session | None = None) -> Reply:
    body = {"examId": hall.exam, "barcode": barcode, "rollNumber": candidate["rollNumber"]}
    return (who or hall.first).post("/api/omr/validate", body)


@fault("A10")
def the_series_of_another_centre_is_not_made_void(house: House) -> None:
    hall = house.hall(faces=False)
    series = [f"{hall.tag}-{number:04}" for number in range(3)]
    for barcode in series:
        assert hall.scan(barcode, who=hall.far_supervisor).status == 201
        reply = void(hall, barcode, hall.far_supervisor)
        assert (reply.status, reply.code) == (403, "FORBIDDEN"), reply
    for candidate, barcode in zip(hall.people, series, strict=False):
        hall.attend(candidate)
        reply = bind(hall, barcode, candidate)
        assert reply.status == 200, reply
    # The centre's own now: the other one does not know it any more.
    assert void(hall, series[0], hall.far_supervisor).code == "OMR_NOT_FOUND"
    assert void(hall, series[0], hall.supervisor).status == 200
    told = hall.alerts("duplicate_omr")
    assert any(alert["details"].get("scannedElsewhere") for alert in told), told


@sibling("A10")
def a_centre_makes_void_what_it_can_show(house: House) -> None:
    hall = house.hall(faces=False)
    shown, blind, other = (f"{hall.tag}-{name}-1" for name in ("SHOWN", "BLIND", "OTHER"))
    assert hall.scan(shown, sheet(shown)).status == 201
    assert hall.scan(blind, sheet("NOT-THIS"), confirmMismatch=True).status == 201
    assert hall.scan(other, sheet(other)).status == 201
    assert void(hall, shown, hall.supervisor).status == 200
    assert void(hall, blind, hall.supervisor).code == "FORBIDDEN"
    assert void(hall, other, hall.far_supervisor).code == "OMR_NOT_FOUND"
    assert void(hall, blind, hall.first).code == "FORBIDDEN"


@sibling("A10")
def head_office_makes_void_any_and_each_is_told(house: House) -> None:
    hall = house.hall(faces=False)
    free, bound = f"{hall.tag}-FREE", f"{hall.tag}-BOUND"
    hall.attend(hall.people[0])
    for barcode in (free, bound):
        assert hall.scan(barcode).status == 201
    assert bind(hall, bound, hall.people[0]).status == 200
    for barcode in (free, bound):
        reply = void(hall, barcode, hall.head)
        assert (reply.status, reply.data["status"]) == (200, "void"), reply
        assert void(hall, barcode, hall.head).code == "OMR_VOID"
    told = {alert["details"]["barcode"]: alert for alert in hall.alerts("sheet_voided")}
    assert set(told) == {free, bound}, told
    assert told[bound]["candidateId"] == hall.people[0]["id"] and "candidateId" not in told[free], told
    assert bind(hall, bound, hall.people[0]).code == "OMR_VOID"


@sibling("A10")
def what_the_roster_gives_to_another_centre_stays_good(house: House) -> None:
    hall = house.hall(faces=False)
    rows = f"Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot,OMR No\n{hall.row(f'{hall.tag}-given', hall.centre_a)}"
    given = f"{hall.tag}-GIVEN-7"
    assert hall.import_roster(f"{rows.rstrip(',')},{given}\n".encode()).status == 200
    # Even with a picture, which anybody can draw.
    assert hall.scan(given, sheet(given), hall.far_supervisor).status == 201
    assert void(hall, given, hall.far_supervisor).code == "FORBIDDEN"
    assert any(alert["details"].get("rosterGivesToAnother") for alert in hall.alerts("duplicate_omr"))
    found = {c["rollNumber"]: c for c in hall.head.everything(f"/api/candidates/{hall.exam}")}
    owner = found[f"{hall.tag}-given"]
    hall.attend(owner)
    assert bind(hall, given, owner).status == 200
