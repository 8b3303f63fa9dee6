"""A package of many photographs out of a bucket that is far away: built in time, in bounded memory, resumed by Range
at another copy when the one that sends it is killed."""

import hashlib
import http.client
import io
import json
import os
import secrets
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

from aws.effects import GENERATE, VERIFY, Stage
from aws.peers import ROOT
from aws.two import Copy
from faults.hall import HEADER, Hall, picture
from kit.client import Form

FACES = Path(os.environ.get("MPA_FACES", str(ROOT.parent / "shared/faces")))
GET_S = 0.030
BUILT_WITHIN_S = 60.0
MEMORY_MB = 64.0
# Photographs in an archive, and what of a package is taken before its sender is killed.
IN_AN_ARCHIVE = 50
TAKEN = 1 << 18


def sources() -> list[bytes]:
    """The labelled faces where there are any, which are as small as photographs on forms are; else the samples."""
    labelled = sorted(FACES.glob("images/**/*.jpg"))
    return [path.read_bytes() for path in labelled] or [picture("obama.jpg"), picture("biden.jpg")]


def photograph(jpeg: bytes) -> bytes:
    """The picture with a comment (JPEG, segment COM) that makes it another file."""
    comment = secrets.token_bytes(64)
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]


def enrol(hall: Hall, people: int) -> set[str]:
    """Candidates of the first centre with a photograph each; the digests of those that were taken."""
    digests: set[str] = set()
    pictures = sources()
    for start in range(0, people, IN_AN_ARCHIVE):
        rows, photos, sent = [HEADER], io.BytesIO(), {}
        with zipfile.ZipFile(photos, "w") as archive:
            for number in range(start, min(start + IN_AN_ARCHIVE, people)):
                content = photograph(pictures[number % len(pictures)])
                archive.writestr(f"{number}.jpg", content)
                roll = f"{hall.tag}-P{number}"
                sent[roll] = hashlib.sha256(content).hexdigest()
                rows.append(hall.row(roll, hall.centre_a, f"{number}.jpg"))
        more: Form = [("photos", ("photos.zip", photos.getvalue(), "application/zip"))]
        done = hall.import_roster("\n".join([*rows, ""]).encode(), more=more)
        assert done.status == 200, done
        for refused in done.data["photos"]["rejected"]:
            del sent[refused["rollNumber"]]
        digests |= set(sent.values())
    return digests


class Watch(threading.Thread):
    """The most memory that a copy had while this went on."""

    def __init__(self, copy: Copy):
        super().__init__(daemon=True)
        self.copy, self.over = copy, threading.Event()
        self.before = self.most = copy.resident_mb()
        self.start()

    def run(self) -> None:
        while not self.over.wait(0.05):
            self.most = max(self.most, self.copy.resident_mb())

    def grown(self) -> float:
        """MB above what it had at first."""
        self.over.set()
        self.join()
        return self.most - self.before


def ask(copy: Copy, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    """The answer, whose body has not been read."""
    connection = http.client.HTTPConnection("127.0.0.1", copy.port, timeout=BUILT_WITHIN_S * 2)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def built(copy: Copy, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    """Asks until the package is there; a copy that is still at it says so."""
    until = time.monotonic() + 4 * BUILT_WITHIN_S
    while True:
        reply = ask(copy, path, headers)
        if reply.status != 503:
            return reply
        assert time.monotonic() < until, "the package is not built"
        assert int(reply.headers.get("Retry-After", "0")) > 0, "503 without Retry-After"
        time.sleep(0.2)


def judge(content: bytes, digests: set[str]) -> list[str]:
    """What a package lacks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        held = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    wrong = [entry["name"] for entry in manifest["entries"] if held.get(entry["name"]) != entry["sha256"]]
    photos = {digest for name, digest in held.items() if name.startswith("photos/")}
    lacking = len(digests - photos) + manifest["photosMissing"]
    return ([f"{len(wrong)} entries differ from the manifest"] if wrong else []) + (
        [f"{lacking} photographs are missing"] if lacking else []
    )


def check(stage: Stage, people: int) -> list[str]:
    """One package; what was wrong with it."""
    two, hall = stage.two, stage.hall
    digests = enrol(hall, people)
    who = two.a.as_seen(hall.operator(hall.centre_a, hall.slot))
    password = two.a.head().must("POST", GENERATE, json={"examId": hall.exam})["password"]
    given = who.must("POST", VERIFY, json={"examId": hall.exam, "password": password})
    path, mine = given["packageUrl"], {"X-Download-Token": given["downloadToken"], "Authorization": f"Bearer {who.token}"}
    bucket = two.peers.proxies["s3"]
    read, delay = len(bucket.of("GetObject")), bucket.slow("GetObject", GET_S)
    watches = [Watch(copy) for copy in two.copies]
    began = time.monotonic()
    reply = built(two.a, path, mine)
    took = time.monotonic() - began
    assert reply.status == 200, reply.read()[:300]
    size, etag = int(reply.headers["Content-Length"]), reply.headers["ETag"]
    first = reply.read(TAKEN)
    grown = max(watch.grown() for watch in watches)
    two.a.kill()
    try:
        while piece := reply.read(1 << 16):
            first += piece
    except (OSError, http.client.HTTPException):
        pass
    rest = built(two.b, path, {**mine, "Range": f"bytes={len(first)}-", "If-Range": etag})
    assert rest.status == 206, f"{rest.status} for a part"
    content = first + rest.read()
    bucket.rules.remove(delay)
    two.a.start()
    reads = len(bucket.of("GetObject")) - read
    print(f"  {len(digests)} photographs, {size / 1e6:.1f} MB, {reads} reads of {GET_S * 1000:.0f} ms and more: built in {took:.1f} s, "
          f"{grown:.0f} MB more memory at the most; killed after {len(first) / 1e6:.1f} MB, the rest from the other copy")
    wrong = judge(content, digests)
    wrong += ["the whole is not what the tag says"] if hashlib.sha256(content).hexdigest() != etag.strip('"') else []
    wrong += [f"built in {took:.0f} s"] if took > BUILT_WITHIN_S else []
    wrong += [f"{grown:.0f} MB more memory"] if grown > MEMORY_MB else []
    wrong += ["nothing was left to resume"] if len(first) >= size else []
    return wrong
