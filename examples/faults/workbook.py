"""Rosters as programs write them: rows of text, and workbooks put together by hand."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kit.client import Reply

COLUMNS = ["Roll No", "Name", "Father Name", "DOB", "Centre Code", "Slot"]


def person(roll: Any, centre: Any, slot: Any = "Morning", **other: Any) -> list[Any]:
    """The cells of one candidate under `COLUMNS`."""
    return [roll, other.get("name", "Asha"), other.get("father", "Ram"), other.get("dob", "2001-02-03"), centre, slot]


def csv(*rows: list[Any], header: list[str] | None = None, between: str = ",") -> bytes:
    """A list in text; no cell may need quotation marks."""
    return "\n".join([between.join(map(str, row)) for row in [header or COLUMNS, *rows]] + [""]).encode()


def told(reply: Reply, status: int = 200) -> dict[str, Any]:
    """What an import says that went in."""
    assert reply.status == status, reply
    return reply.data


def bad(reply: Reply) -> dict[tuple[int, str], str]:
    """The bad cells of a refused import, by row and column."""
    assert (reply.status, reply.code) == (422, "IMPORT_REJECTED"), reply
    return {(cell["row"], cell["column"]): cell["message"] for cell in reply.details["rows"]}


@dataclass
class Raw:
    """A cell in XML, without its `r`."""

    xml: str


@dataclass
class Styled:
    """A number shown by a format code."""

    number: float
    code: str


@dataclass
class Sheet:
    """A sheet; the numbers in `hidden` are rows, from 1."""

    rows: list[list[Any]]
    name: str = "List"
    state: str = ""
    hidden: set[int] = field(default_factory=set)
    target: str = ""


TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*sheets: Sheet, strings: list[str] | None = None) -> bytes:
    """A workbook of these sheets; `strings` are the shared texts, in XML."""
    codes: list[str] = []
    listed, links, parts = "", "", {}
    for number, sheet in enumerate(sheets, 1):
        target = sheet.target or f"worksheets/sheet{number}.xml"
        state = f' state="{sheet.state}"' if sheet.state else ""
        listed += f'<sheet name={quoteattr(sheet.name)} sheetId="{number}"{state} r:id="r{number}"/>'
        links += f'<Relationship Id="r{number}" Type="{TYPES}/worksheet" Target="{target}"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, codes)
    links += f'<Relationship Id="styles" Type="{TYPES}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="texts" Type="{TYPES}/sharedStrings" Target="sharedStrings.xml"/>'
    root = f'<Relationship Id="r1" Type="{TYPES}/officeDocument" Target="xl/workbook.xml"/>'
    parts["xl/styles.xml"] = _styles(codes)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{"".join(f"<si>{t}</si>" for t in strings or [])}</sst>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets>{listed}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{links}</Relationships>"
    parts["_rels/.rels"] = f"<Relationships>{root}</Relationships>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return packed.getvalue()


def _sheet(sheet: Sheet, codes: list[str]) -> str:
    rows = ""
    for number, cells in enumerate(sheet.rows, 1):
        hidden = ' hidden="1"' if number in sheet.hidden else ""
        rows += f'<row r="{number}"{hidden}>{"".join(_cell(cell, codes) for cell in cells)}</row>'
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(cell: Any, codes: list[str]) -> str:
    match cell:
        case Raw(xml):
            return xml
        case Styled(number, code):
            if code not in codes:
                codes.append(code)
            return f'<c s="{codes.index(code) + 1}"><v>{number}</v></c>'
        case int() | float():
            return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def _styles(codes: list[str]) -> str:
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(c)}/>' for n, c in enumerate(codes))
    used = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
