"""A5: connections that do nothing but be there."""

import socket
import time

from faults import wire
from faults.check import fault, sibling
from faults.house import House

STRANGER = "127.0.0.9"
FILES = ("prlimit", "--nofile=1024:1024")


def unfinished(server, count: int, opening: bytes, source: str) -> list[socket.socket]:
    """Requests that begin and do not go on."""
    lines = []
    for _ in range(count):
        try:
            line = wire.connect(server, source, timeout=5)
            line.sendall(opening)
        except OSError:
            continue
        lines.append(line)
    return lines


def answers(server, source: str | None = None) -> int:
    """The status of a call by somebody else."""
    line = wire.connect(server, source, timeout=8)
    try:
        line.sendall(wire.head("GET", "/health/live", Connection="close"))
        return wire.status(wire.answer(line))
    finally:
        line.close()


@fault("A5")
def unfinished_requests_do_not_end_all_service(house: House) -> None:
    server = house.own(before=FILES)
    lines = unfinished(server, 1100, b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ", STRANGER)
    assert answers(server) == 200
    assert answers(server, STRANGER) == 200, "nobody else of that address is served"
    for line in lines:
        line.close()


@sibling("A5")
def idle_connections_make_room(house: House) -> None:
    server = house.own(before=FILES)
    lines = unfinished(server, 1100, b"", STRANGER)
    assert answers(server) == 200
    for line in lines:
        line.close()


@sibling("A5")
def a_header_has_its_time(house: House) -> None:
    server = house.own()
    line = wire.connect(server, timeout=40)
    began = time.monotonic()
    line.sendall(b"GET /health/live HTTP/1.1\r\n")
    line.settimeout(2)
    ended = False
    while time.monotonic() - began < 25 and not ended:
        try:
            line.sendall(b"X-Drip: 1\r\n")
            ended = line.recv(100) == b""
        except TimeoutError:
            continue
        except ConnectionError:
            ended = True
    assert ended, "the header was waited for, for ever"


@sibling("A5")
def a_header_has_its_size(house: House) -> None:
    server = house.own()
    line = wire.connect(server)
    pieces = [b"GET /health/live HTTP/1.1\r\nHost: x\r\n", *([b"X-Long: " + b"x" * 8000 + b"\r\n"] * 40)]
    wire.send_all(line, pieces)
    assert wire.status(wire.answer(line)) in (0, 431)
    line.close()


@sibling("A5")
def bodies_that_never_come_hold_no_service(house: House) -> None:
    server = house.own(before=FILES)
    opening = wire.head("POST", "/api/auth/login", Content_Type="application/json", Content_Length="100")
    lines = unfinished(server, 1100, opening, STRANGER)
    assert answers(server) == 200
    for line in lines:
        line.close()
