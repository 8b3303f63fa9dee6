"""The exam that the checks run in: two centres, three slots, people of every role."""

import secrets
import time
import uuid
from typing import Any

from kit.client import Client, Form, Reply, Session, image
from probe.pictures import Pictures
from probe.report import Report

HEADER = "Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot"
MORNING_CANDIDATES = 130
OTHERS_EACH = 4


def new_id() -> str:
    """An id that nothing has."""
    return str(uuid.uuid4())


class World:
    """Everything is named with a random tag, so that the checks can be repeated on one server."""

    def __init__(self, report: Report, url: str, admin: tuple[str, str], pictures: Pictures):
        self.report, self.url, self.pictures = report, url, pictures
        self.client = Client(url)
        self.head = Session(self.client, *admin)
        self.tag = secrets.token_hex(3).upper()
        self.exam = self.create_exam("Probe")
        self.other_exam = self.create_exam("Probe, another")
        self.centre_a, self.centre_b = self.create_centre("A"), self.create_centre("B")
        self.import_candidates()
        self.find_candidates()
        self.employ()
        self.early = self.take()
        self.early_attendance = self.attend(self.early)
        self.early_at = time.monotonic()

    def create_exam(self, name: str) -> dict[str, Any]:
        body = {"name": name, "code": f"X{secrets.token_hex(5)}".upper()}
        return self.head.must("POST", "/api/exams", json=body)

    def create_centre(self, letter: str) -> dict[str, Any]:
        body = {"code": f"{letter}{self.tag}", "name": f"Centre {letter}"}
        return self.head.must("POST", "/api/centres", json=body)

    def row(self, roll: str, centre: dict[str, Any], slot: str) -> str:
        code = centre["code"]
        return f"{roll},Person {roll},Father of {roll},2001-02-03,F,{code},Centre,{slot}"

    def csv(self, rows: list[str], header: str = HEADER) -> bytes:
        return "\n".join([header, *rows, ""]).encode()

    def import_file(
        self,
        content: bytes,
        name: str = "roster.csv",
        exam: str | None = None,
        more: Form | None = None,
        **options,
    ) -> Reply:
        """An import by head office."""
        form = [("file", (name, content, "application/octet-stream")), *(more or [])]
        path = f"/api/exams/{exam or self.exam['id']}/candidates/import"
        return self.head.post(path, form=form, **options)

    def import_candidates(self) -> None:
        plan = [
            ("M", self.centre_a, "Morning", MORNING_CANDIDATES),
            ("E", self.centre_a, "Evening", OTHERS_EACH),
            ("B", self.centre_b, "Morning", OTHERS_EACH),
        ]
        rows = [
            self.row(f"{self.tag}-{letter}{number:03}", centre, slot)
            for letter, centre, slot, count in plan
            for number in range(count)
        ]
        self.imported = self.import_file(self.csv(rows))
        if self.imported.status != 200:
            raise SystemExit(f"the import of the sample roster failed: {self.imported}")

    def slot(self, centre: dict[str, Any], name: str) -> dict[str, Any]:
        slots = self.head.everything(f"/api/slots?examId={self.exam['id']}")
        return next(s for s in slots if s["centreId"] == centre["id"] and s["slotName"] == name)

    def find_candidates(self) -> None:
        self.morning = self.slot(self.centre_a, "Morning")
        self.evening = self.slot(self.centre_a, "Evening")
        self.far = self.slot(self.centre_b, "Morning")
        found = self.head.everything(f"/api/candidates/{self.exam['id']}")
        by_slot = {
            slot["id"]: sorted((c for c in found if c["slotId"] == slot["id"]), key=lambda c: c["rollNumber"])
            for slot in (self.morning, self.evening, self.far)
        }
        self.free = by_slot[self.morning["id"]]
        self.evening_candidates = by_slot[self.evening["id"]]
        self.far_candidates = by_slot[self.far["id"]]

    def take(self) -> dict[str, Any]:
        """A candidate of the active slot that no check has touched."""
        return self.free.pop()

    def account(self, role: str, centre: dict[str, Any] | None = None, **more: Any) -> Session:
        """A new account of that role, signed in."""
        password = secrets.token_urlsafe(18)
        username = f"{role}-{secrets.token_hex(4)}"
        body = {"username": username, "password": password, "name": f"A {role}", "role": role, **more}
        if centre:
            body["centreId"] = centre["id"]
        self.head.must("POST", "/api/operators", json=body)
        return Session(self.client, username, password)

    def employ(self) -> None:
        a, b = self.centre_a, self.centre_b
        self.first, self.second = self.account("operator", a), self.account("operator", a)
        self.idle, self.waiting = self.account("operator", a), self.account("operator", a)
        self.supervisor, self.far_supervisor = self.account("supervisor", a), self.account("supervisor", b)
        self.observer = self.account("observer", examIds=[self.exam["id"]])
        self.by_role = {
            "admin": self.head,
            "supervisor": self.supervisor,
            "operator": self.first,
            "observer": self.observer,
        }
        self.set_slot(self.morning, "active")
        self.set_slot(self.far, "active")
        for operator, slot in (
            (self.first, self.morning),
            (self.second, self.morning),
            (self.waiting, self.evening),
        ):
            self.assign(operator, slot)

    def set_slot(self, slot: dict[str, Any], status: str) -> None:
        self.head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": status})

    def assign(self, operator: Session, slot: dict[str, Any]) -> None:
        body = {"operatorId": operator.id, "slotId": slot["id"]}
        self.head.must("POST", "/api/slot/assign", json=body)

    def whom(self, candidate: dict[str, Any]) -> dict[str, str]:
        return {"examId": self.exam["id"], "candidateId": candidate["id"]}

    def attendance(self, who: Session, candidate: dict[str, Any], **more: Any) -> Reply:
        return who.post("/api/attendance", {**self.whom(candidate), **more})

    def attend(self, candidate: dict[str, Any], who: Session | None = None) -> dict[str, Any]:
        """Completed attendance, which has to succeed."""
        body = {**self.whom(candidate), "status": "completed"}
        return (who or self.first).must("POST", "/api/attendance", json=body)

    def present(self) -> dict[str, Any]:
        """A fresh candidate with completed attendance of the first operator."""
        candidate = self.take()
        self.attend(candidate)
        return candidate

    def form(self, candidate: dict[str, Any], name: str, filename: str, content: bytes) -> Form:
        return [*self.whom(candidate).items(), (name, image(filename, content))]

    def set_exam(self, **settings: Any) -> Reply:
        """Changes settings, with the reason that loosening needs."""
        body = {"settings": settings, "reason": "a check of the contract"}
        return self.head.patch(f"/api/exams/{self.exam['id']}", body)
