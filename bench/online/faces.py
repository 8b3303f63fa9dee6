"""Photographs and live pictures of one person, 22 kB each, no two with the same pixels."""

import struct

from faults.jpeg import fixture

TABLES = 0xDB
# Places of the table of brightness (in zigzag order) whose steps are made coarser, by 0, 1 or 2 each.
PLACES = range(4, 13)
COUNT = 3 ** len(PLACES)


def varied(jpeg: bytes, number: int) -> bytes:
    """The picture with other steps of quantisation, so that its pixels are a little different; another for each number
    up to `COUNT`."""
    changed, at = bytearray(jpeg), 2
    while jpeg[at + 1] != TABLES or jpeg[at + 4] != 0:
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    left = number % COUNT
    for place in PLACES:
        left, more = divmod(left, 3)
        changed[at + 5 + place] = min(255, changed[at + 5 + place] + more)
    return bytes(changed)


def photograph(number: int) -> bytes:
    """What is enrolled."""
    return varied(fixture("copy.jpg"), number)


def live(number: int) -> bytes:
    """Another picture of the same person."""
    return varied(fixture("progressive.jpg"), number)
