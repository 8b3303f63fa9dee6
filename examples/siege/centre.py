"""A centre at work: calls of one kind, each with the time that it took."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from faults import wire
from faults.hall import Hall, picture
from kit.client import Client, Session, image

PAUSE_S = 0.05


@dataclass
class Day:
    """How a row of calls was answered."""

    calls: int
    answered: int
    p50_ms: float
    p99_ms: float


class Centre:
    """An operator of the hall, who is nobody's attacker."""

    def __init__(self, hall: Hall):
        self.hall, self.photo = hall, picture("obama3.jpg")
        body = {"examId": hall.exam, "operatorId": hall.first.id}
        password = hall.head.must("POST", "/api/admin/download/password/generate", json=body)["password"]
        said = {"examId": hall.exam, "password": password}
        self.given = hall.first.must("POST", "/api/admin/download/verify", json=said)
        self.calls: dict[str, Callable[[int], bool]] = {
            "face": self.face,
            "me": lambda _: hall.first.get("/api/auth/me", patient=False).status == 200,
            "package": self.package,
            "socket": self.socket,
            "connect": self.connect,
            "login": self.login,
            "sync": self.sync,
        }

    def face(self, number: int) -> bool:
        """A face is read by the same workers as at a station, and uses no attempt of anybody."""
        form = [*self.hall.whom(self.hall.people[0]).items(), ("faceImage", image("x.jpg", self.photo))]
        return self.hall.head.post("/api/face/enroll", form=form, patient=False).status == 201

    def package(self, number: int) -> bool:
        headers = {"X-Download-Token": self.given["downloadToken"]}
        return self.hall.first.get(self.given["packageUrl"], headers=headers, patient=False).status == 200

    def socket(self, number: int) -> bool:
        one = wire.WebSocket(self.hall.server)
        try:
            said = one.watch(self.hall.head.token, self.hall.exam)
            return isinstance(said, dict) and said["type"] == "subscribed"
        finally:
            one.close()

    def connect(self, number: int) -> bool:
        line = wire.connect(self.hall.server)
        try:
            line.sendall(wire.head("GET", "/api/auth/me", self.hall.first.token, Connection="close"))
            return wire.status(wire.answer(line)) == 200
        finally:
            line.close()

    def login(self, number: int) -> bool:
        Session(Client(self.hall.server.url), self.hall.first.username, self.hall.first.password)
        return True

    def sync(self, number: int) -> bool:
        record = self.hall.record("attendance", self.hall.people[0], {"status": "completed"})
        batch = {"examId": self.hall.exam, "deviceId": "desk", "deviceTime": record["capturedAt"], "records": [record]}
        return self.hall.first.post("/api/sync/upload", batch, patient=False).status == 200

    def work(self, kind: str, calls: int) -> Day:
        """Makes so many calls, one after the other."""
        took, answered = [], 0
        for number in range(calls):
            began = time.monotonic()
            try:
                answered += self.calls[kind](number)
            except Exception:  # noqa: BLE001: whatever it is, the call was not answered
                pass
            took.append((time.monotonic() - began) * 1000)
            time.sleep(PAUSE_S)
        took.sort()
        return Day(calls, answered, took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.99))])
