"""Sheets with symbols of several kinds, drawn by the standard library alone."""

import random

from kit.draw import code_128, png

WHITE, BLACK = 255, 0
MODULE_PX = 3

# Elements of Code 39, bar and space in turn, w is wide (ISO/IEC 16388, table 1).
CODE_39 = dict(
    item.rsplit(":", 1)
    for item in """0:nnnwwnwnn 1:wnnwnnnnw 2:nnwwnnnnw 3:wnwwnnnnn 4:nnnwwnnnw 5:wnnwwnnnn 6:nnwwwnnnn 7:nnnwnnwnw
8:wnnwnnwnn 9:nnwwnnwnn A:wnnnnwnnw B:nnwnnwnnw C:wnwnnwnnn D:nnnnwwnnw E:wnnnwwnnn F:nnwnwwnnn G:nnnnnwwnw
H:wnnnnwwnn I:nnwnnwwnn J:nnnnwwwnn K:wnnnnnnww L:nnwnnnnww M:wnwnnnnwn N:nnnnwnnww O:wnnnwnnwn P:nnwnwnnwn
Q:nnnnnnwww R:wnnnnnwwn S:nnwnnnwwn T:nnnnwnwwn U:wwnnnnnnw V:nwwnnnnnw W:wwwnnnnnn X:nwnnwnnnw Y:wwnnwnnnn
Z:nwwnwnnnn -:nwnnnnwnw .:wwnnnnwnn *:nwnnwnwnn""".split()
)
VALUES_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
# The left digits of EAN with odd parity, and which of the six are even for each first digit (GS1 5.2.1).
EAN = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
PARITY = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split()


def modules_128(text: str) -> str:
    """1 for ink, of Code 128."""
    return "".join("10"[place % 2] * int(width) for place, width in enumerate(code_128(text)))


def modules_39(text: str) -> str:
    """1 for ink, of Code 39 without a check character."""
    letters = [
        "".join("10"[place % 2] * (3 if kind == "w" else 1) for place, kind in enumerate(CODE_39[letter]))
        for letter in f"*{text}*"
    ]
    return "0".join(letters)


def check_39(text: str) -> str:
    """The check character of Code 39."""
    return VALUES_39[sum(VALUES_39.index(letter) for letter in text) % 43]


def ean(text: str) -> str:
    """The 13 digits of these 12."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(text)))
    return text + str(-total % 10)


def modules_ean(text: str) -> str:
    """1 for ink, of EAN-13."""
    flip = str.maketrans("01", "10")
    left = [
        EAN[int(digit)] if side == "L" else EAN[int(digit)].translate(flip)[::-1]
        for digit, side in zip(text[1:7], PARITY[int(text[0])], strict=True)
    ]
    right = [EAN[int(digit)].translate(flip) for digit in text[7:]]
    return f"101{''.join(left)}01010{''.join(right)}101"


class Sheet:
    """White paper to print on."""

    def __init__(self, width: int = 800, height: int = 1000):
        self.width = width
        self.rows = [bytearray([WHITE]) * width for _ in range(height)]

    def fill(self, x: int, y: int, width: int, height: int, grey: int = BLACK) -> "Sheet":
        for row in self.rows[y : y + height]:
            row[x : x + width] = bytes([grey]) * width
        return self

    def bars(self, modules: str, x: int = 60, y: int = 60, height: int = 110, module: int = MODULE_PX) -> "Sheet":
        line = b"".join(bytes([BLACK if one == "1" else WHITE]) * module for one in modules)
        assert x + len(line) <= self.width, f"{x + len(line)} px"
        for row in self.rows[y : y + height]:
            row[x : x + len(line)] = line
        return self

    def smudged(self, modules: str, x: int = 60, y: int = 60, height: int = 110) -> "Sheet":
        """Bars with ink over the middle third."""
        length = len(modules) * MODULE_PX
        return self.bars(modules, x, y, height).fill(x + length // 3, y - 5, length // 3, height + 10)

    def matrix(self, rows: list[str], x: int = 60, y: int = 300, module: int = 6) -> "Sheet":
        for number, row in enumerate(rows):
            self.bars(row, x, y + number * module, module, module)
        return self

    def png(self) -> bytes:
        return png([bytes(row) for row in self.rows], self.width)


def _times(one: int, other: int) -> int:
    """A product in GF(256) of QR codes."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product


def _correction(data: list[int], count: int) -> list[int]:
    generator = [1]
    root = 1
    for _ in range(count):
        longer = [*generator, 0]
        for place, factor in enumerate(generator):
            longer[place + 1] ^= _times(factor, root)
        generator, root = longer, _times(root, 2)
    rest = data + [0] * count
    for place in range(len(data)):
        lead = rest[place]
        for offset, factor in enumerate(generator):
            rest[place + offset] ^= _times(factor, lead)
    return rest[len(data) :]


def qr(text: str) -> list[str]:
    """The rows of a QR code of version 1, level L, mask 0 (ISO/IEC 18004); at most 17 bytes."""
    content = text.encode()
    assert len(content) <= 17
    bits = f"0100{len(content):08b}" + "".join(f"{byte:08b}" for byte in content) + "0000"
    data = [int(bits[place : place + 8], 2) for place in range(0, len(bits), 8)]
    data += [0xEC, 0x11] * 10
    words = data[:19] + _correction(data[:19], 7)
    stream = iter("".join(f"{word:08b}" for word in words))
    grid: list[list[str | None]] = [[None] * 21 for _ in range(21)]
    for top, left in ((0, 0), (0, 14), (14, 0)):
        for y in range(-1, 8):
            for x in range(-1, 8):
                if 0 <= top + y < 21 and 0 <= left + x < 21:
                    ring = max(abs(y - 3), abs(x - 3))
                    grid[top + y][left + x] = "1" if ring in (0, 1, 3) else "0"
    for place in range(8, 13):
        grid[6][place] = grid[place][6] = str((place + 1) % 2)
    grid[13][8] = "1"
    form = "111011111000100"  # level L, mask 0, with its correction
    near = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7)] + [(8, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    far = [(y, 8) for y in range(20, 13, -1)] + [(8, x) for x in range(13, 21)]
    for places in (near, far):
        for (y, x), bit in zip(places, form, strict=True):
            grid[y][x] = bit
    up = True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for y in range(20, -1, -1) if up else range(21):
            for x in (right, right - 1):
                if grid[y][x] is None:
                    bit = next(stream) == "1"
                    grid[y][x] = "1" if bit != ((y + x) % 2 == 0) else "0"
        up = not up
    return ["".join(bit or "0" for bit in row) for row in grid]


def corners(cell: int = 0, side: int = 2000, modules: tuple[int, ...] = (2, 3)) -> bytes:
    """A PNG full of the corners of QR codes, with modules of so many pixels mixed: one in each cell of `cell` pixels,
    or as many as there is room for."""
    chance = random.Random(11)
    drawn = Sheet(side, side)
    y = 2
    while y + 7 * max(modules) < side:
        x = 2
        while x + 7 * max(modules) < side:
            module = chance.choice(modules)
            drawn.matrix(["1111111", "1000001", *["1011101"] * 3, "1000001", "1111111"], x, y, module)
            x += cell or 7 * module + 3
        y += cell or 7 * max(modules) + 3
    return drawn.png()
