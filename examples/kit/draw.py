"""Pictures drawn without any image library: PNG, fingerprints, sheets with a Code 128 barcode."""

import math
import random
import struct
import zlib

WHITE, BLACK = 255, 0
RIDGE_PERIOD_PX = 9.0
FINGER_WIDTH_PX, FINGER_HEIGHT_PX = 300, 400
FINGER_MARGIN_PX = 60
MODULE_PX = 3
QUIET_ZONE_MODULES = 10

# Bar and space widths of the symbols 0 to 106 (ISO/IEC 15417, table 1).
CODE_128 = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()
START_B, STOP = 104, 106


def png(rows: list[bytes], width: int, channels: int = 1, level: int = 1) -> bytes:
    """An 8-bit PNG of `rows`, grey (1 channel) or RGB (3)."""
    colour_type = {1: 0, 3: 2}[channels]
    header = struct.pack(">IIBBBBB", width, len(rows), 8, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), level)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, data) for kind, data in chunks)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bmp(rows: list[bytes], width: int) -> bytes:
    """An 8-bit grey BMP of `rows`; `width` must be a multiple of 4."""
    palette = b"".join(bytes((grey, grey, grey, 0)) for grey in range(256))
    pixels = b"".join(reversed(rows))
    start = 14 + 40 + len(palette)
    file_header = struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start)
    info = struct.pack("<IiiHHIIiiII", 40, width, len(rows), 1, 8, 0, len(pixels), 0, 0, 256, 256)
    return file_header + info + palette + pixels


def blank(width: int, height: int, grey: int = 128) -> bytes:
    """A PNG of one shade."""
    return png([bytes([grey]) * width] * height, width)


def _phase_table() -> list[bytes]:
    """For every point of a field around the core, the ridge phase (256 is one ridge)."""
    width, height = FINGER_WIDTH_PX + 2 * FINGER_MARGIN_PX, FINGER_HEIGHT_PX + 2 * FINGER_MARGIN_PX
    core_x, core_y = width / 2, height / 2
    return [
        bytes(
            int(256 * math.hypot(x - core_x, (y - core_y) * 0.75) / RIDGE_PERIOD_PX) & 255
            for x in range(width)
        )
        for y in range(height)
    ]


_PHASE: list[bytes] = []
_RIDGE = bytes(int(128 - 100 * math.sin(2 * math.pi * phase / 256)) for phase in range(256))


def fingerprint_rows(seed: str) -> list[bytes]:
    """A ridge pattern that only `seed` decides: distance from a core, bent row by row."""
    if not _PHASE:
        _PHASE.extend(_phase_table())
    chance = random.Random(seed)
    shift_x, shift_y = chance.randrange(30, 90), chance.randrange(30, 90)
    bends = [(chance.uniform(4, 12), chance.uniform(60, 180), chance.uniform(0, 6.28)) for _ in "ab"]
    rows = []
    for y in range(FINGER_HEIGHT_PX):
        bend = sum(size * math.sin(2 * math.pi * y / length + at) for size, length, at in bends)
        # Rotating the table moves the ridges of this row without touching a pixel one by one.
        turn = int(160 * math.sin(y / 37 + shift_x)) & 255
        start = min(max(int(shift_x + bend), 0), 2 * FINGER_MARGIN_PX)
        ridges = _PHASE[y + shift_y][start : start + FINGER_WIDTH_PX]
        ridges = ridges.translate(_RIDGE[turn:] + _RIDGE[:turn])
        rows.append(_inside_oval(ridges, y))
    return rows


def _inside_oval(row: bytes, y: int) -> bytes:
    """White outside the print's oval, as a sensor gives it."""
    height = 1 - ((y - FINGER_HEIGHT_PX / 2) / (FINGER_HEIGHT_PX / 2 - 8)) ** 2
    half = int((FINGER_WIDTH_PX / 2 - 8) * math.sqrt(max(height, 0)))
    edge = FINGER_WIDTH_PX // 2 - half
    white = bytes([WHITE]) * edge
    return white + row[edge : FINGER_WIDTH_PX - edge] + white


def fingerprint(seed: str) -> bytes:
    """A PNG, 300 × 400, 8-bit grey."""
    return png(fingerprint_rows(seed), FINGER_WIDTH_PX)


def code_128(text: str) -> str:
    """The widths of bars and spaces, in turn, of `text` (printable ASCII) in code set B."""
    values = [START_B] + [ord(letter) - 32 for letter in text]
    check = (START_B + sum(place * value for place, value in enumerate(values))) % 103
    return "".join(CODE_128[value] for value in values + [check, STOP])


def sheet(barcode: str) -> bytes:
    """A PNG of an answer sheet: the barcode on top, rows of empty bubbles below."""
    quiet = bytes([WHITE]) * (MODULE_PX * QUIET_ZONE_MODULES)
    bars = b"".join(
        bytes([WHITE if place % 2 else BLACK]) * (MODULE_PX * int(width))
        for place, width in enumerate(code_128(barcode))
    )
    width = max(720, len(bars) + 2 * len(quiet))
    line = (quiet + bars).ljust(width, bytes([WHITE]))
    empty = bytes([WHITE]) * width
    bubble = bytes([WHITE]) * 22 + bytes([BLACK]) * 2 + bytes([WHITE]) * 14 + bytes([BLACK]) * 2
    side = (bubble * 12).ljust(width, bytes([WHITE]))
    edge = ((bytes([WHITE]) * 22 + bytes([BLACK]) * 18) * 12).ljust(width, bytes([WHITE]))
    questions = ([edge] * 2 + [side] * 10 + [edge] * 2 + [empty] * 16) * 20
    return png([empty] * 40 + [line] * 130 + [empty] * 60 + questions, width)
