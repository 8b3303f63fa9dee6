"""The morning: a password read out, and the package fetched piece by piece over a bad line."""

import base64
import hashlib
import http.client
import io
import json
import time
import zipfile
from dataclasses import dataclass
from typing import Any

from kit.client import Session, Unexpected
from offline.patience import BROKEN, TRIES, Tally, Worker, pause

PIECE_BYTES = 16 * 1024
TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Package:
    """What a device has for the day."""

    capture_token: str
    candidates: dict[str, dict[str, Any]]
    photographs: int
    bytes: int


def fetch(worker: Worker, head: Session, exam: str, tally: Tally) -> Package:
    """Head office reads out a password, the operator uses it and fetches the package."""
    given = right_to_fetch(worker, head, exam, tally)
    headers = {"X-Download-Token": given["downloadToken"]}
    content, digest = in_pieces(worker, given["packageUrl"], headers, tally)
    check_digest(content, digest)
    return unpack(content)


def right_to_fetch(worker: Worker, head: Session, exam: str, tally: Tally) -> dict[str, Any]:
    """A used password opens nothing again: when its answer is lost, head office makes another."""
    for miss in range(TRIES):
        body = {"examId": exam, "operatorId": worker.staff.id}
        made = head.must("POST", "/api/admin/download/password/generate", json=body)
        body = {"examId": exam, "password": made["password"]}
        try:
            reply = worker.once("POST", "/api/admin/download/verify", json=body)
        except BROKEN:
            tally.add("passwords lost")
            pause(miss)
            continue
        if reply.status == 200:
            return reply.data
        raise Unexpected(f"download password of {worker.staff.username}: {reply}")
    raise Unexpected(f"no download password of {worker.staff.username} arrived")


def in_pieces(worker: Worker, path: str, headers: dict, tally: Tally) -> tuple[bytes, str | None]:
    """The whole file and its digest; every new try goes on where the last one broke off."""
    content = bytearray()
    tag = digest = None
    for miss in range(TRIES):
        more = {"Range": f"bytes={len(content)}-", "If-Range": tag} if content and tag else {}
        sent = {**headers, **more, "Authorization": f"Bearer {worker.session.token}"}
        connection = http.client.HTTPConnection(
            worker.client.host, worker.client.port, timeout=TIMEOUT_S
        )
        try:
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            if answer.status in (429, 503):
                answer.read()
                time.sleep(min(float(answer.getheader("Retry-After") or 1), 10))
                continue
            begin(answer, content)
            tag, digest = answer.getheader("ETag"), answer.getheader("Repr-Digest") or digest
            if read_into(answer, content):
                return bytes(content), digest
            tally.add("downloads resumed")
        except BROKEN:
            tally.add("downloads resumed")
        finally:
            connection.close()
        pause(min(miss, 2))
    raise Unexpected(f"the package did not arrive in {TRIES} pieces")


def begin(answer: http.client.HTTPResponse, content: bytearray) -> None:
    """A whole file starts anew; a part must be the one that is missing."""
    if answer.length is None:
        raise http.client.IncompleteRead(b"")  # the headers broke off
    if answer.status == 200:
        content.clear()
    elif answer.status != 206:
        raise Unexpected(f"the package: {answer.status} {answer.read(300)!r}")
    elif not (answer.getheader("Content-Range") or "").startswith(f"bytes {len(content)}-"):
        raise Unexpected(f"another part than asked: {answer.getheader('Content-Range')}")


def read_into(answer: http.client.HTTPResponse, content: bytearray) -> bool:
    """Adds what comes; false when the line broke off before the end."""
    expected = len(content) + (answer.length or 0)
    while piece := answer.read1(PIECE_BYTES):
        content += piece
    return len(content) == expected


def check_digest(content: bytes, digest: str | None) -> None:
    """Compares with Repr-Digest (RFC 9530)."""
    own = base64.b64encode(hashlib.sha256(content).digest()).decode()
    if digest is None or f"sha-256=:{own}:" not in digest:
        raise Unexpected(f"the package's digest is {own}, its header says {digest}")


def unpack(content: bytes) -> Package:
    """Checks every entry against the manifest and reads what the day needs."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        manifest = json.loads(file.read("manifest.json"))
        for entry in manifest["entries"]:
            found = file.read(entry["name"])
            if hashlib.sha256(found).hexdigest() != entry["sha256"]:
                raise Unexpected(f"{entry['name']} is not what the manifest says")
        exam = json.loads(file.read("exam.json"))
        candidates = [json.loads(line) for line in file.read("candidates.jsonl").splitlines()]
    by_roll = {one["rollNumber"]: one for one in candidates}
    if not len(by_roll) == len(candidates) == manifest["candidates"]:
        raise Unexpected("a candidate is in the package twice, or not at all")
    return Package(exam["captureToken"], by_roll, manifest["photos"], len(content))
