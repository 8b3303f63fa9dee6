"""F8: what a person sees in a spreadsheet is what is read."""

from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from faults.workbook import COLUMNS, Raw, Sheet, Styled, bad, csv, person, told, workbook


def names(hall: Hall) -> set[str]:
    return {c["rollNumber"] for c in hall.head.everything(f"/api/candidates/{hall.exam}")}


def book(*rows, **more) -> bytes:
    return workbook(Sheet([COLUMNS, *rows], **more))


@fault("F8")
def the_escapes_of_a_workbook_are_undone_once(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    shared = Raw('<c t="s"><v>0</v></c>')
    rows = [
        person(f"{hall.tag}R1_x000D_", code, name=shared),
        person(f"{hall.tag}R2", code, name="As_x005F_x0041_ha"),
        person(f"{hall.tag}R3", code, name="Em_xD83D__xDE00_ma"),
    ]
    told(hall.import_roster(workbook(Sheet([COLUMNS, *rows]), strings=["<t>Ra_x006D_</t>"])))
    found = {c["rollNumber"]: c["name"] for c in hall.head.everything(f"/api/candidates/{hall.exam}")}
    assert found[f"{hall.tag}R1"] == "Ram", found
    assert found[f"{hall.tag}R2"] == "As_x0041_ha", found
    assert found[f"{hall.tag}R3"] == "Em\U0001f600ma", found


@fault("F8")
def the_first_visible_sheet_is_read(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    for state in ("hidden", "veryHidden"):
        old = Sheet([COLUMNS, person(f"{hall.tag}-old", code)], "Old", state)
        new = Sheet([COLUMNS, person(f"{hall.tag}-{state}", code)], "New")
        told(hall.import_roster(workbook(old, new)))
        assert f"{hall.tag}-{state}" in names(hall) and f"{hall.tag}-old" not in names(hall)


@fault("F8")
def a_second_visible_roster_is_told(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    one, two = (Sheet([COLUMNS, person(f"{hall.tag}-x{n}", code)], f"Part {n}") for n in (1, 2))
    said = " ".join(bad(hall.import_roster(workbook(one, two))).values())
    assert "Part 1" in said and "Part 2" in said, said
    assert f"{hall.tag}-x1" not in names(hall)
    notes = Sheet([["Notes"], ["Roll No is on the form"]], "Notes")
    told(hall.import_roster(workbook(one, notes, Sheet([COLUMNS], "Empty"))))


@fault("F8")
def formats_of_zeros_and_literals_are_what_is_meant(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = int(hall.tag, 16) % 10**7
    shown = f"{code:09}"
    rows = [
        person(Styled(123, "0000000"), Styled(code, "000000000")),
        person(Styled(7, f'"{hall.tag}"000'), shown),
        person(Styled(123456, "000-000"), shown),
        person(Styled(5, "\\R00;;@"), shown),
        person(456, shown),
    ]
    done = told(hall.import_roster(book(*rows)))
    assert done["centresCreated"] == [shown], done
    assert {"0000123", f"{hall.tag}007", "123-456", "R05", "456"} <= names(hall), names(hall)


@fault("F8")
def hidden_rows_are_counted(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    rows = [person(f"{hall.tag}-x{n}", hall.centre_a["code"]) for n in range(4)]
    file = book(*rows, hidden={3, 5})
    for form in ([("dryRun", "true")], None):
        done = told(hall.import_roster(file, more=form))
        assert (done["imported"], done["hiddenRows"]) == (4, 2), done
    assert told(hall.import_roster(csv(*rows)))["hiddenRows"] == 0


@fault("F8")
def a_first_line_names_the_delimiter(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    for n, (line, mark) in enumerate([("sep=;", ";"), ('"sep=;"', ";"), ("sep=\t", "\t"), ("SEP=|", "|")]):
        file = csv(person(f"{hall.tag}-x{n}", code, name="Asha"), between=mark)
        told(hall.import_roster(f"{line}\r\n".encode() + file))
        told(hall.import_roster(("\ufeff" + line + "\n" + file.decode()).encode("utf-16-le")))
        cells = bad(hall.import_roster(f"{line}\n".encode() + csv(person("a b", code), between=mark)))
        assert list(cells) == [(2, "Roll No")], cells
    assert {f"{hall.tag}-x{n}" for n in range(4)} <= names(hall)


@sibling("F8")
def numbers_that_show_something_else_are_bad_cells(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    wrong = [Styled(26, "0%"), Styled(26100001, "dd/mm/yyyy"), Styled(1.5, "000"), Raw("<c t='b'><v>1</v></c>")]
    wrong += [Raw("<c t='e'><v>#REF!</v></c>"), Raw("<c t='str'><f>A1</f><v>#N/A</v></c>"), Raw("<c><f>A1</f></c>")]
    cells = bad(hall.import_roster(book(*[person(cell, code) for cell in wrong])))
    assert list(cells) == [(row, "Roll No") for row in range(2, 2 + len(wrong))], cells
    fine = [Styled(26100001, "0.00E+00"), Styled(26100002, "#,##0"), Raw("<c t='str'><f>A1</f><v>26100003</v></c>")]
    told(hall.import_roster(book(*[person(cell, code) for cell in fine])))
    assert {"26100001", "26100002", "26100003"} <= names(hall)


@sibling("F8")
def runs_aids_filters_and_charts(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    rich = Raw('<c t="inlineStr"><is><r><t>As</t></r><r><t>ha</t></r><rPh><t>aid</t></rPh></is></c>')
    told(hall.import_roster(book(person(f"{hall.tag}-1", code, name=rich, dob=Styled(37000, "d-mmm-yy")))))
    found = next(c for c in hall.head.everything(f"/api/candidates/{hall.exam}") if c["rollNumber"] == f"{hall.tag}-1")
    assert (found["name"], found["dob"]) == ("Asha", "2001-04-19"), found


@sibling("F8")
def a_number_kept_by_a_formula_in_text(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    told(hall.import_roster(csv(person(f'="00{hall.tag}"', hall.centre_a["code"]))))
    assert f"00{hall.tag}" in names(hall)


@sibling("F8")
def a_list_behind_a_cover_is_told(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    listed = Sheet([COLUMNS, person(f"{hall.tag}-1", hall.centre_a["code"])], "Candidates")
    said = " ".join(bad(hall.import_roster(workbook(Sheet([["Examination 2026"]], "Cover"), listed))).values())
    assert "Cover" in said and "Candidates" in said, said


@fault("F19")
def targets_with_two_dots_are_found(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    for n, target in enumerate(["../xl/worksheets/sheet1.xml", "./x/../worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"]):
        told(hall.import_roster(book(person(f"{hall.tag}-x{n}", code), target=target)))


@sibling("F19")
def a_sheet_behind_an_escaped_target_is_found(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    for n, target in enumerate(["worksheets/sheet%31.xml", "worksheets\\sheet1.xml", "../../xl/worksheets/SHEET1.xml"]):
        told(hall.import_roster(book(person(f"{hall.tag}-x{n}", code), target=target)))


@sibling("F19")
def messages_name_no_type_of_the_code(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    slot = f"/api/slots/{hall.slot['id']}"
    for path, method, body in [
        ("/api/slots", "POST", [1]),
        ("/api/slots", "POST", {"examId": 5, "centreId": None, "slotName": {}}),
        ("/api/centres", "POST", "a centre"),
        (slot, "PATCH", {"status": 5}),
        (slot, "PATCH", {"status": "open"}),
        (slot, "PATCH", {"maxCandidates": "many"}),
        (slot, "PATCH", {"startTime": 5}),
    ]:
        reply = hall.head.call(method, path, json=body)
        assert (reply.status, reply.code) == (400, "VALIDATION"), (body, reply)
        told_words = str(reply.envelope)
        for word in ("struct", "enum", "variant", "expected", "i64", "CreateSlot"):
            assert word not in told_words, (body, told_words)


@sibling("F8")
def the_end_of_file_byte_of_dos_is_no_row(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    code = hall.centre_a["code"]
    for n, end in enumerate([b"\x1a", b"\x1a\x1a\x1a", b""]):
        file = csv(person(f"{hall.tag}-d{n}", code)) + end
        assert told(hall.import_roster(file.replace(b"\n", b"\r\n")))["imported"] == 1
    wide = csv(person(f"{hall.tag}-w", code)).decode().rstrip("\n") + "\x1a"
    assert told(hall.import_roster(b"\xff\xfe" + wide.encode("utf-16-le")))["imported"] == 1
    within = csv(person(f"{hall.tag}-m", code, name="As\x1aha"))
    assert list(bad(hall.import_roster(within))) == [(2, "Name")]
    assert f"{hall.tag}-w" in names(hall) and f"{hall.tag}-m" not in names(hall)


@sibling("F19")
def a_web_page_called_a_list_is_told_as_such(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    for page in ("<table border=1>", "\ufeff\r\n <DIV>", "<Body>", "<head>", "<meta charset=x>", "<style>", "<html>"):
        cells = bad(hall.import_roster(f"{page}<tr><td>Roll No</td></tr>".encode(), "roster.xls"))
        assert list(cells) == [(1, "")] and "HTML" in cells[1, ""], (page, cells)
