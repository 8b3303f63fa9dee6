"""The attacks. Each is a process of its own, from an address of its own, until it is ended."""

import base64
import itertools
import json
import secrets
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from faults import wire
from faults.hall import now
from kit.draw import fingerprint, png

STRANGER = "127.0.0.9"
MIB = 1 << 20


@dataclass
class Target:
    """What an attacker knows: the address, one operator's login, an exam and its candidates."""

    port: int
    token: str
    exam: str
    candidates: list[str]
    package: str = ""
    package_token: str = ""
    held: list[socket.socket] = field(default_factory=list)


def raw(target: Target, head: bytes, pieces: Iterator[bytes] = iter(()), hold: bool = False) -> None:
    """One request, whatever becomes of it; a held one stays open."""
    try:
        line = wire.connect(target, STRANGER, timeout=10)
    except OSError:
        time.sleep(0.05)
        return
    wire.send_all(line, [head, *pieces])
    if hold:
        target.held.append(line)
        return
    wire.answer(line)
    line.close()


def post(path: str, target: Target, kind: str, **more: str) -> bytes:
    return wire.head("POST", path, target.token, Content_Type=kind, **more)


FORM = "multipart/form-data; boundary=b"


def whole(target: Target, path: str, body: bytes, kind: str) -> None:
    """One whole request."""
    raw(target, post(path, target, kind, Content_Length=str(len(body)), Connection="close"), iter([body]))


def a1_hostile_pictures(target: Target) -> None:
    """Sheets full of finder patterns, to be searched for barcodes."""
    picture = finder_patterns()
    while True:
        barcode = secrets.token_hex(8)
        part = b'--b\r\nContent-Disposition: form-data; name="image"; filename="s.png"\r\n\r\n'
        texts = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in (("examId", target.exam), ("barcode", barcode))
        )
        whole(target, "/api/omr/scan", texts.encode() + part + picture + b"\r\n--b--\r\n", FORM)


def finder_patterns(side: int = 1998, cell: int = 27) -> bytes:
    """A PNG filled edge to edge with the finder pattern of QR codes."""
    module = cell // 9
    pattern = ["000000000", "011111110", "010000010", "010111010", "010111010", "010111010", "010000010",
               "011111110", "000000000"]
    lines = []
    for line in pattern:
        row = b"".join((b"\0" if dot == "1" else b"\xff") * module for dot in line) * (side // cell)
        lines += [row] * module
    return png(lines * (side // cell), len(lines[0]), level=9)


def a2_endless_forms(target: Target) -> None:
    """Forms that never show their boundary, as fast as they are taken."""
    piece = wire.chunk(b"x" * 65536)
    while True:
        head = post("/api/face/verify", target, FORM, Transfer_Encoding="chunked")
        raw(target, head, itertools.repeat(piece, 400))


def a3_invented_methods(target: Target) -> None:
    """Methods that nobody has heard of, without a login."""
    while True:
        raw(target, wire.head("X" + secrets.token_hex(8000).upper(), "/api/exams", Connection="close"))


def a4_dripping_uploads(target: Target) -> None:
    """Uploads and batches that bring a few bytes and then nothing."""
    for path, kind in [("/api/face/verify", FORM)] * 64 + [("/api/sync/upload", "application/json")] * 32:
        head = post(path, target, kind, Transfer_Encoding="chunked")
        raw(target, head, iter([wire.chunk(b"--b\r\n")]), hold=True)
    drip(target)


def drip(target: Target) -> None:
    """A byte for each held request, again and again."""
    while True:
        time.sleep(5)
        for line in target.held:
            wire.send_all(line, [wire.chunk(b"x")])


def a4_slow_readers(target: Target) -> None:
    """One package, fetched over and over and not taken."""
    while True:
        head = wire.head("GET", target.package, target.token, X_Download_Token=target.package_token)
        raw(target, head, hold=True)
        if len(target.held) > 300:
            time.sleep(1)


def a4_sockets(target: Target) -> None:
    """Sockets without a login, and sockets of one account that subscribe in a loop."""
    sockets: list[wire.WebSocket] = []
    while True:
        try:
            one = wire.WebSocket(target, STRANGER)
            sockets.append(one)
            if len(sockets) % 2:
                one.say({"type": "auth", "token": target.token})
                for _ in range(50):
                    one.say({"type": "subscribe", "examId": target.exam})
        except (OSError, ValueError):
            time.sleep(0.02)
        if len(sockets) > 400:
            sockets.pop(0).close()


def a4_batches(target: Target) -> None:
    """Twelve batches at a time, full of pictures to be looked at."""
    image = base64.b64encode(fingerprint("siege")).decode()

    def hand_over() -> None:
        while True:
            records = [
                {"id": str(uuid.uuid4()), "entityType": "fingerprint", "candidateId": candidate,
                 "capturedAt": now(), "data": {"image": image}}
                for candidate in target.candidates
            ]
            batch = {"examId": target.exam, "deviceId": "siege", "deviceTime": now(), "records": records}
            whole(target, "/api/sync/upload", json.dumps(batch).encode(), "application/json")

    together(hand_over, 12)


def together(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work, daemon=True) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def a5_connections(target: Target) -> None:
    """Unfinished requests, as many as can be had."""
    while True:
        raw(target, b"GET /health/live HTTP/1.1\r\nX-Slow: ", hold=True)
        if len(target.held) > 4000:
            target.held.pop(0).close()


def a9_turns(target: Target) -> None:
    """Logins and idempotent calls, many at a time, that all wait for something."""

    def guess() -> None:
        body = json.dumps({"username": secrets.token_hex(4), "password": "not this one"}).encode()
        kind = {"Content_Type": "application/json", "Content_Length": str(len(body)), "Connection": "close"}
        while True:
            raw(target, wire.head("POST", "/api/auth/login", **kind), iter([body]))

    def repeat() -> None:
        body = json.dumps({"examId": target.exam, "candidateId": target.candidates[0]}).encode()
        while True:
            kind = {"Content_Length": str(len(body)), "Idempotency_Key": secrets.token_hex(2), "Connection": "close"}
            raw(target, post("/api/attendance", target, "application/json", **kind), iter([body]))

    threading.Thread(target=together, args=(repeat, 32), daemon=True).start()
    together(guess, 32)


def a12_empty_objects(target: Target) -> None:
    """32 MiB of JSON that is nothing but empty objects, eight at a time."""
    body = b'{"examId":"' + target.exam.encode() + b'","deviceId":"d","deviceTime":"' + now().encode()
    body += b'","records":['
    body += b'{"":0},' * ((32 * MIB - len(body) - 16) // 7) + b"{}]}"
    together(lambda: [whole(target, "/api/sync/upload", body, "application/json") for _ in itertools.count()], 8)


def f5_trickling_forms(target: Target) -> None:
    """Forms that trickle just fast enough to be let on."""
    body = wire.chunk(b"--b\r\nContent-Disposition: form-data; name=\"liveFaceImage\"\r\n\r\n")
    for _ in range(64):
        head = post("/api/face/verify", target, FORM, Transfer_Encoding="chunked")
        raw(target, head, iter([body]), hold=True)
    while True:
        time.sleep(1)
        for line in target.held:
            wire.send_all(line, [wire.chunk(b"x" * 2500)])


ATTACKS: dict[str, tuple[Callable[[Target], None], str]] = {
    "A1": (a1_hostile_pictures, "face"),
    "A2": (a2_endless_forms, "face"),
    "A3": (a3_invented_methods, "me"),
    "A4-uploads": (a4_dripping_uploads, "face"),
    "A4-packages": (a4_slow_readers, "package"),
    "A4-sockets": (a4_sockets, "socket"),
    "A4-batches": (a4_batches, "face"),
    "A5": (a5_connections, "connect"),
    "A9": (a9_turns, "login"),
    "A12": (a12_empty_objects, "sync"),
    "F5": (f5_trickling_forms, "face"),
}
