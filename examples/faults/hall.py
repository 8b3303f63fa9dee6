"""An exam that is on: two centres, candidates with photographs, people of every role."""

import datetime
import io
import json
import secrets
import uuid
import zipfile
from typing import Any

from faults.server import ROOT, Server
from kit.client import Form, Reply, Session, image

PICTURES = ROOT / "models" / "pictures"
HEADER = "Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot,Photo"
# Pictures of people: who is enrolled with which, and another of the same person.
ENROLLED = {"obama": "obama.jpg", "biden": "biden.jpg"}
LIVE = {"obama": "obama2.jpg"}


def picture(name: str) -> bytes:
    """One of the sample pictures, such as `obama.jpg`."""
    return (PICTURES / name).read_bytes()


def now(seconds: float = 0) -> str:
    """The time so many seconds from now, as RFC 3339."""
    at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Hall:
    """Everything is named at random, so that many halls fit on one server.

    Centre `a` has the active slot `slot`, with the operators `first` and `second` and the supervisor
    `supervisor`; centre `b` has `far_slot`, with `far` and `far_supervisor`. Candidates: `obama` and
    `biden` with photographs, and `people` without, all of centre a; `strangers` of centre b.
    """

    def __init__(self, server: Server, people: int = 6, settings: dict[str, Any] | None = None, faces: bool = True):
        self.server, self.client = server, server.client
        self.head = server.head()
        self.tag = secrets.token_hex(3).upper()
        wanted = {"minVerificationSeconds": 0, **(settings or {})}
        body = {"name": "A hall", "code": f"X{self.tag}", "settings": wanted}
        self.exam = self.head.must("POST", "/api/exams", json=body)["id"]
        self.centre_a = self._centre("A")
        self.centre_b = self._centre("B")
        self._candidates(people, faces)
        self.slot, self.far_slot = self.slot_of(self.centre_a), self.slot_of(self.centre_b)
        for slot in (self.slot, self.far_slot):
            self.head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
        self.first, self.second = self.operator(self.centre_a, self.slot), self.operator(self.centre_a, self.slot)
        self.far = self.operator(self.centre_b, self.far_slot)
        self.supervisor = self.account("supervisor", self.centre_a)
        self.far_supervisor = self.account("supervisor", self.centre_b)

    def _centre(self, letter: str) -> dict[str, Any]:
        body = {"code": f"{letter}{self.tag}", "name": f"Centre {letter}"}
        return self.head.must("POST", "/api/centres", json=body)

    def row(self, roll: str, centre: dict[str, Any], photo: str = "", slot: str = "Morning") -> str:
        return f"{roll},Person {roll},Father,2001-02-03,F,{centre['code']},Centre,{slot},{photo}"

    def import_roster(self, content: bytes, name: str = "roster.csv", more: Form | None = None, **options) -> Reply:
        """An import by head office."""
        form = [("file", (name, content, "application/octet-stream")), *(more or [])]
        return self.head.post(f"/api/exams/{self.exam}/candidates/import", form=form, **options)

    def _candidates(self, people: int, faces: bool) -> None:
        named = ENROLLED if faces else {}
        rows = [self.row(f"{self.tag}-{name}", self.centre_a, photo) for name, photo in named.items()]
        rows += [self.row(f"{self.tag}-{number}", self.centre_a) for number in range(people)]
        rows += [self.row(f"{self.tag}-far{number}", self.centre_b) for number in range(3)]
        photos = io.BytesIO()
        with zipfile.ZipFile(photos, "w") as archive:
            for photo in named.values():
                archive.writestr(photo, picture(photo))
        more: Form = [("photos", ("photos.zip", photos.getvalue(), "application/zip"))] if faces else []
        done = self.import_roster("\n".join([HEADER, *rows, ""]).encode(), more=more)
        assert done.status == 200, done
        found = {c["rollNumber"]: c for c in self.head.everything(f"/api/candidates/{self.exam}")}
        self.obama = found.get(f"{self.tag}-obama", {})
        self.biden = found.get(f"{self.tag}-biden", {})
        self.people = [found[f"{self.tag}-{number}"] for number in range(people)]
        self.strangers = [found[f"{self.tag}-far{number}"] for number in range(3)]

    def slot_of(self, centre: dict[str, Any], name: str = "Morning") -> dict[str, Any]:
        slots = self.head.everything(f"/api/slots?examId={self.exam}")
        return next(s for s in slots if s["centreId"] == centre["id"] and s["slotName"] == name)

    def account(self, role: str, centre: dict[str, Any] | None = None, **more: Any) -> Session:
        """A new account of that role, signed in."""
        password, username = secrets.token_urlsafe(18), f"{role}-{secrets.token_hex(4)}"
        body = {"username": username, "password": password, "name": f"A {role}", "role": role, **more}
        if centre:
            body["centreId"] = centre["id"]
        self.head.must("POST", "/api/operators", json=body)
        return Session(self.client, username, password)

    def operator(self, centre: dict[str, Any], *slots: dict[str, Any]) -> Session:
        """A new operator of these slots, signed in."""
        operator = self.account("operator", centre)
        for slot in slots:
            self.head.must("POST", "/api/slot/assign", json={"operatorId": operator.id, "slotId": slot["id"]})
        return operator

    def whom(self, candidate: dict[str, Any]) -> dict[str, str]:
        return {"examId": self.exam, "candidateId": candidate["id"]}

    def attend(self, candidate: dict[str, Any], who: Session | None = None) -> dict[str, Any]:
        """Completed attendance, which has to succeed."""
        body = {**self.whom(candidate), "status": "completed"}
        return (who or self.first).must("POST", "/api/attendance", json=body)

    def verify(self, candidate: dict[str, Any], live: bytes, who: Session | None = None, **options) -> Reply:
        """A live picture against the enrolled face."""
        form: Form = [*self.whom(candidate).items(), ("liveFaceImage", image("live.jpg", live))]
        return (who or self.first).post("/api/face/verify", form=form, **options)

    def scan(self, barcode: str, sheet: bytes | None = None, who: Session | None = None, **fields: Any) -> Reply:
        """A sheet, with or without its image."""
        who, said = who or self.first, {"examId": self.exam, "barcode": barcode, **fields}
        if sheet is None:
            return who.post("/api/omr/scan", said)
        texts = [(name, value if isinstance(value, str) else str(value).lower()) for name, value in said.items()]
        return who.post("/api/omr/scan", form=[*texts, ("image", image("sheet.png", sheet))])

    def record(self, kind: str, candidate: dict[str, Any], data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A record that was captured offline, just now unless `capturedAt` says otherwise."""
        record = {"id": str(uuid.uuid4()), "entityType": kind, "candidateId": candidate["id"], "capturedAt": now()}
        return {**record, "data": data, **more}

    def upload(self, records: list[Any], who: Session | None = None, device: str = "device-1", **more: Any) -> Reply:
        """Hands records over."""
        batch = {"examId": self.exam, "deviceId": device, "deviceTime": now(), "records": records, **more}
        return (who or self.first).post("/api/sync/upload", batch)

    def results(self, records: list[Any], who: Session | None = None, **more: Any) -> list[dict[str, Any]]:
        """What is told of each of these records."""
        reply = self.upload(records, who, **more)
        assert reply.status == 200, reply
        return reply.data["results"]

    def capture_token(self, who: Session | None = None) -> str:
        """The capture token of a fresh package of this operator."""
        who = who or self.first
        body = {"examId": self.exam, "operatorId": who.id}
        password = self.head.must("POST", "/api/admin/download/password/generate", json=body)["password"]
        given = who.must("POST", "/api/admin/download/verify", json={"examId": self.exam, "password": password})
        package = who.get(given["packageUrl"], headers={"X-Download-Token": given["downloadToken"]})
        assert package.status == 200, package
        with zipfile.ZipFile(io.BytesIO(package.body)) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    token = json.loads(archive.read(name)).get("captureToken")
                    if token:
                        return token
        raise AssertionError("the package has no capture token")

    def alerts(self, kind: str | None = None) -> list[dict[str, Any]]:
        """The alerts of the exam, of one type or all."""
        found = self.head.everything(f"/api/alerts/{self.exam}")
        return [alert for alert in found if kind in (None, alert["type"])]
