"""A1: a picture that takes a barcode reader minutes holds up nobody, and ends; A16: outsiders' pictures are not read."""

import base64
import http.client
import random
import secrets
import threading
import time
from pathlib import Path

from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from faults.symbols import Sheet, corners, modules_39, modules_128
from kit.client import image, multipart
from kit.draw import png, sheet

# Seconds: of the bound and of a picture that waits behind two others; of a face while that goes on.
BOUND_S, FACE_S = 60.0, 30.0


def send_and_hang_up(hall: Hall, barcode: str, content: bytes) -> http.client.HTTPConnection:
    """Sends a sheet; whoever closes the connection does not want the answer."""
    body, kind = multipart([("examId", hall.exam), ("barcode", barcode), ("image", image("sheet.png", content))])
    connection = http.client.HTTPConnection(hall.client.host, hall.client.port, timeout=BOUND_S)
    headers = {"Authorization": f"Bearer {hall.first.token}", "Content-Type": kind}
    connection.request("POST", "/api/omr/scan", body=body, headers=headers)
    return connection


def stored(hall: Hall, barcode: str) -> str:
    """What the server says that it read of a sheet."""
    rows = hall.server.sql(f"SELECT barcode_read FROM omr_sheet WHERE barcode = '{barcode}'")
    assert rows, f"{barcode} is not there"
    return rows[0][0]


def readers(hall: Hall) -> list[int]:
    """The processes of the server that look at pictures."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        if parent == str(hall.server.pid):
            found.append(int(stat.parent.name))
    return found


@fault("A1")
def a_picture_of_corners_holds_up_nobody(house: House) -> None:
    hall = Hall(house.own("--image-workers", "2"))
    hall.attend(hall.obama)
    bad = [corners(cell=27), corners()]
    held = [send_and_hang_up(hall, f"BAD-{number}", content) for number, content in enumerate(bad)]
    time.sleep(1.0)  # both are being read
    for connection in held:
        connection.close()
    hall.attend(hall.biden, hall.second)
    began = time.monotonic()
    reply = hall.verify(hall.biden, picture("obama2.jpg"), hall.second, patient=False)
    took = time.monotonic() - began
    assert reply.status == 200 and took < FACE_S, f"{reply} in {took:.0f} s"
    began = time.monotonic()
    reply = hall.scan("BAD-9", bad[0], hall.second)
    took = time.monotonic() - began
    assert reply.status == 201 and took < BOUND_S, f"{reply} in {took:.0f} s"
    assert stored(hall, "BAD-9") == "unreadable"
    assert not readers(hall), "a process goes on"


@sibling("A1")
def it_is_bounded_in_a_record_that_was_handed_over(house: House) -> None:
    hall = Hall(house.own("--image-workers", "1"), faces=False)
    hall.attend(hall.people[0])
    content = base64.b64encode(corners()).decode()
    record = hall.record("omr", hall.people[0], {"barcode": "BAD-1", "image": content})
    began = time.monotonic()
    told: list = []
    task = threading.Thread(target=lambda: told.extend(hall.results([record])))
    task.start()
    time.sleep(0.5)
    # A station does not wait for it, not for a sheet either.
    good = hall.scan("GOOD-1", sheet("GOOD-1"), hall.second)
    assert good.status == 201 and time.monotonic() - began < BOUND_S, good
    task.join()
    assert told[0]["status"] == "synced" and time.monotonic() - began < BOUND_S, told
    assert [stored(hall, code) for code in ("BAD-1", "GOOD-1")] == ["unreadable", "matched"]


@sibling("A1")
def no_other_picture_takes_longer(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    chance, side = random.Random(7), 2000
    line = bytes([0, 0, 255, 255]) * (side // 4)
    bulls_eye = [
        b"".join(bytes([255 * (max(abs(x - 6), abs(y - 6)) % 2)]) * 2 for x in range(14)) for y in range(14)
    ]
    rows = {
        "noise": [chance.randbytes(side) for _ in range(side)],
        "stripes": [line] * side,
        "board": [line[2:] + line[:2] if y // 2 % 2 else line for y in range(side)],
        "bulls-eyes": [(bulls_eye[y // 2 % 14] * (side // 28 + 1))[:side] for y in range(side)],
        "starts": [bytes(255 * (bit == "0") for bit in "11111111010101000" * (side // 17 + 1))[:side]] * side,
    }
    pictures = {name: png(lines, side) for name, lines in rows.items()}
    # Corners of one size can all belong together, so that most of them are tried with each other.
    pictures |= {f"corners-{module}": corners(modules=(module,)) for module in (2, 3, 4)}
    for name, content in pictures.items():
        who = hall.operator(hall.centre_a, hall.slot)
        began = time.monotonic()
        reply = hall.scan(f"BAD-{name}", content, who)
        took = time.monotonic() - began
        assert reply.status == 201 and took < BOUND_S, f"{name}: {reply} in {took:.0f} s"


@sibling("A1")
def who_sends_many_of_them_is_only_glanced_at(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    turned = Sheet().bars(modules_39("TURNED-1")).png()
    bad = corners()
    for number in range(3):
        assert hall.scan(f"BAD-{number}", bad).status == 201
    began = time.monotonic()
    assert hall.scan("BAD-3", bad).status == 201
    assert time.monotonic() - began < 5, "a fourth one is read as patiently as the first"
    assert hall.scan("GOOD-1", Sheet().bars(modules_128("GOOD-1")).png()).status == 201
    assert hall.scan("TURNED-1", turned, hall.second).status == 201
    assert [stored(hall, code) for code in ("BAD-3", "GOOD-1", "TURNED-1")] == ["unreadable", "matched", "matched"]


@sibling("A16")
def a_sheet_of_an_outsider_is_not_looked_at(house: House) -> None:
    hall, elsewhere = house.hall(faces=False), house.hall(faces=False)
    content = corners(cell=27)
    nowhere = hall.account("supervisor", elsewhere.centre_a)
    slotless = hall.account("operator", hall.centre_a)
    for who in (slotless, elsewhere.first, nowhere):
        began = time.monotonic()
        reply = hall.scan(f"OUT-{secrets.token_hex(3)}", content, who)
        assert (reply.status, reply.code) == (403, "NO_SLOT_ASSIGNED"), reply
        assert time.monotonic() - began < 5, "it was looked at"
    assert hall.scan("OMR-1").status == 201
    began = time.monotonic()
    reply = hall.scan("OMR-1", content)
    assert (reply.status, reply.code) == (409, "BARCODE_EXISTS") and time.monotonic() - began < 5, reply
