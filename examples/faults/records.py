"""Batches written by hand, byte for byte, and the calls around records."""

import base64
import json
import struct
import time
import uuid
import zlib
from typing import Any

from faults.hall import Hall, now
from kit.client import Reply, Session

PATH = "/api/sync/upload"


def ridges(side: int = 120) -> bytes:
    """A grey PNG with ridges, as a fingerprint reader gives one."""
    rows = b"".join(
        b"\0" + bytes(200 if (x * x + y * y) // 160 % 2 else 60 for x in range(side)) for y in range(side)
    )

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def base(content: bytes) -> str:
    return base64.b64encode(content).decode()


def attendance(hall: Hall, candidate: dict[str, Any], **more: Any) -> bytes:
    """A good record, as text."""
    return json.dumps(hall.record("attendance", candidate, {"status": "completed"}, **more)).encode()


def envelope(hall: Hall, records: list[bytes], time_of_device: bytes | None = None) -> bytes:
    """A batch around records that are written already."""
    told = time_of_device if time_of_device is not None else json.dumps(now()).encode()
    head = f'{{"examId":"{hall.exam}","deviceId":"device-1","deviceTime":'.encode()
    return head + told + b',"records":[' + b",".join(records) + b"]}"


def send(who: Session, body: bytes, **options: Any) -> Reply:
    """Bytes, as they are."""
    return who.call("POST", PATH, body=body, content_type="application/json", **options)


def sent(who: Session, body: bytes) -> list[dict[str, Any]]:
    """What is told of each record of these bytes."""
    reply = send(who, body)
    assert reply.status == 200, reply
    return reply.data["results"]


def listed(who: Session, hall: Hall, query: str = "") -> list[dict[str, Any]]:
    """The records that were handed over."""
    return who.everything(f"/api/sync/records/{hall.exam}{query}")


def of(items: list[dict[str, Any]], record: str) -> dict[str, Any]:
    """The one with this id of the device."""
    found = [item for item in items if item["id"] == record]
    assert len(found) == 1, (record, items)
    return found[0]


def decide(who: Session, item: dict[str, Any], decision: str, **more: Any) -> Reply:
    body = {"decision": decision, "reason": "Looked at it", **more}
    return who.post(f"/api/sync/records/{item['recordId']}/decide", body)


def states(who: Session, hall: Hall, ids: list[str]) -> list[str]:
    return [one["status"] for one in who.must("POST", "/api/sync/states", json={"examId": hall.exam, "ids": ids})["results"]]


def until(what: str, true: Any, seconds: float = 8.0) -> None:
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.1)


def fresh() -> str:
    return str(uuid.uuid4())


def status_of(hall: Hall, candidate: dict[str, Any], who: Session | None = None) -> str:
    """How far a candidate is, as a supervisor sees it."""
    return (who or hall.supervisor).must("GET", f"/api/candidates/{hall.exam}/{candidate['id']}")["status"]
