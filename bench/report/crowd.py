"""An exam with centres whose candidates have photographs, for the sections in which faces are compared."""

import io
import secrets
import time
import uuid
import zipfile
from dataclasses import dataclass, field
from typing import Any

import faces
from kit.client import Client, Session

HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Photo"
# Photographs that are sent in one call, and marks in one batch.
PART, BATCH = 100, 500
# The lengths of queues are told with a delay: so long they must have been nil.
TOLD_S = 3.0
SETTINGS = {"minVerificationSeconds": 0, "maxFaceAttempts": 20}


@dataclass
class Centre:
    """A centre with an active slot, and who works there."""

    code: str
    operator: Session
    rolls: list[str]
    ids: list[str] = field(default_factory=list)


class Crowd:
    """The exam. Its candidates are numbered; nobody's photograph has the pixels of another's."""

    def __init__(self, client: Client, head: Session, settings: dict[str, Any] | None = None):
        self.client, self.head, self.tag = client, head, secrets.token_hex(3).upper()
        body = {"name": "Crowd", "code": f"CROWD-{self.tag}", "settings": {**SETTINGS, **(settings or {})}}
        self.exam = head.must("POST", "/api/exams", json=body)["id"]
        self.count = 0

    def centre(self, people: int, photographs: bool = True) -> Centre:
        """A centre with so many candidates, an active slot, and an operator."""
        code = f"{self.tag}{secrets.token_hex(2).upper()}"
        numbers = range(self.count, self.count + people)
        self.count += people
        for first in range(0, people, PART):
            self._import(code, numbers[first : first + PART], photographs)
        self.head.renew()
        centre = next(one for one in self.head.everything("/api/centres") if one["code"] == code)
        slots = self.head.everything(f"/api/slots?examId={self.exam}")
        slot = next(one["id"] for one in slots if one["centreId"] == centre["id"])
        self.head.must("PATCH", f"/api/slots/{slot}", json={"status": "active"})
        name, secret = f"op-{code}".lower(), secrets.token_urlsafe(18)
        account = {"username": name, "password": secret, "name": name, "role": "operator", "centreId": centre["id"]}
        made = self.head.must("POST", "/api/operators", json=account)
        self.head.must("POST", "/api/slot/assign", json={"operatorId": made["id"], "slotId": slot})
        operator = Session(self.client, name, secret)
        found = {one["rollNumber"]: one["id"] for one in operator.everything(f"/api/candidates/{self.exam}")}
        rolls = [self.roll(number) for number in numbers]
        return Centre(code, operator, rolls, [found[roll] for roll in rolls])

    def roll(self, number: int) -> str:
        return f"{self.tag}{number:07}"

    def _import(self, code: str, numbers: range, photographs: bool) -> None:
        rows = [
            f"{self.roll(n)},Candidate {n},Father {n},2001-02-03,{code},Morning,{f'{n}.jpg' if photographs else ''}"
            for n in numbers
        ]
        form: list[Any] = [("file", ("roster.csv", "\n".join([HEADER, *rows, ""]).encode(), "text/csv"))]
        if photographs:
            archive = io.BytesIO()
            with zipfile.ZipFile(archive, "w") as pictures:
                for n in numbers:
                    pictures.writestr(f"{n}.jpg", faces.photograph(n))
            form.append(("photos", ("photos.zip", archive.getvalue(), "application/zip")))
        done = self.head.must("POST", f"/api/exams/{self.exam}/candidates/import", form=form)
        if photographs and done["photos"]["enrolled"] != len(numbers):
            raise SystemExit(f"{len(numbers)} photographs were sent, and {done['photos']['enrolled']} enrolled")

    def attend(self, centre: Centre) -> None:
        """All of a centre are present."""
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        for first in range(0, len(centre.ids), BATCH):
            records = [
                {"id": str(uuid.uuid4()), "entityType": "attendance", "candidateId": one, "capturedAt": now,
                 "data": {"status": "completed"}}
                for one in centre.ids[first : first + BATCH]
            ]  # fmt: skip
            batch = {"examId": self.exam, "deviceId": centre.code, "deviceTime": now, "records": records}
            results = centre.operator.must("POST", "/api/sync/upload", json=batch)["results"]
            if any(one["status"] != "synced" for one in results):
                raise SystemExit(f"not everybody is present: {results[0]}")


def gauge(client: Client, name: str) -> int:
    """A value of `/metrics` that has no labels."""
    for line in client.request("GET", "/metrics").body.decode().splitlines():
        if line.startswith(f"{name} "):
            return int(float(line.split(" ")[1]))
    raise SystemExit(f"/metrics has no {name}")


def drained(client: Client, seconds: float, must: bool = True) -> bool:
    """Waits until no face waits to be scored or searched; whether that was so in the time."""
    until, since = time.monotonic() + seconds, time.monotonic()
    while time.monotonic() < since + TOLD_S:
        if any(gauge(client, name) for name in ("mpa_faces_to_score", "mpa_face_searches_waiting")):
            since = time.monotonic()
        if time.monotonic() > until:
            if must:
                raise SystemExit(f"faces still wait to be scored or searched after {seconds:.0f} s")
            return False
        time.sleep(0.5)
    return True
