#!/usr/bin/env python3
"""Asks each call of the baseline for what it should do; exits with 1 at the first that does otherwise."""

import argparse
import multiprocessing
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "examples"), str(HERE.parent / "live")]

import watchers  # noqa: E402
from node import Exam, Node  # noqa: E402

from faults.postgres import Postgres  # noqa: E402
from kit.client import Client, Reply, Session  # noqa: E402

CANDIDATES, OPERATORS = 40, 2
MISSING = "00000000-0000-4000-8000-000000000000"


def expect(what: str, reply: Reply, status: int, code: str | None = None) -> Reply:
    if (reply.status, reply.code) != (status, code):
        raise SystemExit(f"{what}: {status} {code or ''} was expected, not {reply}")
    print(f"ok: {what}")
    return reply


def same(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise SystemExit(f"{what}: {expected} was expected, not {found}")
    print(f"ok: {what}")


def accounts(client: Client, exam: Exam) -> None:
    for name, password in ((exam.operators[0], "wrong"), ("nobody", exam.password)):
        wrong = {"username": name, "password": password}
        reply = client.request("POST", "/api/auth/login", json=wrong)
        expect("a wrong login", reply, 401, "INVALID_CREDENTIALS")
    body = {"examId": exam.id, "rollNumber": "R00000000"}
    expect("no token", client.request("POST", "/api/attendance", json=body), 401, "UNAUTHENTICATED")
    expect("no JSON", client.request("POST", "/api/auth/login", body=b"{", content_type="application/json"),
           400, "VALIDATION")  # fmt: skip


def attendance(operator: Session, exam: Exam) -> None:
    def mark(number: int, **more: str) -> Reply:
        return operator.post("/api/attendance", {"examId": exam.id, "rollNumber": f"R{number:08}", **more})

    first = expect("attendance", mark(0), 201).data
    again = expect("attendance again", mark(0), 409, "ATTENDANCE_EXISTS")
    same("the first is told", again.details["existing"]["id"], first["id"])
    marked = [first[name] for name in ("status", "checkpoint", "biometricEligible")]
    same("what was marked", marked, ["completed", True, True])
    expect("another's candidate", mark(1), 404, "CANDIDATE_NOT_FOUND")
    expect("an unknown status", mark(2, status="pending"), 400, "VALIDATION")
    body = {"examId": MISSING, "rollNumber": "R00000000"}
    expect("another exam", operator.post("/api/attendance", body), 403, "NO_SLOT_ASSIGNED")
    with ThreadPoolExecutor(16) as at_once:
        statuses = sorted(reply.status for reply in at_once.map(lambda _: mark(2), range(16)))
    same("sixteen at a time", statuses, [201] + [409] * 15)


def sync(operator: Session, exam: Exam) -> None:
    def record(number: int) -> dict:
        kept = {"id": str(uuid.uuid4()), "entityType": "attendance", "rollNumber": f"R{number:08}"}
        return {**kept, "capturedAt": "2026-03-01T04:00:00Z", "data": {"status": "completed"}}

    def upload(*records: object) -> list[dict]:
        batch = {"examId": exam.id, "deviceId": "tablet-1", "deviceTime": "2026-03-01T04:30:00Z"}
        return operator.must("POST", "/api/sync/upload", json={**batch, "records": records})["results"]

    one, marked, missing = record(4), record(0), record(1)
    results = upload(one, marked, missing, "no record", record(6), one)
    states = ["synced", "conflict", "failed", "failed", "synced", "duplicate"]
    same("a batch", [result["status"] for result in results], states)
    again = upload(one, marked, missing)
    same("the batch again", [result["status"] for result in again], ["duplicate", "conflict", "failed"])
    same("its conflict", again[1]["conflictId"], results[1]["conflictId"])
    with ThreadPoolExecutor(8) as at_once:
        both = record(8)
        found = sorted(results[0]["status"] for results in at_once.map(lambda _: upload(both), range(8)))
    same("one record eight times at a time", found, ["duplicate"] * 7 + ["synced"])
    single = {"examId": exam.id, "entityType": "attendance", "data": {"rollNumber": "R00000010", "status": "completed"}}
    same("the plan's form", operator.must("POST", "/api/sync/upload", json=single)["status"], "synced")
    many = [record(number) for number in range(12, 32, 2)] + [record(0) for _ in range(490)]
    statuses = [result["status"] for result in upload(*many)]
    same("500 records", (statuses.count("synced"), statuses.count("conflict")), (10, 490))


def lists(operator: Session, exam: Exam) -> None:
    pages, cursor = [], ""
    while cursor is not None:
        page = operator.must("GET", f"/api/candidates/{exam.id}?limit=7{cursor and '&cursor=' + cursor}")
        pages, cursor = pages + page["items"], page["nextCursor"]
    same("the operator's own candidates", [item["rollNumber"] for item in pages], [f"R{n:08}" for n in range(0, 40, 2)])
    same("their attendance", sum("attendance" in item for item in pages), 16)


def sheets(operator: Session, exam: Exam) -> None:
    for barcode in ("A-1", "A-2"):
        scan = {"barcode": barcode, "examId": exam.id}
        expect("a sheet", operator.post("/api/omr/scan", scan), 201)
    expect("a sheet again", operator.post("/api/omr/scan", scan), 409, "BARCODE_EXISTS")
    expect("its binding", operator.get(f"/api/omr/validate/A-1?rollNumber=R00000000&examId={exam.id}"), 200)
    bind = {"barcode": "A-2", "rollNumber": "R00000002", "examId": exam.id}
    expect("a binding by POST", operator.post("/api/omr/validate", bind), 200)
    expect("a bound sheet", operator.post("/api/omr/validate", bind), 409, "OMR_ALREADY_VALIDATED")
    expect("no such sheet", operator.post("/api/omr/validate", {**bind, "barcode": "B"}), 404, "OMR_NOT_FOUND")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1, help="processes of the baseline")
    options = parser.parse_args()
    postgres = Postgres()
    try:
        with Node(postgres, options.workers) as server:
            exam, client = server.exam(CANDIDATES, OPERATORS), Client(server.url)
            accounts(client, exam)
            operator = Session(client, exam.operators[0], exam.password)
            begun, ended, results = multiprocessing.Event(), multiprocessing.Event(), multiprocessing.Queue()
            job = (client.host, client.port, [operator.token], exam.id, 4, begun, ended, results)
            process = multiprocessing.Process(target=watchers.main, args=job)
            process.start()
            same("four watch", begun.wait(20), True)
            attendance(operator, exam)
            sync(operator, exam)
            lists(operator, exam)
            sheets(operator, exam)
            ended.set()
            seen = results.get(timeout=20)
            process.join()
            same("each watcher saw each mark", [len(one) for one in seen], [server.present(exam)] * 4)
            same("nothing was logged as an error", server.errors(), "")
    finally:
        postgres.remove()


if __name__ == "__main__":
    main()
