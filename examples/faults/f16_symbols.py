"""F16: the symbols of a sheet are compared by what they mean, and a mismatch is for a person to settle."""

import base64

from faults.a01_barcodes import stored
from faults.a10_void import bind
from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from faults.symbols import Sheet, check_39, ean, modules_39, modules_128, modules_ean, qr
from kit.draw import png, sheet

PAPER = ean("890123456789")


def kept(hall: Hall, barcode: str, drawn: Sheet, expected: str) -> None:
    """Scans a sheet, which has to be taken and read so."""
    reply = hall.scan(barcode, drawn.png())
    assert reply.status == 201, f"{barcode}: {reply}"
    assert stored(hall, barcode) == expected, f"{barcode}: {stored(hall, barcode)}, not {expected}"


@fault("F16")
def what_else_stands_on_a_sheet_says_nothing_against_it(house: House) -> None:
    hall = house.hall(faces=False)
    own = [f"{hall.tag}-0{number}" for number in range(6)]
    smudged = lambda code: Sheet().smudged(modules_128(code))  # noqa: E731
    kept(hall, own[0], smudged(own[0]).bars(modules_128("FORM-7"), y=400), "unreadable")
    kept(hall, own[1], smudged(own[1]).bars(modules_ean(PAPER), y=400), "unreadable")
    kept(hall, own[2], smudged(own[2]).matrix(qr("https://a.in/h")), "unreadable")
    kept(hall, own[3], Sheet().bars(modules_ean(PAPER)), "unreadable")
    kept(hall, own[4], Sheet().matrix(qr("https://a.in/h")), "unreadable")
    both = Sheet().bars(modules_128("FORM-7")).bars(modules_128(own[5]), y=400).bars(modules_ean(PAPER), y=700)
    kept(hall, own[5], both, "matched")


@fault("F16")
def the_same_symbol_in_another_form_is_the_same(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    upc = ean("003600029145")
    kept(hall, upc[1:], Sheet().bars(modules_ean(upc)), "matched")
    code = "OMR-77"
    kept(hall, code, Sheet().bars(modules_39(code + check_39(code))), "matched")
    kept(hall, "omr-78", Sheet().bars(modules_39("OMR-78")), "matched")
    kept(hall, "OMR-81" + check_39("OMR-81"), Sheet().bars(modules_39("OMR-81")), "matched")


def scanned(modules: str, width: float, side: int = 2480) -> bytes:
    """A page at 300 dpi with bars of so many pixels a module, their edges as smooth as a scanner makes them."""
    def ink(place: float) -> float:
        whole = int(place)
        return modules[:whole].count("1") + (place - whole) * (modules[whole : whole + 1] == "1")

    edges = [ink(min(max(x / width, 0), len(modules))) for x in range(side - 300 + 1)]
    dark = [(after - before) * width for before, after in zip(edges, edges[1:], strict=False)]
    bars = bytes([255] * 300 + [round(255 - 235 * share) for share in dark])
    paper = b"\xff" * side
    return png([bars if 500 <= y < 640 else paper for y in range(3508)], side)


@sibling("F16")
def another_sheet_of_usual_bars_is_another_sheet(house: House) -> None:
    hall = house.hall(faces=False)
    for number, width in enumerate((2.48, 3.0, 3.6, 4.25, 5.0)):
        first, other = f"{hall.tag}-A{number}", f"{hall.tag}-B{number}"
        reply = hall.scan(first, scanned(modules_39(other), width))
        assert (reply.status, reply.code) == (422, "BARCODE_MISMATCH"), (width, reply)
        assert hall.scan(first, scanned(modules_39(first), width)).status == 201, width


@sibling("F16")
def another_sheet_is_another_sheet(house: House) -> None:
    hall = house.hall(faces=False)
    first, other = f"{hall.tag}-0001", f"{hall.tag}-0002"
    for drawn in (
        sheet(other),
        sheet("SOMETHING-ELSE"),
        Sheet().bars(modules_39(other)).png(),
        Sheet().bars(modules_128(other)).bars(modules_ean(PAPER), y=400).png(),
        Sheet().smudged(modules_128("FORM-7")).bars(modules_128(other), y=400).png(),
        Sheet().matrix(qr(other)).png(),
    ):
        reply = hall.scan(first, drawn)
        assert (reply.status, reply.code) == (422, "BARCODE_MISMATCH"), reply


@sibling("F16")
def a_mismatch_can_be_confirmed(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"{hall.tag}-0001"
    drawn = sheet(f"{hall.tag}-0002")
    assert hall.scan(barcode, drawn, confirmMismatch=False).code == "BARCODE_MISMATCH"
    assert not hall.alerts("workflow_violation")
    assert hall.scan(barcode, drawn, confirmMismatch="perhaps").status == 400
    reply = hall.scan(barcode, drawn, confirmMismatch=True)
    assert reply.status == 201 and reply.data["omrImageUrl"], reply
    assert stored(hall, barcode) == "mismatch"
    (alert,) = hall.alerts("workflow_violation")
    assert alert["details"]["code"] == "BARCODE_MISMATCH", alert
    assert hall.supervisor.get(f"/api/omr/{hall.exam}/{barcode}/image").body == drawn
    hall.attend(hall.people[0])
    assert bind(hall, barcode, hall.people[0]).status == 200
    # Confirming what there is no reason to confirm changes nothing.
    right = f"{hall.tag}-0003"
    assert hall.scan(right, sheet(right), confirmMismatch=True).status == 201
    assert stored(hall, right) == "matched" and len(hall.alerts("workflow_violation")) == 1


@sibling("F16")
def offline_a_mismatch_waits_for_a_supervisor(house: House) -> None:
    hall = house.hall(faces=False)
    hall.attend(hall.people[0])
    picture = base64.b64encode(sheet(f"{hall.tag}-0002")).decode()
    record = hall.record("omr", hall.people[0], {"barcode": f"{hall.tag}-0001", "image": picture})
    for _ in range(2):
        (told,) = hall.results([record])
        assert (told["status"], told["code"]) == ("pending", "BARCODE_MISMATCH"), told
    (alert,) = hall.alerts("workflow_violation")
    assert alert["candidateId"] == hall.people[0]["id"], alert
    good = hall.record("omr", hall.people[0], {"barcode": f"{hall.tag}-0002", "image": picture})
    (told,) = hall.results([good])
    assert told["status"] == "synced", told


@sibling("F16")
def sheets_that_may_be_one_are_told_of(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    upc = ean("003600029145")
    pairs = [("OMR-0042", "omr-0042"), (upc, upc[1:]), ("SHEET-9", "SHEET-9" + check_39("SHEET-9"))]
    for number, (one, other) in enumerate(pairs):
        before = len(hall.alerts("duplicate_omr"))
        assert hall.scan(one).status == 201 and len(hall.alerts("duplicate_omr")) == before, one
        assert hall.scan(other, who=hall.second).status == 201
        told = hall.alerts("duplicate_omr")
        assert len(told) == before + 1, f"{one} {other}: {told}"
        assert any(alert["details"].get("alike") == [one] for alert in told), told
        for candidate, barcode in zip(hall.people[2 * number :], (one, other), strict=False):
            hall.attend(candidate)
            assert bind(hall, barcode, candidate).status == 200
        assert any(alert.get("candidateId") == hall.people[2 * number + 1]["id"] for alert in hall.alerts("duplicate_omr"))


@sibling("F16")
def a_number_that_the_roster_gives_to_somebody_else_is_told_of(house: House) -> None:
    hall = house.hall(faces=False)
    header = "Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot,OMR No"
    numbers = {f"{hall.tag}-x{number}": f"{hall.tag}-000{number}" for number in range(2)}
    rows = [f"{hall.row(roll, hall.centre_a).rstrip(',')},{number}" for roll, number in numbers.items()]
    assert hall.import_roster("\n".join([header, *rows, ""]).encode()).status == 200
    found = {c["rollNumber"]: c for c in hall.head.everything(f"/api/candidates/{hall.exam}")}
    one, other = (found[roll] for roll in numbers)
    mine, theirs = numbers.values()
    for candidate in (one, other):
        hall.attend(candidate)
    assert hall.scan(mine).status == 201 and bind(hall, mine, one).status == 200
    assert not hall.alerts("duplicate_omr")
    assert hall.scan(theirs.lower()).status == 201
    stranger = hall.people[0]
    hall.attend(stranger)
    assert bind(hall, theirs.lower(), stranger).status == 200
    (alert,) = hall.alerts("duplicate_omr")
    assert alert["candidateId"] == stranger["id"] and alert["details"]["rosterGivesToAnother"], alert
