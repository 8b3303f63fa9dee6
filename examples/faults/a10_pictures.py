"""A10: what one centre captured of a sheet is not lost to what another one did with its barcode."""

import base64
import secrets
from typing import Any

from faults.a10_void import bind
from faults.check import sibling
from faults.hall import Hall
from faults.house import House
from kit.client import Reply, Session
from kit.draw import png_chunk, sheet


def look(hall: Hall, barcode: str, who: Session, take: int | None = None) -> Reply:
    """A picture of a sheet."""
    query = f"?take={take}" if take is not None else ""
    return who.get(f"/api/omr/{hall.exam}/{barcode}/image{query}")


def header(reply: Reply, name: str) -> str | None:
    return {key.lower(): value for key, value in reply.headers.items()}.get(name)


def written(content: bytes, note: str) -> bytes:
    """The same pixels in another file: a PNG with a note in it."""
    end = content.rindex(b"IEND") - 4
    return content[:end] + png_chunk(b"tEXt", b"Comment\0" + note.encode()) + content[end:]


def told(hall: Hall, who: Session) -> list[dict[str, Any]]:
    """The alerts about doubled sheets that somebody sees."""
    return [one for one in who.everything(f"/api/alerts/{hall.exam}") if one["type"] == "duplicate_omr"]


def pinned(hall: Hall, barcode: str) -> bytes:
    """The other centre has taken the barcode with the picture of something else."""
    other = sheet(f"{hall.tag}-FOREIGN")
    reply = hall.scan(barcode, other, hall.far, confirmMismatch=True)
    assert reply.status == 201, reply
    return other


@sibling("A10")
def the_picture_of_a_sheet_that_is_there_is_kept(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"{hall.tag}-PIN1"
    other, real = pinned(hall, barcode), sheet(barcode)
    reply = hall.scan(barcode, real)
    assert (reply.status, reply.code) == (409, "BARCODE_EXISTS"), reply
    for who in (hall.supervisor, hall.far_supervisor):
        assert told(hall, who), "each of both centres is told"
    hall.attend(hall.people[0])
    assert bind(hall, barcode, hall.people[0]).status == 200
    shown = look(hall, barcode, hall.supervisor)
    assert shown.status == 200 and shown.body == real, "not the picture of who bound it"
    assert (header(shown, "x-sheet-picture"), header(shown, "x-sheet-pictures")) == ("2", "2"), shown.headers
    assert look(hall, barcode, hall.supervisor, 1).body == other
    assert look(hall, barcode, hall.supervisor, 3).code == "IMAGE_NOT_FOUND"
    assert look(hall, barcode, hall.supervisor, 0).status == 400
    # The other centre sees what it took itself, and no more.
    theirs = look(hall, barcode, hall.far_supervisor)
    assert theirs.body == other and header(theirs, "x-sheet-pictures") == "1", theirs.headers


@sibling("A10")
def a_centre_sees_what_it_took_of_a_free_sheet_of_another(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"{hall.tag}-PIN2"
    other, real = pinned(hall, barcode), sheet(barcode)
    assert look(hall, barcode, hall.supervisor).code == "OMR_NOT_FOUND"
    assert hall.scan(barcode, real).code == "BARCODE_EXISTS"
    assert look(hall, barcode, hall.supervisor).body == real
    assert look(hall, barcode, hall.far_supervisor).body == other


@sibling("A10")
def further_pictures_are_bounded_and_none_is_kept_twice(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"{hall.tag}-PIN3"
    real = sheet(barcode)
    assert hall.scan(barcode, real).status == 201
    kept = lambda: int(header(look(hall, barcode, hall.head), "x-sheet-pictures") or 0)  # noqa: E731
    for again in (real, written(real, "another file"), b"no picture at all"):
        assert hall.scan(barcode, again).code == "BARCODE_EXISTS"
        assert kept() == 1, "the same pixels are kept once"
    for number in range(7):
        assert hall.scan(barcode, sheet(f"{hall.tag}-{number}-{secrets.token_hex(3)}")).code == "BARCODE_EXISTS"
    assert kept() == 6, kept()
    # Another account has a number of its own.
    more = sheet(f"{hall.tag}-MORE")
    for again in (more, written(more, "another file")):
        assert hall.scan(barcode, again, hall.second).code == "BARCODE_EXISTS"
    assert kept() == 7, kept()


@sibling("A10")
def the_picture_of_a_record_is_kept_with_a_sheet_that_is_there(house: House) -> None:
    hall = house.hall(faces=False)
    marks = [f"{hall.tag}-PIN{number}" for number in (4, 5)]
    for candidate, barcode in zip(hall.people, marks, strict=False):
        other, real = pinned(hall, barcode), sheet(barcode)
        hall.attend(candidate)
        if barcode == marks[1]:  # bound online before its record comes
            assert bind(hall, barcode, candidate).status == 200
        image = base64.b64encode(real).decode()
        (result,) = hall.results([hall.record("omr", candidate, {"barcode": barcode, "image": image})])
        assert result["status"] == "synced", result
        shown = look(hall, barcode, hall.supervisor)
        assert shown.body == real and header(shown, "x-sheet-pictures") == "2", shown.headers
        assert look(hall, barcode, hall.supervisor, 1).body == other
        assert told(hall, hall.far_supervisor) and told(hall, hall.supervisor)


@sibling("A10")
def a_key_names_no_picture_of_another_sheet_or_centre(house: House) -> None:
    hall = house.hall(faces=False)
    barcode, another = f"{hall.tag}-S1", f"{hall.tag}-S1X"
    key = hall.scan(barcode, sheet(barcode)).data["omrImageUrl"]
    reply = hall.scan(another, imageUrl=key)
    assert (reply.status, reply.code) == (422, "BARCODE_MISMATCH"), reply
    assert hall.scan(another, imageUrl=key, confirmMismatch=True).code == "BARCODE_MISMATCH"
    # Another centre does not learn that it is one.
    unknown = key.replace(key[-12:], "0" * 12)
    for named in (key, unknown):
        reply = hall.scan(another, who=hall.far, imageUrl=named)
        assert (reply.status, reply.code) == (400, "VALIDATION") and "imageUrl" in reply.details["fields"], reply
    assert look(hall, another, hall.head).code == "OMR_NOT_FOUND"


@sibling("A10")
def a_sheet_that_another_centre_binds_is_told_to_both(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"{hall.tag}-MINE1"
    assert hall.scan(barcode).status == 201
    assert not hall.alerts("duplicate_omr")
    stranger = hall.strangers[0]
    hall.attend(stranger, hall.far)
    assert bind(hall, barcode, stranger, hall.far).status == 200
    (mine,), (theirs,) = told(hall, hall.supervisor), told(hall, hall.far_supervisor)
    assert (mine["centreId"], theirs["centreId"]) == (hall.centre_a["id"], hall.centre_b["id"])
    assert mine["details"]["barcode"] == theirs["details"]["barcode"] == barcode
    assert theirs["candidateId"] == stranger["id"] and "candidateId" not in mine, mine
