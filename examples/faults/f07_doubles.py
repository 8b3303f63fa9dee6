"""F7: spellings of one shift, centre or sheet that only a computer tells apart."""

from faults.check import fault, sibling
from faults.house import House
from faults.workbook import COLUMNS, bad, csv, person, told


@fault("F7")
def near_doubles_of_a_slot_are_bad_rows(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    spellings = ["Shift 1", "SHIFT 1", "Shift-1", "Shift1"]
    rows = [person(f"{hall.tag}-x{n}", hall.centre_a["code"], name) for n, name in enumerate(spellings)]
    cells = bad(hall.import_roster(csv(*rows)))
    assert list(cells) == [(row, "Slot") for row in (3, 4, 5)], cells
    assert all("Shift 1" in message and "2" in message for message in cells.values()), cells


@fault("F7")
def blanks_and_what_nobody_sees_make_no_second_slot(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    spellings = ["Shift 1", "Shift  1", "Shift\u00a01", "Shi\u200bft 1", "\ufeffShift\u30001\u200e", "Sh\u00adift\u20091"]
    rows = [person(f"{hall.tag}-x{n}", hall.centre_a["code"], name) for n, name in enumerate(spellings)]
    for form in ([("dryRun", "true")], None):
        done = told(hall.import_roster(csv(*rows), more=form))
        assert (done["imported"], done["slotsCreated"], done["centresCreated"]) == (6, ["Shift 1"], []), done
    assert hall.slot_of(hall.centre_a, "Shift 1")["currentCount"] == 6


@fault("F7")
def near_doubles_of_what_the_exam_has(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    cells = bad(hall.import_roster(csv(person(f"{hall.tag}-1", code, "MORNING"))))
    assert list(cells) == [(2, "Slot")] and "Morning" in cells[2, "Slot"], cells
    cells = bad(hall.import_roster(csv(person(f"{hall.tag}-1", code[:1].lower() + "-" + code[1:]))))
    assert list(cells) == [(2, "Centre Code")] and code in cells[2, "Centre Code"], cells
    done = told(hall.import_roster(csv(person(f"{hall.tag}-1", f"N{hall.tag}", "Noon")), more=[("dryRun", "true")]))
    assert (done["centresCreated"], done["slotsCreated"]) == ([f"N{hall.tag}"], ["Noon"]), done


@fault("F7")
def near_doubles_by_hand(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    for name in ("MORNING", "Mor\u200bning", "morning ", "Morning"):
        body = {"examId": hall.exam, "centreId": hall.centre_a["id"], "slotName": name}
        reply = hall.head.post("/api/slots", body)
        assert (reply.status, reply.code) == (409, "SLOT_EXISTS"), (name, reply)
    for code in (f"a{hall.tag}", f"A-{hall.tag.lower()}", f"A_{hall.tag}"):
        reply = hall.head.post("/api/centres", {"code": code, "name": "Centre"})
        assert (reply.status, reply.code) == (409, "CODE_EXISTS"), (code, reply)
        assert hall.centre_a["code"] in reply.envelope["error"], reply


@fault("F7")
def sheets_that_differ_only_in_case(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    sheets = ["AB-0001", "ab-0001", "AB0001", "AB\u200b-0001", "AB-0002"]
    rows = [[*person(f"{hall.tag}-x{n}", hall.centre_a["code"]), sheet] for n, sheet in enumerate(sheets)]
    cells = bad(hall.import_roster(csv(*rows, header=[*COLUMNS, "OMR No"])))
    assert list(cells) == [(row, "OMR No") for row in (3, 4, 5)], cells


@sibling("F7")
def a_shift_is_spelled_alike_at_all_centres(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    rows = [person(f"{hall.tag}-1", hall.centre_a["code"], "Shift 2"), person(f"{hall.tag}-2", hall.centre_b["code"], "SHIFT 2")]
    assert list(bad(hall.import_roster(csv(*rows)))) == [(3, "Slot")]
    body = {"examId": hall.exam, "centreId": hall.centre_b["id"], "slotName": "morninG"}
    reply = hall.head.post("/api/slots", body)
    assert (reply.status, reply.code) == (409, "SLOT_EXISTS"), reply


@sibling("F7")
def joiners_belong_to_the_names_of_people(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    joined, plain = "\u0936\u0930\u094d\u200d\u092e\u093e", "\u0936\u0930\u094d\u092e\u093e"
    rows = [
        person(f"{hall.tag}\u200b-1", hall.centre_a["code"], joined, name=f"\u200b{joined}\u00a0 Devi\u200d"),
        person(f"{hall.tag}-2", hall.centre_a["code"], plain),
    ]
    done = told(hall.import_roster(csv(*rows)))
    assert (done["imported"], done["slotsCreated"]) == (2, [plain]), done
    found = {c["rollNumber"]: c["name"] for c in hall.head.everything(f"/api/candidates/{hall.exam}")}
    assert found[f"{hall.tag}-1"] == f"{joined} Devi", found


@sibling("F7")
def codes_that_lost_their_zeros_and_codes_that_are_two(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    number = int(hall.tag, 16) + 10**8
    rows = [person(f"{hall.tag}-1", f"00{number}"), person(f"{hall.tag}-2", number)]
    cells = bad(hall.import_roster(csv(*rows)))
    assert list(cells) == [(3, "Centre Code")], cells
    two = [person(f"{hall.tag}-1", f"{number}-112"), person(f"{hall.tag}-2", f"{number}1-12")]
    done = told(hall.import_roster(csv(*two)))
    assert len(done["centresCreated"]) == 2, done
