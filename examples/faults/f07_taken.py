"""F7: a roll number that lost its zeros is the same candidate, and a sheet that is somebody's is nobody else's."""

from faults.a10_void import bind, void
from faults.check import sibling
from faults.hall import Hall
from faults.house import House
from faults.workbook import COLUMNS, bad, csv, person, told


def count(hall: Hall) -> int:
    return len(list(hall.head.everything(f"/api/candidates/{hall.exam}")))


@sibling("F7")
def roll_numbers_that_lost_their_zeros_double_nobody(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code, before = hall.centre_a["code"], count(hall)
    number = int(hall.tag, 16) + 10**8
    whole = [person(f"000{number}", code, name="Asha Devi"), person(f"000{number + 1}", code, name="Ravi")]
    told(hall.import_roster(csv(*whole)))
    dropped = [person(number, code, name="ASHA  DEVI"), person(number + 1, code, name="Ravi")]
    for form in ([("dryRun", "true")], None):
        cells = bad(hall.import_roster(csv(*dropped), more=form))
        assert list(cells) == [(2, "Roll No"), (3, "Roll No")], cells
        assert f"000{number}" in cells[2, "Roll No"] and f"000{number + 1}" in cells[3, "Roll No"], cells
    assert told(hall.import_roster(csv(*whole)))["unchanged"] == 2
    assert count(hall) == before + 2


@sibling("F7")
def one_file_spells_a_roll_number_one_way(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    spellings = ["26-A/007", "26a/7", "26-a-/0007", "26A/007"]
    far = [person(f"{hall.tag}-x{n}", code, name=f"Other {n}") for n in range(600)]
    cells = bad(hall.import_roster(csv(*[person(roll, code) for roll in spellings], *far, person("26_A/07", code))))
    assert list(cells) == [(row, "Roll No") for row in (3, 4, 5, 606)], cells
    assert all("26-A/007" in message for message in cells.values()), cells


@sibling("F7")
def different_people_may_have_near_roll_numbers(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    number = int(hall.tag, 16) + 10**8
    rows = [
        person(f"0{number}", code, name="Asha"),
        person(number, code, name="Uma"),
        person(f"00{number}", code, name="Asha", dob="2002-02-03"),
        person(f"{number}0", code, name="Asha"),
        person("1-12", code, name="Asha"),
        person("11-2", code, name="Asha"),
    ]
    assert told(hall.import_roster(csv(*rows)))["imported"] == len(rows)
    assert told(hall.import_roster(csv(*rows)))["unchanged"] == len(rows)
    # A correction that makes two of them one person is seen, too.
    cells = bad(hall.import_roster(csv(person(number, code, name="Asha"))))
    assert list(cells) == [(2, "Roll No")] and f"0{number}" in cells[2, "Roll No"], cells


@sibling("F7")
def a_sheet_that_is_bound_or_void_is_given_to_nobody_else(house: House) -> None:
    hall = house.hall(faces=False)
    code, header = hall.centre_a["code"], [*COLUMNS, "OMR No"]
    mine, torn, free = (f"{hall.tag}-{name}" for name in ("MINE", "TORN", "FREE"))
    for candidate, barcode in zip(hall.people, (mine, torn), strict=False):
        hall.attend(candidate)
        assert hall.scan(barcode).status == 201 and bind(hall, barcode, candidate).status == 200
    assert void(hall, torn, hall.supervisor).status == 200
    assert hall.scan(free).status == 201
    rows = [[*person(f"{hall.tag}-x{n}", code), sheet] for n, sheet in enumerate((mine, torn, free))]
    cells = bad(hall.import_roster(csv(*rows, header=header)))
    assert list(cells) == [(2, "OMR No"), (3, "OMR No")], cells
    assert "bound" in cells[2, "OMR No"] and "void" in cells[3, "OMR No"], cells
    assert told(hall.import_roster(csv(rows[2], header=header)))["imported"] == 1


@sibling("F7")
def a_list_whose_sheets_were_used_since_is_unchanged(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    header, barcode = [*COLUMNS, "OMR No"], f"{hall.tag}-OWN"
    file = csv([*person(f"{hall.tag}-own", hall.centre_a["code"]), barcode], header=header)
    told(hall.import_roster(file))
    found = {c["rollNumber"]: c for c in hall.head.everything(f"/api/candidates/{hall.exam}")}
    hall.attend(found[f"{hall.tag}-own"])
    assert hall.scan(barcode).status == 201 and bind(hall, barcode, found[f"{hall.tag}-own"]).status == 200
    assert told(hall.import_roster(file))["unchanged"] == 1
    assert void(hall, barcode, hall.supervisor).status == 200
    assert told(hall.import_roster(file))["unchanged"] == 1
