"""Rekognition in the exam's day, against the peer that looks at pixels: prints `ok` or `FAIL`, a line each.

    MPA_BIN=… REKOGNITION_PEER=… PYTHONPATH=examples python examples/aws/faces.py [--long] [--only NAME,…]

Needs botocore in the Python that runs it. The short form has seconds of silence and 120 photographs, the long one 30 s
and 1,000. Exit code 1 on any FAIL.
"""

import argparse
import csv
import io
import os
import re
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from subprocess import run as run_command
from typing import Any

from aws.rekognition import Peer, credentials, faults_of, wait_for
from faults.hall import HEADER, Hall
from faults.server import ROOT, Server
from kit.client import Reply

# Labelled faces of many people, with `roster.csv`: the three sample pictures are too few to be told apart.
FACES = Path(os.environ.get("MPA_FACES", str(ROOT.parent / "shared/faces")))
MODELS = Path(os.environ.get("MPA_MODELS", str(ROOT / "models")))
IMPORT_AT_ONCE = 50


class Lines:
    """What came of the checks."""

    def __init__(self) -> None:
        self.failed = 0

    def tell(self, fine: Any, line: str) -> None:
        self.failed += not fine
        print(f"{'ok  ' if fine else 'FAIL'} {line}", flush=True)


class Day:
    """An exam whose faces are scored by the peer, with people of the set in it."""

    def __init__(self, server: Server, people: list[dict[str, str]], **settings: Any):
        wanted = {"faceEngine": "rekognition", "maxFaceAttempts": 20, **settings}
        self.hall = Hall(server, people=1, settings=wanted, faces=False)
        self.rows = people
        self.candidates = add(self.hall, [(row["Roll No"], FACES / row["Photo"]) for row in people])
        for candidate in self.candidates:
            self.hall.attend(candidate)

    def verify(self, number: int, picture: bytes) -> Reply:
        return self.hall.verify(self.candidates[number], picture, patient=False)

    def live(self, number: int) -> bytes:
        return (FACES / self.rows[number]["live_photo"]).read_bytes()

    def alerts(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.hall.head.everything(f"/api/alerts/{self.hall.exam}") if one["type"] == kind]


def add(hall: Hall, people: list[tuple[str, Path]]) -> list[dict[str, Any]]:
    """Candidates with photographs, imported some at a time; those whose picture is refused are there without."""
    for first in range(0, len(people), IMPORT_AT_ONCE):
        some = people[first : first + IMPORT_AT_ONCE]
        photos = io.BytesIO()
        with zipfile.ZipFile(photos, "w") as archive:
            for roll, path in some:
                archive.writestr(f"{roll}.jpg", path.read_bytes())
        rows = [hall.row(roll, hall.centre_a, f"{roll}.jpg") for roll, _ in some]
        more = [("photos", ("photos.zip", photos.getvalue(), "application/zip"))]
        done = hall.import_roster("\n".join([HEADER, *rows, ""]).encode(), more=more)
        assert done.status == 200, done
    found = {one["rollNumber"]: one for one in hall.head.everything(f"/api/candidates/{hall.exam}")}
    return [found[roll] for roll, _ in people]


def made(tools: Path, *arguments: Path) -> bytes:
    """A picture made of others: see `rekognition-pictures`."""
    run_command([tools, *arguments], check=True)
    return arguments[1].read_bytes()


def told(reply: Reply) -> str:
    return f"{reply.status} {reply.code or ''} {(reply.data or {}).get('matchPercentage', '')}".strip()


class Checks:
    """The checks, in the order in which they are made."""

    def __init__(self, options: argparse.Namespace, peer: Peer, lines: Lines):
        self.options, self.peer, self.lines = options, peer, lines
        self.tools = options.peer.with_name("rekognition-pictures")
        self.scratch = Path(tempfile.mkdtemp(prefix="mpa-faces-"))
        with open(FACES / "roster.csv", encoding="utf-8") as file:
            self.people = list(csv.DictReader(file))

    def server(self, rate: int = 50) -> Server:
        where = ("--rekognition", "on", "--aws-region", "eu-central-1", "--aws-endpoint-rekognition", self.peer.url)
        self.where = where
        return Server(self.options.binary, None, (*where, "--rekognition-rate", str(rate)))

    def scores(self) -> None:
        """Who is who, and what is sent of a picture."""
        server = self.server()
        try:
            self._scores(server)
        finally:
            server.remove()

    def _scores(self, server: Server) -> None:
        tell, peer = self.lines.tell, self.peer
        day = Day(server, self.people[:6])
        health = server.client.request("GET", "/health/ready")
        tell(health.status == 200 and b'"rekognition"' in health.body, "ready names rekognition")
        peer.forget()
        same = day.verify(0, day.live(0))
        tell(same.status == 200 and same.data["verified"] and same.data["engine"] == "rekognition", f"the same person: {told(same)}")
        other = day.verify(1, day.live(5))
        wrong = other.status == 200 and not other.data["verified"] and 0 < other.data["matchPercentage"] < 96.5
        tell(wrong, f"another person: {told(other)}, the real percentage")
        photo, live = FACES / self.people[2]["Photo"], FACES / self.people[2]["live_photo"]
        stranger = FACES / self.people[3]["live_photo"]
        peer.forget()
        beside = day.verify(2, made(self.tools, live, self.scratch / "beside.jpg", stranger))
        tell(beside.status == 200 and beside.data["verified"], f"with a bystander: {told(beside)}")
        turned = day.verify(2, made(self.tools, stranger, self.scratch / "turned.jpg", photo))
        tell(turned.status == 200 and not turned.data["verified"], f"the candidate as the bystander of another: {told(turned)}")
        seen = [one.get("facesInTarget") for one in peer.requests("CompareFaces")]
        tell(seen and set(seen) == {1}, f"each comparison has one face in its target: {seen}")
        large = made(self.tools, FACES / self.people[4]["live_photo"], self.scratch / "large.png")
        png = day.verify(4, large)
        tell(png.status == 200 and png.data["engine"] == "rekognition" and len(large) > 8_500_000, f"a PNG of {len(large) / 1e6:.1f} MB: {told(png)}")
        webp = day.verify(5, made(self.tools, FACES / self.people[5]["live_photo"], self.scratch / "live.webp"))
        tell(webp.status == 200 and webp.data["verified"], f"WebP: {told(webp)}")
        self._faults(day)
        self._silence(server)
        self._rules()

    def _faults(self, day: Day) -> None:
        tell, peer = self.lines.tell, self.peer
        peer.forget()
        peer.order(throttle=2)
        reply = day.verify(3, day.live(3))
        outcomes = [one["outcome"] for one in peer.requests("CompareFaces")]
        fine = reply.status == 200 and outcomes == ["ThrottlingException"] * 2 + ["done"]
        tell(fine, f"throttled twice, then fine: {told(reply)} {outcomes}")
        attempts = reply.data["attempt"]
        for name in ("expired", "denied", "fail"):
            peer.order(**{name: 9})
            reply = day.verify(3, day.live(3))
            peer.order(**{name: 0})
            fine = reply.status == 503 and reply.code == "DEPENDENCY_UNAVAILABLE" and reply.headers.get("retry-after")
            tell(fine, f"{name}: {told(reply)}")
        health = day.hall.client.request("GET", "/health/ready")
        time.sleep(1.1)
        health = day.hall.client.request("GET", "/health/ready")
        state = [one["state"] for one in health.envelope.get("data", health.envelope)["dependencies"] if one["name"] == "rekognition"]
        tell(health.status == 200 and state == ["down"], f"rekognition is {state}, and the server ready: {health.status}")
        peer.forget()
        peer.order(cut={"CompareFaces": 1})
        reply = day.verify(3, day.live(3))
        outcomes = [one["outcome"] for one in peer.requests("CompareFaces")]
        fine = reply.status == 200 and reply.data["attempt"] == attempts + 1
        tell(fine, f"an answer that was lost: {told(reply)}, attempt {reply.data and reply.data['attempt']} {outcomes}")

    def _silence(self, server: Server) -> None:
        tell, seconds = self.lines.tell, 30 if self.options.long else 8
        for fallback in ("none", "local"):
            day = Day(server, self.people[6:8], faceFallback=fallback)
            wait_for(lambda: len(self.peer.collection(day.hall.exam)) == 2, 30)
            self.peer.order(silence=seconds)
            begun = time.monotonic()
            reply = day.verify(0, day.live(0))
            took = time.monotonic() - begun
            if fallback == "none":
                tell(reply.status == 503 and took < 8, f"{seconds} s of silence, no fallback: {told(reply)} after {took:.1f} s")
                wait_for(lambda: day.verify(1, day.live(1)).status == 200, seconds + 10, 1)
                again = day.verify(0, day.live(0))
                first = again.status == 200 and again.data["attempt"] == 1
                tell(first, f"afterwards the first attempt is the first: {told(again)}")
            else:
                local = reply.status == 200 and reply.data["engine"] == "local" and reply.data["verified"]
                tell(local, f"{seconds} s of silence, fallback local: {told(reply)} by {reply.data and reply.data['engine']} after {took:.1f} s")
                alerts = day.alerts("engine_fallback")
                tell(len(alerts) == 1, f"an alert tells of it: {[one['details'] for one in alerts]}")
                self._twin(server, day)
            time.sleep(max(0.0, seconds - (time.monotonic() - begun)))

    def _twin(self, server: Server, day: Day) -> None:
        """Enrolled while nobody answers."""
        photo = FACES / self.people[6]["live_photo"]
        self.peer.order(silence=30 if self.options.long else 8)
        add(day.hall, [("TWIN", photo)])
        found = wait_for(lambda: day.alerts("duplicate_face"), 10)
        self.lines.tell(found, "a twin that is enrolled during the silence raises duplicate_face")
        wait_for(lambda: "rekognition" in day.alerts("duplicate_face")[0]["details"], 60, 1)
        details = day.alerts("duplicate_face")[0]["details"]
        self.lines.tell(details.get("rekognition", {}).get("similarity"), f"the second opinion follows: {details.get('rekognition')}")

    def _rules(self) -> None:
        requests = self.peer.requests()
        self.rules(requests)

    def rules(self, requests: list[dict[str, Any]]) -> None:
        faults = faults_of(requests)
        kinds = sorted({one["operation"] for one in requests})
        self.lines.tell(requests and not faults, f"{len(requests)} requests pass botocore's validator and the maxima: {kinds} {faults[:3]}")

    def indexing(self) -> None:
        """A roster goes into the collection, and the server is killed in the middle."""
        server = self.server(5)
        try:
            self._indexing(server)
        finally:
            server.remove()

    def _indexing(self, server: Server) -> None:
        tell, peer = self.lines.tell, self.peer
        count = self.options.photographs or (1000 if self.options.long else 120)
        pictures = sorted(FACES.glob("images/*/*_0001.jpg")) + sorted(FACES.glob("images/*/*_0002.jpg"))
        peer.forget()
        hall = Hall(server, people=1, faces=False)
        add(hall, [(f"R{number}", path) for number, path in enumerate(pictures[:count])])
        enrolled = sum(one["faceEnrolled"] for one in hall.head.everything(f"/api/candidates/{hall.exam}"))
        # What was enrolled before the exam chose Rekognition is indexed as well.
        peer.order(cut={"IndexFaces": 3})
        chosen = {"settings": {"faceEngine": "rekognition"}, "reason": "as agreed"}
        hall.head.must("PATCH", f"/api/exams/{hall.exam}", json=chosen)
        wait_for(lambda: len(peer.collection(hall.exam)) >= enrolled // 2, count)
        server.kill()
        there = len(peer.collection(hall.exam))
        server.start()
        hall.client, hall.head = server.client, server.head()
        tell(there < enrolled, f"killed with {there} of {enrolled} faces in the collection; 3 answers are lost")
        waits = lambda: self.metric(server, "mpa_faces_to_index") == 0 and len(peer.collection(hall.exam)) >= enrolled
        tell(wait_for(waits, 60 + count, 1), f"it goes on: {len(peer.collection(hall.exam))} faces, nothing waits")
        ids = [face["ExternalImageId"] for face in peer.collection(hall.exam)]
        sent = len(peer.requests("IndexFaces"))
        tell(len(ids) == len(set(ids)) == enrolled, f"none is there twice: {len(ids)} faces of {len(set(ids))} candidates, {sent} IndexFaces")
        checked = server.command("aws", "check", *self.where, must=False)
        tell(checked.returncode == 0, f"the check says: {checked.stdout.strip()} {checked.stderr.strip()[-200:]}")
        self._replaced(hall, pictures[count : count + 5], enrolled)
        self.rules(peer.requests())

    def _replaced(self, hall: Hall, pictures: list[Path], enrolled: int) -> None:
        one = next(one for one in hall.head.everything(f"/api/candidates/{hall.exam}") if one["faceEnrolled"])
        mine = lambda: [face["FaceId"] for face in self.peer.collection(hall.exam) if face["ExternalImageId"] == one["id"]]
        before = mine()
        self.peer.order(cut={"DeleteFaces": 1})
        for picture in pictures:  # the first one that is usable
            whom = [("examId", hall.exam), ("candidateId", one["id"])]
            form = [*whom, ("faceImage", (picture.name, picture.read_bytes(), "image/jpeg"))]
            done = hall.head.post("/api/face/enroll", form=form)
            if done.status == 201:
                break
        fine = wait_for(lambda: len(mine()) == 1 and mine() != before, 40)
        self.lines.tell(done.status == 201 and fine, f"a photograph that is replaced leaves, one answer lost: {before} became {mine()}")
        self.lines.tell(len(self.peer.collection(hall.exam)) == enrolled, f"the collection has {enrolled} faces still")

    @staticmethod
    def metric(server: Server, name: str) -> float:
        text = server.client.request("GET", "/metrics").body.decode()
        found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else -1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=os.environ.get("MPA_BIN"), help="or MPA_BIN")
    parser.add_argument("--peer", type=Path, default=os.environ.get("REKOGNITION_PEER"), help="or REKOGNITION_PEER")
    parser.add_argument("--port", type=int, default=0, help="of the peer")
    parser.add_argument("--long", action="store_true", help="30 s of silence, 1,000 photographs")
    parser.add_argument("--photographs", type=int, help="that are indexed")
    parser.add_argument("--only", default="scores,indexing")
    options = parser.parse_args()
    credentials()
    peer, lines = Peer(options.peer, MODELS, options.port), Lines()
    try:
        checks = Checks(options, peer, lines)
        for name in options.only.split(","):
            getattr(checks, name)()
    finally:
        peer.stop()
    print(f"{lines.failed} failed")
    return 1 if lines.failed else 0


if __name__ == "__main__":
    sys.exit(main())
