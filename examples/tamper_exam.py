"""A small exam over HTTP, so that the journal has something to tell.

Reads URL, ADMIN and ADMIN_PASSWORD from the environment; tamper.sh sets them.
"""

import os
import secrets

from kit.client import Client, Session

CANDIDATES = 8
HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot"


def roster() -> bytes:
    """A few invented candidates of one centre and one slot."""
    rows = [
        f"T{number:03},Candidate {number},Father {number},2001-02-03,T1,Town School,Morning"
        for number in range(CANDIDATES)
    ]
    return "\n".join([HEADER, *rows]).encode()


def staff(head: Session, client: Client, centre: str, role: str) -> Session:
    """A new account of the centre, signed in."""
    password = secrets.token_urlsafe(18)
    account = {"username": role, "password": password, "name": role, "role": role}
    head.must("POST", "/api/operators", json={**account, "centreId": centre})
    return Session(client, role, password)


def station(operator: Session, supervisor: Session, exam: str, candidate: dict[str, str]) -> None:
    """Both stations of one candidate; there is no camera, so a supervisor closes."""
    roll, whom = candidate["rollNumber"], {"examId": exam, "candidateId": candidate["id"]}
    barcode = f"S-{roll}"
    operator.must("POST", "/api/attendance", json={"examId": exam, "rollNumber": roll})
    form = [*whom.items(), ("exceptionReason", "the reader is broken")]
    operator.must("POST", "/api/fingerprint/capture", form=form)
    operator.must("POST", "/api/omr/scan", json={"examId": exam, "barcode": barcode})
    binding = {"examId": exam, "barcode": barcode, "rollNumber": roll}
    operator.must("POST", "/api/omr/validate", json=binding)
    decision = {"reason": "papers were checked", "noAttemptReason": "there is no camera"}
    supervisor.must("POST", "/api/biometric/verify", json={**whom, "override": decision})


def main() -> None:
    client = Client(os.environ["URL"])
    head = Session(client, os.environ["ADMIN"], os.environ["ADMIN_PASSWORD"])
    exam = head.must("POST", "/api/exams", json={"name": "Tamper", "code": "TAMPER"})["id"]
    form = [("file", ("roster.csv", roster(), "text/csv"))]
    head.must("POST", f"/api/exams/{exam}/candidates/import", form=form)
    slot = head.everything(f"/api/slots?examId={exam}")[0]
    head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
    operator = staff(head, client, slot["centreId"], "operator")
    supervisor = staff(head, client, slot["centreId"], "supervisor")
    head.must("POST", "/api/slot/assign", json={"operatorId": operator.id, "slotId": slot["id"]})
    for candidate in head.everything(f"/api/candidates/{exam}"):
        station(operator, supervisor, exam, candidate)
    print(f"an exam with {CANDIDATES} candidates was run")


if __name__ == "__main__":
    main()
