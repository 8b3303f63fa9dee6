"""A12: 32 MiB of JSON is 3.3 GB of memory."""

import json
import threading
from pathlib import Path

from faults.check import fault, sibling
from faults.hall import Hall, now
from faults.house import House
from faults.server import Server

BODY = 32 << 20


def highest_mb(server: Server) -> float:
    """The most memory that the process ever held."""
    for line in Path(f"/proc/{server.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("the process is gone")


def forget_peak(server: Server) -> float:
    """Begins to measure; what is held now."""
    Path(f"/proc/{server.pid}/clear_refs").write_text("5")
    return highest_mb(server)


def filled(head: str, piece: bytes, tail: bytes) -> bytes:
    """Exactly as large as a batch may be."""
    room = BODY - len(head) - len(tail)
    body = head.encode() + piece * (room // len(piece))
    return body + b" " * (BODY - len(body) - len(tail)) + tail


def envelope(hall: Hall, rest: str) -> str:
    return f'{{"examId":"{hall.exam}","deviceId":"d","deviceTime":"{now()}",{rest}'


def posted(hall: Hall, body: bytes, times: int) -> list[int]:
    """The statuses of so many at once."""
    statuses: list[int] = []

    def one() -> None:
        reply = hall.first.call("POST", "/api/sync/upload", body=body, content_type="application/json")
        statuses.append(reply.status)

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@fault("A12")
def a_batch_of_nothing_takes_no_memory(house: House) -> None:
    server = house.own()
    hall = Hall(server, people=1, faces=False)
    body = filled(envelope(hall, '"records":['), b'{"":0},', b"0]}")
    for times in (1, 8):
        before = forget_peak(server)
        assert set(posted(hall, body, times)) == {400}
        grown = highest_mb(server) - before
        assert grown < 150, f"{grown:.0f} MB for {times}"


@sibling("A12")
def what_nobody_asked_for_is_passed_over(house: House) -> None:
    server = house.own()
    hall = Hall(server, people=4, faces=False)
    record = json.dumps(hall.record("attendance", hall.people[0], {"status": "completed"}))
    bodies = {
        "beside the records": filled(envelope(hall, f'"records":[{record}],"x":['), b'{"":0},', b"0]}"),
        "in a record": filled(envelope(hall, f'"records":[{record[:-1]},"x":['), b'{"":0},', b"0]}]}"),
        "many members": filled(envelope(hall, f'"records":[{record}],'), b'"x":0,', b'"y":0}'),
    }
    for name, body in bodies.items():
        before = forget_peak(server)
        assert posted(hall, body, 1) == [200], name
        grown = highest_mb(server) - before
        assert grown < 150, f"{grown:.0f} MB {name}"
    known = {
        "an id of all that": filled(envelope(hall, '"records":[{"id":['), b'{"":0},', b"0]}]}"),
        "a single form": filled(envelope(hall, '"entityType":"attendance","data":{"status":['), b'{"":0},', b"0]}}"),
    }
    for name, body in known.items():
        before = forget_peak(server)
        assert posted(hall, body, 1) == [200], name
        grown = highest_mb(server) - before
        assert grown < 250, f"{grown:.0f} MB {name}"


@sibling("A12")
def names_without_end_are_no_batch(house: House) -> None:
    server = house.own()
    hall = Hall(server, people=1, faces=False)
    before = forget_peak(server)
    assert posted(hall, filled(envelope(hall, ""), b'"examId":0,', b'"records":[]}'), 1) == [400]
    assert posted(hall, filled(envelope(hall, '"records":['), b"[", b"]]}"), 1) == [200]
    grown = highest_mb(server) - before
    assert grown < 250, f"{grown:.0f} MB"
