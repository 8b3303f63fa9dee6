"""F3: a disk that fills and empties. What does not fit now is told so, and nothing that was acknowledged is lost."""

import io
import os
import secrets
import subprocess
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.check import fault, sibling
from faults.hall import HEADER, Hall, picture
from faults.house import House
from faults.server import Server
from kit.client import Reply, Session

WELL_WITHIN_S = 10.0


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system of its own. Where none may be mounted the check fails: it was not made."""
    folder = Path(tempfile.mkdtemp(prefix="mpa-disk-"))
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    made = subprocess.run(["mount", *options], capture_output=True, text=True)
    assert made.returncode == 0, f"no disk to fill, run this as root or under unshare -rm: {made.stderr}"
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


@contextmanager
def on_small_disk(house: House, megabytes: int = 64) -> Iterator[tuple[Server, Path]]:
    """A server whose data directory lies on one."""
    with small_disk(megabytes) as disk:
        server = house.own(data=disk / "data")
        try:
            yield server, disk
        finally:
            server.remove()


def fill(disk: Path) -> None:
    """Leaves no byte."""
    with open(disk / "filler", "ab", buffering=0) as filler:
        for piece in (1 << 20, 4096, 1):
            try:
                while filler.write(bytes(piece)) == piece:
                    pass
            except OSError:
                pass


def empty(disk: Path) -> None:
    (disk / "filler").unlink()


def ready(server: Server) -> tuple[int, dict[str, str]]:
    """The status of readiness, and the state of each part."""
    reply = server.client.request("GET", "/health/ready", patient=False)
    parts = (reply.data or reply.details)["dependencies"]
    if reply.status == 503:
        assert reply.headers.get("retry-after"), reply
    return reply.status, {part["name"]: part["state"] for part in parts}


def is_passing(reply: Reply) -> bool:
    """A 503 that says which and when to come again."""
    known = reply.code in ("DEPENDENCY_UNAVAILABLE", "BUSY")
    return reply.status == 503 and known and int(reply.headers.get("retry-after", "0")) > 0


def until_well(server: Server, head: Session) -> float:
    """Seconds until it is ready and writes; at most ten."""
    began = time.monotonic()
    while time.monotonic() - began < WELL_WITHIN_S:
        written = create(head)
        if ready(server)[0] == 200 and written.status == 201:
            return time.monotonic() - began
        time.sleep(0.2)
    raise AssertionError(f"not well after {WELL_WITHIN_S} s: {ready(server)}, {written}\n{server.tail(5)}")


def create(head: Session) -> Reply:
    """A centre, which is a small write."""
    code = f"C{secrets.token_hex(6).upper()}"
    return head.post("/api/centres", {"code": code, "name": "x" * 200}, patient=False)


class Load:
    """Writes without a pause from several hands; remembers what was acknowledged."""

    def __init__(self, head: Session, hands: int = 4):
        self.head, self.told, self.codes = head, Counter(), set()
        self.wrong: list[str] = []
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._hands = [threading.Thread(target=self._write) for _ in range(hands)]
        for hand in self._hands:
            hand.start()

    def _write(self) -> None:
        while not self._stop.is_set():
            try:
                reply = create(self.head)
            except OSError as error:
                with self._lock:
                    self.wrong.append(repr(error))
                continue
            with self._lock:
                self.told[reply.status] += 1
                if reply.status == 201:
                    self.codes.add(reply.data["code"])
                elif not is_passing(reply):
                    self.wrong.append(str(reply))
            if reply.status != 201:
                time.sleep(0.02)

    def since(self, seconds: float) -> Counter:
        """What is told in so many seconds from now."""
        before = Counter(self.told)
        time.sleep(seconds)
        return self.told - before

    def end(self) -> set[str]:
        """Stops; only 201 and 503 may have been told."""
        self._stop.set()
        for hand in self._hands:
            hand.join()
        assert not self.wrong, f"{len(self.wrong)} wrong answers, such as {self.wrong[0]}"
        return self.codes


@fault("F3")
def a_disk_that_is_filled_and_emptied_three_times(house: House) -> None:
    with on_small_disk(house) as (server, disk):
        head = server.head()
        load = Load(head)
        try:
            for _ in range(3):
                assert load.since(0.5)[201] > 0
                fill(disk)
                told = load.since(1.5)
                status, parts = ready(server)
                assert status == 503 and parts["files"] == "down", (status, parts)
                if house.engine == "sqlite":  # on PostgreSQL the rows lie elsewhere
                    assert told[503] > 0, told
                assert server.client.request("GET", "/health/live").status == 200
                empty(disk)
                until_well(server, head)
        finally:
            codes = load.end()
        assert codes <= {centre["code"] for centre in head.everything("/api/centres")}
        server.kill()
        server.start()
        kept = {centre["code"] for centre in server.head().everything("/api/centres")}
        assert codes <= kept, f"{len(codes - kept)} of {len(codes)} acknowledged centres are lost"
        server.command("audit", "verify")


def photos_of(megabytes: int) -> bytes:
    """An archive that is as large as what is in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as photos:
        for number in range(megabytes):
            photos.writestr(f"{number}.jpg", os.urandom(1 << 20))
    return archive.getvalue()


@sibling("F3")
def photographs_that_do_not_fit_on_the_disk(house: House) -> None:
    with on_small_disk(house, 40) as (server, disk):
        hall = Hall(server, faces=False)
        more = [("photos", ("photos.zip", photos_of(48), "application/zip"))]
        roster = "\n".join([HEADER, hall.row("Z1", hall.centre_a)])
        reply = hall.import_roster(roster.encode(), more=more, patient=False)
        assert is_passing(reply), reply
        assert not list((disk / "data" / "tmp").iterdir()), "what was spooled is still there"
        until_well(server, hall.head)
        done = hall.import_roster(roster.encode())
        assert done.status == 200 and done.envelope["data"]["imported"] == 1, done


@sibling("F3")
def a_picture_that_does_not_fit_costs_no_attempt_and_leaves_nothing(house: House) -> None:
    with on_small_disk(house) as (server, disk):
        hall = Hall(server, people=1)
        hall.attend(hall.obama)
        before = checkpoint(hall.head)
        fill(disk)
        for _ in range(2):
            reply = hall.verify(hall.obama, picture("obama2.jpg"), patient=False)
            assert is_passing(reply), reply
        assert not list((disk / "data" / "blobs").rglob("*.tmp")), "half a file is left"
        empty(disk)
        until_well(server, hall.head)
        reply = hall.verify(hall.obama, picture("obama2.jpg"))
        assert reply.status == 200 and reply.data["attempt"] == 1 and reply.data["verified"], reply
        # The journal is numbered and signed again, not after a minute but now.
        until = time.monotonic() + WELL_WITHIN_S
        while checkpoint(hall.head) <= before + 2:
            assert time.monotonic() < until, "no new checkpoint"
            time.sleep(0.2)


def checkpoint(head: Session) -> int:
    """The entries that the newest checkpoint covers."""
    reply = head.get("/api/audit/checkpoint")
    return reply.data["size"] if reply.status == 200 else 0
