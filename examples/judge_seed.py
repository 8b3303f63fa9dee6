"""Fills a fresh server with one small exam and prints an access token of the role asked for.

Reads URL, ADMIN and ADMIN_PASSWORD from the environment; judge.sh sets them.
"""

import os
import secrets
import sys

from kit.client import Client, Session

CANDIDATES = 12
HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot"


def roster() -> bytes:
    """A few invented candidates of one centre and one slot."""
    rows = [
        f"J{number:03},Candidate {number},Father {number},2001-02-03,J1,Judge's Centre,Morning"
        for number in range(CANDIDATES)
    ]
    return "\n".join([HEADER, *rows]).encode()


def main() -> None:
    role = sys.argv[1]
    client = Client(os.environ["URL"])
    head = Session(client, os.environ["ADMIN"], os.environ["ADMIN_PASSWORD"])
    exam = head.must("POST", "/api/exams", json={"name": "Judge", "code": "JUDGE"})
    form = [("file", ("roster.csv", roster(), "text/csv"))]
    head.must("POST", f"/api/exams/{exam['id']}/candidates/import", form=form)
    centre = head.everything("/api/centres")[0]
    slot = head.everything(f"/api/slots?examId={exam['id']}")[0]
    head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
    password = secrets.token_urlsafe(18)
    for name in ("operator", "supervisor"):
        account = {"username": name, "password": password, "name": name, "role": name}
        made = head.must("POST", "/api/operators", json={**account, "centreId": centre["id"]})
        if name == "operator":
            assignment = {"operatorId": made["id"], "slotId": slot["id"]}
            head.must("POST", "/api/slot/assign", json=assignment)
    session = head if role == "admin" else Session(client, role, password)
    print(session.token)


if __name__ == "__main__":
    main()
