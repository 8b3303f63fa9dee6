"""Face pictures for the checks: given as files, or composed from one PNG with zlib alone."""

import csv
import struct
import zlib
from collections import defaultdict
from pathlib import Path

from kit import draw

Picture = tuple[str, bytes]


class Pictures:
    """`own` shows one person at least twice, `other` somebody else; `third` is a PNG, if any."""

    def __init__(self, folder: Path | None, faces: Path | None):
        self.own: list[Picture] = []
        self.other: Picture | None = None
        self.third: bytes | None = None
        if folder:
            names = ["obama.jpg", "obama2.jpg", "obama3.jpg"]
            self.own = [read(folder / name) for name in names if (folder / name).exists()]
            self.other = read(folder / "biden.jpg")
            if (folder / "astronaut.png").exists():
                self.third = (folder / "astronaut.png").read_bytes()
        elif faces:
            self._from_roster(faces)

    def _from_roster(self, faces: Path) -> None:
        """The person with the most pictures, and the first one of the roster who is another."""
        people: defaultdict[str, list[Path]] = defaultdict(list)
        for path in sorted((faces / "images").glob("*/*.jpg")):
            people[path.parent.name].append(path)
        most = max(people, key=lambda name: len(people[name]))
        self.own = [read(path) for path in people[most][:3]]
        with open(faces / "roster.csv", encoding="utf-8-sig", newline="") as file:
            rows = [row["Photo"] for row in csv.DictReader(file) if most not in row["Photo"]]
        self.other = read(faces / rows[0])

    def __bool__(self) -> bool:
        return len(self.own) >= 2 and self.other is not None


def read(path: Path) -> Picture:
    return path.name, path.read_bytes()


class Bitmap:
    """An 8-bit RGB or RGBA picture, not interlaced, from a PNG."""

    def __init__(self, content: bytes):
        place, packed = 8, b""
        while place < len(content):
            size, kind = struct.unpack(">I4s", content[place : place + 8])
            data = content[place + 8 : place + 8 + size]
            if kind == b"IHDR":
                self.width, self.height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data)
                if depth != 8 or colour not in (2, 6) or interlaced:
                    raise ValueError("only plain 8-bit RGB or RGBA")
                self.channels = {2: 3, 6: 4}[colour]
            packed += data if kind == b"IDAT" else b""
            place += size + 12
        self.rows = [self._rgb(row) for row in self._unfilter(zlib.decompress(packed))]

    def _rgb(self, row: bytearray) -> bytes:
        if self.channels == 3:
            return bytes(row)
        out = bytearray(self.width * 3)
        for channel in range(3):
            out[channel::3] = row[channel::4]
        return bytes(out)

    def _unfilter(self, raw: bytes) -> list[bytearray]:
        """Undoes the five row filters of PNG (RFC 2083, section 6)."""
        step, stride = self.channels, self.width * self.channels
        rows, above = [], bytearray(stride)
        for start in range(0, len(raw), stride + 1):
            kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
            for x in range(stride):
                left = row[x - step] if x >= step else 0
                corner = above[x - step] if x >= step else 0
                guess = (0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner))[kind]
                row[x] = (row[x] + guess) & 255
            rows.append(row)
            above = row
        return rows

    def same_pixels(self) -> bytes:
        """The same picture in a file of other bytes."""
        return draw.png(self.rows, self.width, 3, level=9)

    def twice(self) -> bytes:
        """The picture beside itself: two faces of one size."""
        return draw.png([row + row for row in self.rows], 2 * self.width, 3)

    def scaled_light(self, factor: float) -> bytes:
        """Darker (under 1) or lighter."""
        light = bytes(min(255, int(value * factor)) for value in range(256))
        return draw.png([row.translate(light) for row in self.rows], self.width, 3)

    def smaller(self, times: int) -> bytes:
        """Every `times`-th pixel of every `times`-th row."""
        rows = []
        for row in self.rows[::times]:
            pixels = (row[x : x + 3] for x in range(0, len(row), 3 * times))
            rows.append(b"".join(pixels))
        return draw.png(rows, len(rows[0]) // 3, 3)


def paeth(left: int, above: int, corner: int) -> int:
    """The nearest of the three to left + above - corner."""
    goal = left + above - corner
    return min((left, above, corner), key=lambda value: abs(goal - value))


def huge_header(width: int = 30000, height: int = 30000) -> bytes:
    """A PNG that promises 30,000 × 30,000 pixels and holds almost none."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(draw.png_chunk(kind, data) for kind, data in chunks)
