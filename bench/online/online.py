"""Times every call of both stations, one after the other, against a fresh server."""

import argparse
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))

import pictures  # noqa: E402
from kit.client import Client, Reply, Session, Unexpected, image  # noqa: E402
from server import Server, durations, median_ms  # noqa: E402

CANDIDATES = 200
# Calls before the measured ones: folders are made, statements prepared, code paged in.
WARM = 5
HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot"
OVERRIDE = {"reason": "identity checked against the admit card", "noAttemptReason": "no camera at this desk"}


@dataclass(frozen=True)
class Day:
    """An exam with an active slot, and those who work in it."""

    exam: str
    candidates: list[str]
    rolls: list[str]
    tag: str
    operator: Session
    supervisor: Session


@dataclass(frozen=True)
class Call:
    """One kind of call; `send` does it for the candidate of that number."""

    name: str
    method: str
    route: str
    send: Callable[[int], Reply]


def set_up(client: Client, admin: str, password: str, candidates: int = CANDIDATES) -> Day:
    """A roster, an active slot, one operator and one supervisor."""
    tag = secrets.token_hex(3).upper()
    head = Session(client, admin, password)
    exam = head.must("POST", "/api/exams", json={"name": "Online", "code": f"ONLINE-{tag}"})["id"]
    rolls = [f"{tag}{number:04}" for number in range(candidates)]
    rows = [
        f"{roll},Candidate {number},Father {number},2001-02-03,C{tag},Centre,Morning"
        for number, roll in enumerate(rolls)
    ]
    form = [("file", ("roster.csv", "\n".join([HEADER, *rows]).encode(), "text/csv"))]
    head.must("POST", f"/api/exams/{exam}/candidates/import", form=form)
    slot = head.everything(f"/api/slots?examId={exam}")[0]
    head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
    secret = secrets.token_urlsafe(18)
    for role in ("operator", "supervisor"):
        account = {"username": f"{role}-{tag}".lower(), "password": secret, "name": role, "role": role}
        made = head.must("POST", "/api/operators", json={**account, "centreId": slot["centreId"]})
        if role == "operator":
            head.must("POST", "/api/slot/assign", json={"operatorId": made["id"], "slotId": slot["id"]})
    ids = {item["rollNumber"]: item["id"] for item in head.everything(f"/api/candidates/{exam}")}
    operator, supervisor = (Session(client, f"{role}-{tag}".lower(), secret) for role in ("operator", "supervisor"))
    return Day(exam, [ids[roll] for roll in rolls], rolls, tag, operator, supervisor)


def calls(day: Day, prints: list[bytes], sheets: list[bytes]) -> list[Call]:
    """The stations' calls, in the order in which a candidate meets them."""
    exam, ids = day.exam, day.candidates

    def post(path: str, who: Session = day.operator, **options) -> Reply:
        return who.call("POST", path, key=secrets.token_hex(16), patient=False, **options)

    def get(path: str) -> Reply:
        return day.operator.call("GET", path, patient=False)

    def whom(number: int) -> list[tuple[str, str]]:
        return [("examId", exam), ("candidateId", ids[number])]

    def sheet_form(number: int) -> list:
        picture = image("sheet.png", sheets[number])
        return [("examId", exam), ("barcode", f"P{day.tag}{number:04}"), ("image", picture)]

    def barcode(number: int) -> dict[str, str]:
        return {"examId": exam, "barcode": f"J{day.tag}{number:04}"}

    capture, scan, bind = "/api/fingerprint/capture", "/api/omr/scan", "/api/omr/validate"
    status = "/api/fingerprint/status/{candidateId}/{examId}"
    return [
        Call("attendance", "POST", "/api/attendance",
             lambda n: post("/api/attendance", json={"examId": exam, "rollNumber": day.rolls[n]})),
        Call("candidates, first page", "GET", "/api/candidates/{examId}",
             lambda n: get(f"/api/candidates/{exam}")),
        Call("one candidate", "GET", "/api/candidates/{examId}/{candidateId}",
             lambda n: get(f"/api/candidates/{exam}/{ids[n]}")),
        Call("fingerprint capture, 500 × 500", "POST", capture,
             lambda n: post(capture, form=[*whom(n), ("fingerprintImage", image("finger.png", prints[n]))])),
        Call("fingerprint status", "GET", status,
             lambda n: get(f"/api/fingerprint/status/{ids[n]}/{exam}")),
        Call("omr scan, JSON", "POST", scan, lambda n: post(scan, json=barcode(n))),
        Call("omr scan, sheet 800 × 1100", "POST", scan, lambda n: post(scan, form=sheet_form(n))),
        Call("omr validate", "POST", bind,
             lambda n: post(bind, json={**barcode(n), "rollNumber": day.rolls[n]})),
        Call("biometric verify, override", "POST", "/api/biometric/verify",
             lambda n: post("/api/biometric/verify", day.supervisor, json={**dict(whom(n)), "override": OVERRIDE})),
    ]  # fmt: skip


def timed(call: Call, number: int) -> float:
    """Milliseconds as the client sees them."""
    begun = time.perf_counter()
    reply = call.send(number)
    took = 1000 * (time.perf_counter() - begun)
    if reply.status not in (200, 201):
        raise Unexpected(f"{call.name}: {reply}")
    return took


@dataclass(frozen=True)
class Row:
    """How a kind of call went; milliseconds. `own` is the median by the server's histogram."""

    call: str
    count: int
    median: float
    p95: float
    own: float | None
    cpu: float

    def __str__(self) -> str:
        own = "–" if self.own is None else f"{self.own:.1f}"
        return f"| {self.call} | {self.count} | {self.median:.1f} | {self.p95:.1f} | {own} | {self.cpu:.1f} |"


def row(server: Server, client: Client, call: Call, count: int) -> Row:
    """Does one kind of call for `count` candidates."""
    for number in range(WARM):
        timed(call, number)
    before, cpu = durations(client, call.method, call.route), server.cpu_s()
    times = [timed(call, number) for number in range(WARM, WARM + count)]
    cpu = 1000 * (server.cpu_s() - cpu) / count
    own = median_ms(before, durations(client, call.method, call.route))
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return Row(call.name, count, statistics.median(times), p95, own, cpu)


def rows(server: Server, count: int) -> Iterator[Row]:
    """Every kind of call in turn."""
    prints = [pictures.finger(number) for number in range(WARM + count)]
    client = Client(server.url)
    day = set_up(client, server.admin, server.password)
    sheets = [pictures.sheet(f"P{day.tag}{number:04}") for number in range(WARM + count)]
    for call in calls(day, prints, sheets):
        yield row(server, client, call, count)


def main() -> None:
    """Prints the table and the memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database in place of SQLite")
    options.add_argument("--count", type=int, default=150, help=f"calls of a kind, 2 to {CANDIDATES - WARM}")
    given = options.parse_args()
    if not 2 <= given.count <= CANDIDATES - WARM:
        options.error(f"--count must be 2 to {CANDIDATES - WARM}")
    with Server(given.postgres) as server:
        print(f"Idle, models loaded: {server.rss_mib():.0f} MiB resident. Process {server.pid}.\n", flush=True)
        print("| call | count | median ms | p95 ms | server's median ms | server's CPU ms |")
        print("|---|---:|---:|---:|---:|---:|")
        for line in rows(server, given.count):
            print(line, flush=True)
        print(f"\nAfterwards: {server.rss_mib():.0f} MiB resident.")


if __name__ == "__main__":
    main()
