"""F9: text that was lost on its way is a bad cell."""

from faults.check import fault, sibling
from faults.house import House
from faults.workbook import COLUMNS, bad, csv, person, told


def misread(text: str) -> str:
    """UTF-8 that was read as Latin-1."""
    return text.encode().decode("latin-1")


@fault("F9")
def names_that_were_lost_are_bad_cells(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    wrong = ["?????", "??? ????", "Asha ???", "R\ufffdm", "\u00e0\u00a4\u00b0\u00e0\u00a4\u00be\u00e0\u00a4\u00ae"]
    wrong += ["Ren\u00c3\u00a9e", "O\u00e2\u20ac\u2122Neil", "#REF!", "#N/A", "#VALUE!", "#NAME?", "-", "NA", "null", "NIL"]
    rows = [person(f"{hall.tag}-x{n}", code, name=name) for n, name in enumerate(wrong)]
    rows += [person(f"{hall.tag}-f{n}", code, father=name) for n, name in enumerate(wrong)]
    cells = bad(hall.import_roster(csv(*rows)))
    both = [(n, "Name") for n in range(2, 2 + len(wrong))]
    both += [(n + len(wrong), "Father Name") for n, _ in both]
    assert list(cells) == both, set(both) ^ set(cells)


@fault("F9")
def births_that_cannot_be(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    wrong = ["2090-01-01", "1899-12-31", "1900-01-01", "2026-01-01", "31/12/2099"]
    rows = [person(f"{hall.tag}-x{n}", hall.centre_a["code"], dob=dob) for n, dob in enumerate(wrong)]
    cells = bad(hall.import_roster(csv(*rows)))
    assert list(cells) == [(n, "DOB") for n in range(2, 2 + len(wrong))], cells


@fault("F9")
def two_slots_in_hindi_become_no_third(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    lost = [person(f"{hall.tag}-x{n}", code, "???? 1" if n else "????") for n in range(2)]
    assert list(bad(hall.import_roster(csv(*lost)))) == [(2, "Slot"), (3, "Slot")]
    read_wrong = [person(f"{hall.tag}-3", code, misread("\u092a\u093e\u0932\u0940"))]
    assert list(bad(hall.import_roster(csv(*read_wrong)))) == [(2, "Slot")]
    good = [person(f"{hall.tag}-x{n}", code, name) for n, name in enumerate(["\u092a\u094d\u0930\u093e\u0924\u0903", "\u0926\u094b\u092a\u0939\u0930"])]
    assert len(told(hall.import_roster(csv(*good)))["slotsCreated"]) == 2


@sibling("F9")
def lost_codes_centres_and_sheets(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    header = [*COLUMNS, "Centre Name", "OMR No"]
    rows = [
        [*person("#REF!", code), "Centre", ""],
        [*person("-", code), "Centre", ""],
        [*person(f"{hall.tag}-1", "N/A"), "Centre", ""],
        [*person(f"{hall.tag}-2", code), "?????", ""],
        [*person(f"{hall.tag}-3", code), "Centre", "-"],
        [*person(f"{hall.tag}-4", code), "Coll\u251c\u00aege", "NA"],
        [*person(f"{hall.tag}-5", code, name="&#2352;&#2366;&#2350;"), "Centre", ""],
    ]
    cells = bad(hall.import_roster(csv(*rows, header=header)))
    expected = [(2, "Roll No"), (3, "Roll No"), (4, "Centre Code"), (5, "Centre Name"), (6, "OMR No")]
    expected += [(7, "Centre Name"), (7, "OMR No"), (8, "Name")]
    assert set(cells) == set(expected), cells


@sibling("F9")
def honest_names_are_left_alone(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    honest = ["\u0906\u0936\u093e \u0926\u0947\u0935\u0940", "Jos\u00e9 \u00d1and\u00fa", "M\u00fcller & S\u00f6hne", "O\u2019Neil", "\u0b85\u0ba9\u0bcd\u0baa\u0bc1"]
    honest += ["\u0645\u062d\u0645\u062f", "\u00c5ngstr\u00f6m", "Na Li", "Nila", "D'Souza", "A", "CIT\u00c9\u2019S", "=1+1"]
    rows = [person(f"{hall.tag}-x{n}", hall.centre_a["code"], name=name) for n, name in enumerate(honest)]
    assert told(hall.import_roster(csv(*rows)))["imported"] == len(honest)


@sibling("F9")
def by_hand_as_by_file(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    where = f"/api/candidates/{hall.exam}/{hall.people[0]['id']}"
    for change in ({"name": "?????"}, {"fatherName": "#REF!"}, {"dob": "2090-01-01"}, {"name": misread("R\u00e9my")}):
        reply = hall.head.patch(where, {**change, "reason": "A slip"})
        assert (reply.status, reply.code) == (400, "VALIDATION"), (change, reply)
    reply = hall.head.post("/api/slots", {"examId": hall.exam, "centreId": hall.centre_a["id"], "slotName": "????"})
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply
    reply = hall.head.post("/api/centres", {"code": f"Q{hall.tag}", "name": "???"})
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply
