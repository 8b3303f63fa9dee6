"""F6: what is named of a slot is done, or refused; what a file does not have as a column stays."""

from typing import Any

from faults.check import fault, sibling
from faults.hall import Hall, now
from faults.house import House
from faults.workbook import COLUMNS, bad, csv, person, told

TIMED = [*COLUMNS, "Slot Start", "Slot End"]


def slot(hall: Hall, name: str = "Morning") -> dict[str, Any]:
    return hall.slot_of(hall.centre_a, name)


def patch(hall: Hall, body: Any, which: dict[str, Any] | None = None):
    return hall.head.patch(f"/api/slots/{(which or hall.slot)['id']}", body)


@fault("F6")
def times_and_limit_of_a_slot_are_changed(house: House) -> None:
    hall = house.hall(faces=False)
    start, end = "2027-01-02T03:30:00Z", "2027-01-02T06:30:00Z"
    reply = patch(hall, {"startTime": start, "endTime": end, "maxCandidates": 9})
    assert reply.status == 200, reply
    seen = slot(hall)
    assert (seen["startTime"], seen["endTime"], seen["maxCandidates"]) == (start, end, 9), seen
    assert seen["status"] == "active", seen
    reply = patch(hall, {"endTime": "2027-01-02T03:00:00Z"})
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply
    reply = patch(hall, {"maxCandidates": 2})
    assert (reply.status, reply.code) == (409, "SLOT_FULL"), reply
    assert slot(hall) == seen


@fault("F6")
def by_time_an_activation_does_not_pretend(house: House) -> None:
    hall = house.hall(faces=False)
    patch(hall, {"startTime": now(-9000), "endTime": now(-7200)})
    settings = {"settings": {"slotActivation": "by_time"}, "reason": "By the clock"}
    hall.head.must("PATCH", f"/api/exams/{hall.exam}", json=settings)
    assert slot(hall)["status"] == "completed"
    reply = patch(hall, {"status": "active"})
    assert (reply.status, reply.code) == (409, "SLOT_BY_TIME"), reply
    reply = patch(hall, {"endTime": now(3600)})
    assert (reply.status, reply.data["status"]) == (200, "active"), reply


@fault("F6")
def a_second_import_changes_the_times(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    rows = [person(f"{hall.tag}-T{n}", hall.centre_a["code"], "Noon") for n in range(2)]
    first = csv(*[[*row, "2027-01-02 12:00", "2027-01-02 15:00"] for row in rows], header=TIMED)
    assert told(hall.import_roster(first))["slotsUpdated"] == []
    later = csv(*[[*row, "2027-01-02 13:00", "2027-01-02 16:00"] for row in rows], header=TIMED)
    for form in ([("dryRun", "true")], None):
        done = told(hall.import_roster(later, more=form))
        assert (done["slotsUpdated"], done["unchanged"]) == (["Noon"], 2), done
    seen = slot(hall, "Noon")
    assert (seen["startTime"], seen["endTime"]) == ("2027-01-02T07:30:00Z", "2027-01-02T10:30:00Z"), seen
    assert told(hall.import_roster(later))["slotsUpdated"] == []


@sibling("F6")
def an_import_ends_no_slot_that_goes_on(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    row = person(f"{hall.tag}-E0", hall.centre_a["code"], "Noon")
    assert hall.import_roster(csv([*row, "2027-01-02 12:00", "2027-01-02 15:00"], header=TIMED)).status == 200
    cells = bad(hall.import_roster(csv([*row, "2026-01-02 12:00", "2026-01-02 15:00"], header=TIMED)))
    assert list(cells) == [(2, "Slot End")] and "absent" in cells[2, "Slot End"], cells
    assert slot(hall, "Noon")["endTime"] == "2027-01-02T09:30:00Z"


@fault("F6")
def two_times_for_one_slot_are_bad_rows(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    rows = [person(f"{hall.tag}-C{n}", hall.centre_a["code"], "Late") for n in range(3)]
    starts = ["2027-01-02 09:00", "", "2027-01-02 10:00"]
    file = csv(*[[*row, start, ""] for row, start in zip(rows, starts)], header=TIMED)
    cells = bad(hall.import_roster(file))
    assert list(cells) == [(4, "Slot Start")], cells
    assert "2" in cells[4, "Slot Start"] and "4" in cells[4, "Slot Start"], cells


@fault("F6")
def a_column_that_is_not_there_erases_nothing(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    roll, code = f"{hall.tag}-G", hall.centre_a["code"]
    whole = csv([*person(roll, code), "F", f"OMR{hall.tag}"], header=[*COLUMNS, "Gender", "OMR No"])
    told(hall.import_roster(whole))
    done = told(hall.import_roster(csv(person(roll, code))))
    assert (done["unchanged"], done["updated"]) == (1, 0), done
    done = told(hall.import_roster(csv(person(roll, code, name="Asha Devi"))))
    assert done["updated"] == 1, done
    seen = hall.server.sql(f"SELECT gender, omr_number FROM candidate WHERE roll_number = '{roll}'")
    assert seen == [("F", f"OMR{hall.tag}")], seen


@sibling("F6")
def an_empty_cell_of_a_column_that_is_there_is_meant(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    roll, code = f"{hall.tag}-E", hall.centre_a["code"]
    header = [*COLUMNS, "Gender", "Slot Start"]
    told(hall.import_roster(csv([*person(roll, code, "Eve"), "F", "2027-01-02 18:00"], header=header)))
    done = told(hall.import_roster(csv([*person(roll, code, "Eve"), "", ""], header=header)))
    assert (done["updated"], done["slotsUpdated"]) == (1, []), done
    # Only the first row of a slot may bear its times.
    assert slot(hall, "Eve")["startTime"] == "2027-01-02T12:30:00Z"


@sibling("F6")
def null_takes_away_and_nothing_is_nothing(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    patch(hall, {"startTime": "2027-01-02T03:30:00Z", "endTime": "2027-01-02T06:30:00Z", "maxCandidates": 50})
    reply = patch(hall, {"endTime": None, "maxCandidates": None})
    assert reply.status == 200, reply
    seen = slot(hall)
    assert "endTime" not in seen and "maxCandidates" not in seen and "startTime" in seen, seen
    for body in ({}, {"status": None}, {"maxCandidates": 0}, {"startTime": "soon"}, {"slotName": "Other"}):
        reply = patch(hall, body)
        assert (reply.status, reply.code) == (400, "VALIDATION"), (body, reply)
        assert "struct" not in str(reply) and "enum" not in str(reply), reply


@sibling("F6")
def the_journal_tells_the_times(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    patch(hall, {"endTime": "2027-01-02T06:30:00Z"})
    rows = csv([*person(f"{hall.tag}-J", hall.centre_a["code"]), "2027-01-02 05:00", "2027-01-02 11:00"], header=TIMED)
    told(hall.import_roster(rows))
    said = " ".join(row[0] for row in hall.server.sql("SELECT data FROM journal WHERE data LIKE '%2027-01-02%'"))
    assert "2027-01-02T06:30:00Z" in said and "2027-01-02T05:30:00Z" in said, said


@sibling("F6")
def a_time_that_does_not_fit_the_stored_one_is_a_bad_row(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    patch(hall, {"startTime": "2027-01-02T03:30:00Z", "endTime": "2027-01-02T06:30:00Z"})
    rows = csv([*person(f"{hall.tag}-K", hall.centre_a["code"]), "2027-01-02 13:00"], header=TIMED[:-1])
    assert (2, "Slot End") in bad(hall.import_roster(rows))


@sibling("F6")
def two_names_for_one_new_centre_are_a_bad_row(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    new, header = f"N{hall.tag}", [*COLUMNS, "Centre Name"]
    names = ["", "City College", "CITY  College", "", "Town Hall"]
    rows = [[*person(f"{hall.tag}-n{n}", new), name] for n, name in enumerate(names)]
    for form in ([("dryRun", "true")], None):
        cells = bad(hall.import_roster(csv(*rows, header=header), more=form))
        assert list(cells) == [(6, "Centre Name")] and "3" in cells[6, "Centre Name"], cells
    assert told(hall.import_roster(csv(*rows[:-1], header=header)))["centresCreated"] == [new]
    named = {centre["code"]: centre["name"] for centre in hall.head.everything("/api/centres")}
    assert named[new] == "City College", named[new]
    # One that is there keeps its name, whatever a file says.
    assert told(hall.import_roster(csv(rows[-1], header=header)))["imported"] == 1
