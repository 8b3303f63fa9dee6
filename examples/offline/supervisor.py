"""After the upload: half of the conflicts are decided, and every station is closed."""

import time
from collections import Counter
from typing import Any

from kit import draw
from kit.client import Session, Unexpected, image

REASON = "compared with the gate's list and with the candidate's admit card"
SETTLE_S = 30.0


class Desk:
    """The supervisor at the server, on a line that stands."""

    def __init__(self, who: Session, exam: str):
        self.who, self.exam = who, exam
        self.did: Counter[str] = Counter()
        self.wrong: list[str] = []

    def conflicts(self, resolved: bool) -> list[dict[str, Any]]:
        """The conflicts of the exam that are, or are not, decided."""
        return self.who.everything(f"/api/sync/conflicts/{self.exam}?resolved={str(resolved).lower()}")

    def decide_half(self) -> None:
        """Every second conflict of each kind: for what stands and for what came, in turn."""
        by_kind: dict[str, list[dict[str, Any]]] = {}
        for conflict in self.conflicts(resolved=False):
            kind = conflict["entityType"]
            if kind == "omr" and conflict["conflictReason"] == "OMR_ALREADY_VALIDATED":
                kind = "shared sheet"
            by_kind.setdefault(kind, []).append(conflict)
        for kind, found in sorted(by_kind.items()):
            for place, conflict in enumerate(found[::2]):
                self.decide(conflict, kind, use_new=place % 2 == 0)

    def decide(self, conflict: dict[str, Any], kind: str, use_new: bool) -> None:
        """One conflict. A sheet of somebody else is not taken away: the candidate gets another one."""
        body: dict[str, Any] = {"reason": REASON, "resolution": "use_new" if use_new else "keep_existing"}
        if use_new and kind == "shared sheet":
            body["newData"] = {"barcode": f"R{conflict['rollNumber']}"}
        path = f"/api/sync/resolve/{conflict['conflictId']}"
        reply = self.who.post(path, json=body)
        if use_new and reply.status == 409 and reply.code == "BIOMETRICS_EXIST":
            # The gate's mark stays, because the room builds on it.
            self.did["use_new refused, biometrics exist"] += 1
            body["resolution"] = "keep_existing"
            reply = self.who.post(path, json=body)
        if reply.status != 200:
            self.wrong.append(f"{body['resolution']} of {kind} {conflict['conflictId']}: {reply}")
            return
        self.did[f"{body['resolution']}: {kind}"] += 1
        again = self.who.post(path, json=body)
        if (again.status, again.code) != (409, "CONFLICT_RESOLVED"):
            self.wrong.append(f"decided twice: {kind} {conflict['conflictId']}: {again}")

    def open_candidates(self) -> list[dict[str, Any]]:
        """Those whose station is not closed."""
        everybody = self.who.everything(f"/api/candidates/{self.exam}")
        return [one for one in everybody if one["status"] != "biometric_completed"]

    def settle(self) -> None:
        """Waits until what waited is applied: nothing changes for a while."""
        end, before, calm = time.monotonic() + SETTLE_S, None, 0
        while calm < 4 and time.monotonic() < end:
            time.sleep(0.5)
            now = self.who.must("GET", f"/api/sync/status/{self.exam}")
            calm, before = (calm + 1 if now == before else 0), now

    def close_everything(self) -> None:
        """New sheets for those who shared one, then a decision for every station that is open."""
        for one in self.open_candidates():
            if not one.get("omr"):
                self.new_sheet(one["rollNumber"])
        self.settle()
        for one in self.open_candidates():
            self.close(one)
        self.settle()

    def new_sheet(self, roll: str) -> None:
        barcode = f"N{roll}"
        page = image("sheet.png", draw.sheet(barcode))
        form = [("barcode", barcode), ("examId", self.exam), ("image", page)]
        self.who.must("POST", "/api/omr/scan", form=form)
        body = {"barcode": barcode, "rollNumber": roll, "examId": self.exam}
        self.who.must("POST", "/api/omr/validate", json=body)
        self.did["new sheet bound online"] += 1

    def close(self, one: dict[str, Any]) -> None:
        """The supervisor's own decision, as online: with a reason."""
        override = {"reason": "identity card seen", "noAttemptReason": "no comparison could be made"}
        body = {"examId": self.exam, "candidateId": one["id"], "override": override}
        reply = self.who.post("/api/biometric/verify", json=body)
        if reply.status == 409 and reply.code == "BIOMETRIC_EXISTS":
            self.did["closed meanwhile"] += 1
        elif reply.status == 201:
            self.did["closed online by override" if reply.data["overridden"] else "closed online"] += 1
        else:
            raise Unexpected(f"close of {one['rollNumber']}: {reply}")
