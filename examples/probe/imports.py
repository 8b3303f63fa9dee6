"""Section 2.2: the import of candidates, in every form, good and bad."""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from kit import draw
from kit.client import Reply
from probe.world import HEADER, World, new_id

Rows = list[list[str]]


def check(w: World) -> None:
    check_counts(w)
    check_encodings(w)
    check_columns(w)
    check_bad_rows(w)
    check_limits(w)
    check_photos(w)


def xlsx(rows: Rows) -> bytes:
    """A workbook of one sheet with inline strings (ECMA-376, SpreadsheetML)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for place, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Candidates" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return archive({name: (head + text).encode() for name, text in parts.items()})


def archive(files: dict[str, bytes]) -> bytes:
    """A ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def fresh(w: World) -> str:
    """An empty exam of its own."""
    return w.create_exam("Imports")["id"]


def count(w: World, exam: str) -> int:
    return len(w.head.everything(f"/api/candidates/{exam}"))


def counts(reply: Reply) -> tuple[Any, Any, Any]:
    data = reply.data or {}
    return data.get("imported"), data.get("updated"), data.get("unchanged")


def person(w: World, roll: str, name: str = "Some Body") -> str:
    return f"{roll},{name},Father,2001-02-03,F,{w.centre_a['code']},New Name,Morning"


def check_counts(w: World) -> None:
    r, exam = w.report, fresh(w)
    r.holds("an import answers", w.imported.data, "imported updated unchanged photos")
    file = w.csv([person(w, "1"), person(w, "2")])
    dry = w.import_file(file, exam=exam, more=[("dryRun", "true")])
    r.answer("a dry run", dry, 200)
    r.check("imports nothing", count(w, exam) == 0, "0", count(w, exam))
    first = w.import_file(file, exam=exam)
    r.check("two new ones", counts(first) == (2, 0, 0), "(2, 0, 0)", first)
    again = w.import_file(file, exam=exam)
    r.check("the same again", counts(again) == (0, 0, 2), "(0, 0, 2)", again)
    changed = w.import_file(w.csv([person(w, "1", "Another Name"), person(w, "2")]), exam=exam)
    r.check("one changed", counts(changed) == (0, 1, 1), "(0, 1, 1)", changed)
    centre = next(c for c in w.head.everything("/api/centres") if c["id"] == w.centre_a["id"])
    r.check("a centre keeps its name", centre["name"] == "Centre A", "Centre A", centre["name"])
    new = f"N{w.tag}"
    made = w.import_file(w.csv([f"3,N,F,2001-02-03,,{new},Born Here,Noon"]), exam=exam)
    r.answer("a new centre and slot", made, 200)
    found = [c["name"] for c in w.head.everything("/api/centres") if c["code"] == new]
    r.check("the centre is there", found == ["Born Here"], "Born Here", found)
    slots = {slot["slotName"] for slot in w.head.everything(f"/api/slots?examId={exam}")}
    r.check("the slots are there", slots == {"Morning", "Noon"}, "Morning, Noon", slots)
    r.answer("an import into no exam", w.import_file(file, exam=new_id()), 404, "EXAM_NOT_FOUND")
    reply = w.head.post(f"/api/exams/{exam}/candidates/import", form=[("dryRun", "true")])
    r.refused("an import without a file", reply)
    template = w.head.get(f"/api/exams/{exam}/import-template")
    r.check(
        "the template is a workbook",
        template.status == 200 and template.body[:2] == b"PK",
        "200",
        template.status,
    )


def check_encodings(w: World) -> None:
    text = HEADER + "\n" + person(w, "1", "Jyoti ज्योति")
    forms = {
        "UTF-8": text.encode(),
        "UTF-8 with a BOM": text.encode("utf-8-sig"),
        "UTF-16 with a BOM": text.encode("utf-16"),
        "UTF-16, big end first": b"\xfe\xff" + text.encode("utf-16-be"),
        "CRLF": text.replace("\n", "\r\n").encode(),
    }
    for name, content in forms.items():
        exam = fresh(w)
        reply = w.import_file(content, exam=exam)
        w.report.check(f"CSV in {name}", counts(reply) == (1, 0, 0), "(1, 0, 0)", reply)
        names = [one["name"] for one in w.head.everything(f"/api/candidates/{exam}")]
        w.report.check("  with its letters", names == ["Jyoti ज्योति"], "ज्योति", names)
    for name, content in {"Latin-1": "José".encode("latin-1"), "noise": bytes(range(128, 256)) * 8}.items():
        bad = (HEADER + "\n1,").encode() + content + b",F,2001-02-03,F,C,C,M\n"
        w.report.answer(f"CSV in {name}", w.import_file(bad, exam=fresh(w)), 422, "IMPORT_REJECTED")
    for name, content in {"an empty file": b"", "only spaces": b"  \n \n"}.items():
        reply = w.import_file(content, exam=fresh(w))
        w.report.answer(name, reply, (400, 422), ("IMPORT_REJECTED", "VALIDATION"))


def check_columns(w: World) -> None:
    r, code = w.report, w.centre_a["code"]
    for date in ("2001-02-03", "03/02/2001", "03-02-2001"):
        exam = fresh(w)
        header = "slot,CENTRE CODE,Dob,father name,NAME,roll no"
        reply = w.import_file(w.csv([f"Morning,{code},{date},Father,Any Order,A-1/x.y_Z"], header), exam=exam)
        r.check(f"columns in any order and case, DOB {date}", counts(reply) == (1, 0, 0), "(1, 0, 0)", reply)
        found = w.head.everything(f"/api/candidates/{exam}")
        births = [str(one.get("dob", ""))[:10] for one in found]
        r.check("  the third of February", births == ["2001-02-03"], "2001-02-03", births)
        rolls = [one["rollNumber"] for one in found]
        r.check("  the roll number as it was", rolls == ["A-1/x.y_Z"], "A-1/x.y_Z", rolls)
    exam = fresh(w)
    book = xlsx([HEADER.split(","), *(person(w, roll).split(",") for roll in ("X1", "X2"))])
    reply = w.import_file(book, "roster.xlsx", exam)
    r.check("XLSX", counts(reply) == (2, 0, 0), "(2, 0, 0)", reply)
    exam = fresh(w)
    formula = """=HYPERLINK("http://x")"""
    cell = '"' + formula.replace('"', '""') + '"'
    # A name like this may be a bad row or be kept as it is; never anything between.
    reply = w.import_file(w.csv([person(w, "1", cell)]), exam=exam)
    r.answer("a formula as a name", reply, (200, 422))
    names = [one["name"] for one in w.head.everything(f"/api/candidates/{exam}")]
    r.check("  is kept whole or not at all", names in ([], [formula]), formula, names)
    missing = w.import_file(w.csv(["1,Name"], "Roll No,Name"), exam=fresh(w))
    r.answer("columns are missing", missing, (400, 422), ("IMPORT_REJECTED", "VALIDATION"))


def check_bad_rows(w: World) -> None:
    r, exam, code = w.report, fresh(w), w.centre_a["code"]
    rows = [
        person(w, "GOOD-1"),
        person(w, "has space"),
        person(w, "x" * 33),
        person(w, ""),
        person(w, "5", ""),
        f"6,N,F,31/02/2001,F,{code},C,Morning",
        f"7,N,F,soon,F,{code},C,Morning",
        "8,N,F,2001-02-03,F,,C,Morning",
        f"9,N,F,2001-02-03,F,{code},C,",
        person(w, "GOOD-2"),
    ]
    reply = w.import_file(w.csv(rows), exam=exam)
    r.answer("bad rows", reply, 422, "IMPORT_REJECTED")
    found = reply.details.get("rows") or [{}]
    r.holds("each says where", found[0], "row column message")
    numbers = {row.get("row") for row in found}
    r.check(
        "every bad row, the header being row 1",
        numbers == set(range(3, 11)),
        "3 to 10",
        sorted(map(str, numbers)),
    )
    r.check("all or nothing", count(w, exam) == 0, "0", count(w, exam))
    mixed = w.import_file(w.csv(rows[:2]), exam=exam, more=[("dryRun", "true")])
    r.answer("a dry run finds them too", mixed, 422, "IMPORT_REJECTED")


def check_limits(w: World) -> None:
    exam = fresh(w)
    body = {"examId": exam, "centreId": w.centre_a["id"], "slotName": "Morning", "maxCandidates": 1}
    w.head.must("POST", "/api/slots", json=body)
    full = w.import_file(w.csv([person(w, "1"), person(w, "2")]), exam=exam)
    w.report.answer("a slot over its maxCandidates", full, 422, "IMPORT_REJECTED")
    w.report.answer("a slot just full", w.import_file(w.csv([person(w, "1")]), exam=exam), 200)


def check_photos(w: World) -> None:
    r, exam = w.report, fresh(w)
    header = HEADER + ",Photo"
    files = {"a/blank.png": draw.blank(300, 300), "text.jpg": b"no picture", "../up.png": draw.blank(9, 9)}
    rows = [f"{person(w, str(n))},{name}" for n, name in enumerate(files, 1)]
    photos = [("photos", ("p.zip", archive(files), "application/zip"))]
    # A `../` name inside the ZIP may make the row bad or the photograph rejected.
    with_up = w.import_file(w.csv(rows, header), exam=exam, more=photos)
    r.answer("a ../ name in the ZIP", with_up, (200, 422))
    exam = fresh(w)
    files.pop("../up.png")
    expected = [(2, "1", ("FACE_NOT_DETECTED",)), (3, "2", ("IMAGE_UNREADABLE",))]
    own = w.pictures.own[0] if w.pictures else None
    if own:
        files[f"b/{own[0]}"] = own[1]
        rows[2] = f"{person(w, '3')},b/{own[0]}"
    photos = [("photos", ("p.zip", archive(files), "application/zip"))]
    reply = w.import_file(w.csv(rows[: len(files)], header), exam=exam, more=photos)
    r.answer("photographs without a face do not stop it", reply, 200)
    told = (reply.data or {}).get("photos", {})
    r.check("enrolled", told.get("enrolled") == (1 if own else 0), "as many as faces", told)
    rejected = told.get("rejected", [])
    for row, roll, codes in expected:
        fits = any(
            (o.get("row"), o.get("rollNumber")) == (row, roll) and o.get("code") in codes for o in rejected
        )
        r.check(f"row {row} is reported", fits, f"{roll} {codes}", rejected)
    exam = fresh(w)
    photos = [("photos", ("p.zip", b"this is no ZIP", "application/zip"))]
    reply = w.import_file(w.csv(rows[:1], header), exam=exam, more=photos)
    # What is not an archive may be wrong input or a rejected import.
    r.answer("photos that are no ZIP", reply, (400, 415, 422))
    r.check("import nothing", count(w, exam) == 0, "0", count(w, exam))
