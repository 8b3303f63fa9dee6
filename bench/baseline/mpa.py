"""MPA in the same place: the same exam, set up over its own calls."""

import secrets
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "examples"), str(HERE.parent / "online")]

from server import Server  # noqa: E402

import kit.client  # noqa: E402
from faults.postgres import Postgres  # noqa: E402
from kit.client import Client, Session  # noqa: E402
from node import Exam  # noqa: E402

HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Slot"


class Mpa(Server):
    """A running MPA on a database of its own."""

    def __init__(self, postgres: Postgres, program: Path | None = None) -> None:
        self._postgres, self.database = postgres, postgres.database()
        super().__init__(self.database, program)
        kit.client.TIMEOUT_S = 3600.0  # a large import takes its time
        self._head = Session(Client(self.url), self.admin, self.password)

    def exam(self, candidates: int, operators: int) -> Exam:
        """An exam with an active slot for each operator, candidates dealt out over them in turn."""
        tag = secrets.token_hex(3).upper()
        exam = self._head.must("POST", "/api/exams", json={"name": "Load", "code": f"LOAD-{tag}"})["id"]
        rows = (
            f"{tag}{number:08},Candidate {number},Father {number},2001-02-03,C{number % operators:03},Morning"
            for number in range(candidates)
        )
        form = [("file", ("roster.csv", "\n".join([HEADER, *rows, ""]).encode(), "text/csv"))]
        self._head.must("POST", f"/api/exams/{exam}/candidates/import", form=form)
        centres = {centre["id"]: centre["code"] for centre in self._head.everything("/api/centres")}
        slots = {centres[slot["centreId"]]: slot for slot in self._head.everything(f"/api/slots?examId={exam}")}
        names, password = [], secrets.token_urlsafe(18)
        for number in range(operators):
            slot, name = slots[f"C{number:03}"], f"operator-{number}-{tag}".lower()
            self._head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
            account = {"username": name, "password": password, "name": name, "role": "operator"}
            made = self._head.must("POST", "/api/operators", json={**account, "centreId": slot["centreId"]})
            self._head.must("POST", "/api/slot/assign", json={"operatorId": made["id"], "slotId": slot["id"]})
            names.append(name)
        while self._head.must("GET", f"/api/admin/stats/{exam}")["candidates"] < candidates:
            time.sleep(0.05)
        return Exam(exam, tag, names, password)

    def settle(self) -> None:
        """The statistics of the tables are those of what is in them."""
        self._postgres.sql(self.database, "VACUUM ANALYZE")

    def present(self, exam: Exam) -> int:
        """Attendances in the figures."""
        return self._head.must("GET", f"/api/admin/stats/{exam.id}")["present"]
