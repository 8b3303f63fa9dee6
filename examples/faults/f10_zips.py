"""F10: archives as packers write them."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from faults.workbook import COLUMNS, Sheet, bad, csv, person, told, workbook
from kit.client import Reply

END, CENTRAL, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"


def archive(entries: dict[str, bytes], method: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.comment = comment
    return packed.getvalue()


def with_zip64(packed: bytes) -> bytes:
    """The same with the ZIP64 end records that it does not need."""
    at = packed.rindex(END)
    count, size, offset = struct.unpack_from("<HII", packed, at + 10)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return packed[:at] + record + locator + packed[at:]


def renamed(packed: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    return packed.replace(old, new)


def headers(packed: bytes, change: Callable[[bytearray, int, bool], None]) -> bytes:
    """The archive of one entry with `change` made to both of its headers."""
    changed = bytearray(packed)
    change(changed, packed.index(LOCAL), True)
    change(changed, packed.index(CENTRAL), False)
    return bytes(changed)


def enrol(hall: Hall, photos: bytes, *named: str) -> Reply:
    """A list whose rows name these photographs."""
    rows = [[*person(f"{hall.tag}-p{n}", hall.centre_a["code"]), name] for n, name in enumerate(named)]
    more = [("dryRun", "true"), ("photos", ("photos.zip", photos, "application/zip"))]
    return hall.import_roster(csv(*rows, header=[*COLUMNS, "Photo"]), more=more)


def enrolled(hall: Hall, photos: bytes, *named: str) -> None:
    done = told(enrol(hall, photos, *named))["photos"]
    assert (done["enrolled"], done["rejected"]) == (len(named), []), done


def code_of(hall: Hall, photos: bytes) -> str:
    rejected = told(enrol(hall, photos, "a.jpg"))["photos"]["rejected"]
    assert len(rejected) == 1, rejected
    return rejected[0]["code"]


@fault("F10")
def a_zip64_end_that_is_not_needed(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    face = picture("obama.jpg")
    enrolled(hall, with_zip64(archive({"a.jpg": face}, comment=b"a comment")), "a.jpg")
    enrolled(hall, b"MZ a prefix" * 9 + with_zip64(archive({"a.jpg": face})), "a.jpg")
    book = workbook(Sheet([COLUMNS, person(f"{hall.tag}-1", hall.centre_a["code"])]))
    told(hall.import_roster(with_zip64(book)))


@fault("F10")
def names_in_winrars_field_and_in_old_code_pages(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    face, name = picture("obama.jpg"), "\u0930\u093e\u092e.jpg"
    info = zipfile.ZipInfo("____.jpg")
    path = struct.pack("<BI", 1, zlib.crc32(b"____.jpg")) + name.encode()
    info.extra = struct.pack("<HH", 0x7075, len(path)) + path
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr(info, face)
    enrolled(hall, packed.getvalue(), name)
    old = archive({"Jos_.jpg": face})
    enrolled(hall, renamed(old, b"Jos_.jpg", b"Jos\x82.jpg"), "Jos\u00e9.jpg")  # code page 437
    enrolled(hall, renamed(old, b"Jos_.jpg", b"Jos\xe9.jpg"), "Jos\u00e9.jpg")  # Windows-1252


@fault("F10")
def other_packings_are_named_as_such(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    face = picture("obama.jpg")

    def deflate64(packed: bytearray, at: int, local: bool) -> None:
        struct.pack_into("<H", packed, at + (8 if local else 10), 9)

    def encrypted(packed: bytearray, at: int, local: bool) -> None:
        packed[at + (6 if local else 8)] |= 1

    plain = archive({"a.jpg": face}, zipfile.ZIP_DEFLATED)
    files = [archive({"a.jpg": face}, zipfile.ZIP_BZIP2), archive({"a.jpg": face}, zipfile.ZIP_LZMA)]
    files += [headers(plain, deflate64), headers(plain, encrypted)]
    said = [told(enrol(hall, file, "a.jpg"))["photos"]["rejected"][0] for file in files]
    assert {one["code"] for one in said} == {"PHOTO_PACKED"}, said
    for one, name in zip(said, ["BZIP2", "LZMA", "Deflate64", "password"]):
        assert name in one["message"], (name, one)
    assert code_of(hall, archive({"a.jpg": b"no picture"})) == "IMAGE_UNREADABLE"


@sibling("F10")
def a_workbook_packed_otherwise_says_so(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    book = workbook(Sheet([COLUMNS, person(f"{hall.tag}-1", hall.centre_a["code"])]))
    with zipfile.ZipFile(io.BytesIO(book)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    reply = hall.import_roster(archive(parts, zipfile.ZIP_BZIP2))
    assert (reply.status, reply.code) == (422, "IMPORT_REJECTED") and "BZIP2" in str(reply), reply


@sibling("F10")
def descriptors_comments_folders_and_system_files(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    face = picture("obama.jpg")

    class Pipe(io.BytesIO):
        """Cannot seek, so that the sizes follow the content."""

        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    piped = Pipe()
    with zipfile.ZipFile(piped, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("photos/2026/a.jpg", face)
        zipped.writestr("__MACOSX/photos/2026/._a.jpg", b"x")
        zipped.writestr("photos/2026/Thumbs.db", b"x")
    whole = piped.getvalue()
    enrolled(hall, whole, "a.jpg", "photos\\2026\\A.JPG", "./photos/2026/a.jpg")
    fake = END + bytes(18)
    enrolled(hall, archive({"a.jpg": face}, comment=b"see " + fake + b" here"), "a.jpg")


@sibling("F10")
def names_however_they_are_composed(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    face, name = picture("obama.jpg"), "Jos\u00e9 \u0915\u093c\u092e\u0930.jpg"
    decomposed = unicodedata.normalize("NFD", name)
    enrolled(hall, archive({decomposed: face}), name)
    enrolled(hall, archive({name: face}), decomposed.upper())
    enrolled(hall, archive({f"faces\\{name}".replace("\\", "/"): face}), f"faces\\{name}")


@sibling("F10")
def an_archive_that_is_cut_off_says_so(house: House) -> None:
    hall = house.hall(faces=False, people=1)
    whole = archive({"a.jpg": picture("obama.jpg"), "b.jpg": picture("biden.jpg")})
    for file, word in [(whole[: len(whole) // 2], "cut off"), (whole[:-1], "cut off"), (b"no archive", "not a ZIP")]:
        cells = bad(enrol(hall, file, "a.jpg"))
        assert list(cells) == [(1, "Photo")] and word in cells[1, "Photo"], (word, cells)
