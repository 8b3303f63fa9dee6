"""The pictures that are sent: prints of 500 × 500 pixels and sheets of 800 × 1100."""

import math

from kit import draw

FINGER_PX = 500
SHEET_WIDTH_PX, SHEET_HEIGHT_PX = 800, 1100
SHIFTS = 40


def _field() -> list[bytes]:
    """Ridges around a core, larger than a print, so that prints are cut from it."""
    side = FINGER_PX + SHIFTS
    turn = 2 * math.pi / draw.RIDGE_PERIOD_PX
    return [
        bytes(int(128 + 100 * math.sin(turn * math.hypot(x - side / 2, 0.8 * (y - side / 2)))) for x in range(side))
        for y in range(side)
    ]


_FIELD: list[bytes] = []


def finger(number: int) -> bytes:
    """A grey PNG; neighbouring numbers get different cuts, and those that get the same a different first row."""
    if not _FIELD:
        _FIELD.extend(_field())
    left, top = number % SHIFTS, number // SHIFTS % SHIFTS
    rows = [row[left : left + FINGER_PX] for row in _FIELD[top : top + FINGER_PX]]
    rows[0] = bytes([number // SHIFTS**2 % 256]) + rows[0][1:]
    return draw.png(rows, FINGER_PX)


def sheet(barcode: str) -> bytes:
    """A grey PNG of an answer sheet: Code 128 on top, rows of bubbles below."""
    white = bytes([draw.WHITE])
    quiet = white * (draw.MODULE_PX * draw.QUIET_ZONE_MODULES)
    bars = b"".join(
        bytes([draw.WHITE if place % 2 else draw.BLACK]) * (draw.MODULE_PX * int(width))
        for place, width in enumerate(draw.code_128(barcode))
    )
    code = (quiet + bars).ljust(SHEET_WIDTH_PX, white)
    empty = white * SHEET_WIDTH_PX
    bubbles = ((white * 14 + b"\0" * 12 + white * 14) * 20)[:SHEET_WIDTH_PX]
    rows = [empty] * 60 + [code] * 120 + [empty] * 60
    while len(rows) < SHEET_HEIGHT_PX:
        rows += [bubbles] * 12 + [empty] * 18
    return draw.png(rows[:SHEET_HEIGHT_PX], SHEET_WIDTH_PX)
