"""JPEG files changed by their bytes: turned, cut, filled up, with stray bytes."""

import struct
from collections.abc import Iterator
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
END = b"\xff\xd9"
EXIF, SCAN = 0xE1, 0xDA


def fixture(name: str) -> bytes:
    """One of the pictures that are made of `models/pictures`."""
    return (FIXTURES / name).read_bytes()


def segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment, up to the first scan's header."""
    at = 2
    while True:
        marker, length = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        yield marker, at, at + 2 + length
        at += 2 + length
        if marker == SCAN:
            return


def bare(jpeg: bytes) -> bytes:
    """Without what cameras write beside the picture: APP1 to APP13."""
    kept, end = [jpeg[:2]], 2
    for marker, start, end in segments(jpeg):
        if not 0xE1 <= marker <= 0xED:
            kept.append(jpeg[start:end])
    return b"".join([*kept, jpeg[end:]])


def turned(jpeg: bytes, orientation: int) -> bytes:
    """With an EXIF orientation that does not belong to it: 3 is upside down, 6 and 8 are on a side."""
    body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([orientation, 0, 0, 0, 0, 0, 0])
    jpeg = bare(jpeg)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def scan_start(jpeg: bytes) -> int:
    """Where the coded data of the first scan begins."""
    return list(segments(jpeg))[-1][2]


def cut(jpeg: bytes, part: float) -> bytes:
    """Only this part of the coded data."""
    start = scan_start(jpeg)
    return jpeg[: start + int((len(jpeg) - start) * part)].removesuffix(b"\xff")


def zeroed(jpeg: bytes, part: float) -> bytes:
    """All of its length, with zeros behind this part of the coded data."""
    kept = cut(jpeg, part)
    return kept + bytes(len(jpeg) - len(kept) - 2) + END


def with_stray_bytes(jpeg: bytes) -> bytes:
    """With bytes between the segments that belong to nothing."""
    parts, end = [jpeg[:2]], 2
    for _, start, end in segments(jpeg):
        parts += [b"\x00\x17stray", jpeg[start:end]]
    return b"".join([*parts, jpeg[end:]])
