"""Times what dashboards wait for: updates after their commit, and the figures of small and large exams."""

import argparse
import multiprocessing
import secrets
import sqlite3
import statistics
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "online")]

import watchers  # noqa: E402
from online import set_up  # noqa: E402
from server import Server  # noqa: E402

import kit.client  # noqa: E402
from kit.client import Client, Session  # noqa: E402

HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Slot"
CENTRES = 100
# Clients that an account may have, and a few less.
OF_ACCOUNT = 50
# Marks that may be under way at the same time, and how long updates may be on their way after the last.
HANDS, SETTLED_S = 16, 2.0
# What is imported before it is copied: a row for each slot at least.
SMALL = 1_000


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


@dataclass(frozen=True)
class Watched:
    """What each client received and when, when each call was sent and answered (all by candidate, in seconds since
    1970), how long the calls took, and MiB of the server."""

    received: list[dict[str, float]]
    sent: dict[str, float]
    answered: dict[str, float]
    took: list[float]
    memory: float

    def waits(self, since: dict[str, float]) -> list[float]:
        """Milliseconds to each client's each update; every one must have come."""
        waits = [1000 * (seen[one] - at) for seen in self.received for one, at in since.items() if one in seen]
        if len(waits) != len(self.received) * len(since):
            missing = len(self.received) * len(since) - len(waits)
            raise SystemExit(f"{missing} of {len(self.received) * len(since)} updates did not arrive")
        return waits


def chiefs(head: Session, count: int) -> list[Session]:
    """As many administrators as `count` clients take."""
    secret, tag, found = secrets.token_urlsafe(18), secrets.token_hex(3), []
    for number in range(-(-count // OF_ACCOUNT)):
        account = {"username": f"chief-{tag}-{number}", "password": secret, "name": "Chief", "role": "admin"}
        head.must("POST", "/api/operators", json=account)
        found.append(Session(head.client, account["username"], secret))
    return found


def watched(server: Any, who: list[Session], operator: Session, exam: str, rolls: list[str], count: int,
            rate: float = 10.0) -> Watched:  # fmt: skip
    """Has these candidates marked, so many a second whatever the answers take, while `count` clients watch as `who`."""
    client = who[0].client
    begun, ended, results = multiprocessing.Event(), multiprocessing.Event(), multiprocessing.Queue()
    job = (client.host, client.port, [one.token for one in who], exam, count, begun, ended, results)
    process = multiprocessing.Process(target=watchers.main, args=job)
    process.start()
    while not begun.wait(1):
        if not process.is_alive():
            raise SystemExit("the clients did not connect")
    time.sleep(1.0)
    sent, answered, took, start = {}, {}, [], time.monotonic()

    def mark(number: int) -> None:
        time.sleep(max(0.0, start + number / rate - time.monotonic()))
        begun = time.time()
        done = operator.must("POST", "/api/attendance", json={"examId": exam, "rollNumber": rolls[number]})
        answered[done["candidateId"]] = time.time()
        sent[done["candidateId"]] = begun
        took.append(answered[done["candidateId"]] - begun)

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(mark, range(len(rolls))))
    memory = server.rss_mib()
    time.sleep(SETTLED_S)
    ended.set()
    received = results.get(timeout=120)
    process.join()
    return Watched(received, sent, answered, took, memory)


def latency(client: Client, head: Session, server: Server, count: int, calls: int, rate: float) -> str:
    """Marks attendance while `count` clients watch; a line of the table."""
    day = set_up(client, server.admin, server.password)
    head.renew()
    found = watched(server, chiefs(head, count), day.operator, day.exam, day.rolls[:calls], count, rate)
    waits, call, memory = found.waits(found.answered), 1000 * statistics.median(found.took), found.memory
    return (f"| {count:,} | {statistics.median(waits):.1f} | {quantile(waits, 0.99):.1f} | {max(waits):.1f} "
            f"| {call:.1f} | {memory:.0f} |")  # fmt: skip


def roster(candidates: int) -> bytes:
    """Candidates of as many centres, whatever their number, with two slots each."""
    tag = secrets.token_hex(3).upper()
    rows = (
        f"{tag}{number:08},Candidate {number},Father {number},2001-02-03,B{number % CENTRES:03},"
        f"{'Morning' if number // CENTRES % 2 else 'Noon'}"
        for number in range(candidates)
    )
    return "\n".join([HEADER, *rows, ""]).encode()


def exam_of(head: Session, candidates: int, database: Path | None) -> str:
    """An exam with that many candidates: imported, or, with a `database`, a small import and copies of it."""
    name = {"name": "Live", "code": f"LIVE-{secrets.token_hex(3).upper()}"}
    exam = head.must("POST", "/api/exams", json=name)["id"]
    imported = min(candidates, SMALL) if database else candidates
    form = [("file", ("roster.csv", roster(imported), "text/csv"))]
    head.must("POST", f"/api/exams/{exam}/candidates/import", form=form)
    while head.must("GET", f"/api/admin/stats/{exam}")["candidates"] < imported:
        time.sleep(0.05)
    if database and candidates > imported:
        copy(database, exam, candidates // imported - 1)
    return exam


def copy(database: Path, exam: str, times: int) -> None:
    """Adds each candidate of an exam so many times again, and counts them as the server does."""
    with sqlite3.connect(database, timeout=600) as store:
        store.execute(
            """WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
               INSERT INTO candidate SELECT randomblob(16), exam_id, centre_id, slot_id, roll_number || '-' || n, name,
                   father_name, dob, gender, omr_number, created_at, updated_at
               FROM candidate, n WHERE exam_id = ?""",
            (times, uuid.UUID(exam).bytes),
        )
        count = "(SELECT COUNT(*) FROM candidate c WHERE c.slot_id = slot_count.slot_id)"
        store.execute(f"UPDATE slot_count SET candidates = {count}")


def stats(head: Session, sizes: list[int], calls: int, database: Path | None) -> list[str]:
    """Reads the figures of exams of different sizes in turn, so that the machine's moods hit all alike."""
    exams = {size: exam_of(head, size, database) for size in sizes}
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(calls + 5):
        for size, exam in exams.items():
            begun = time.perf_counter()
            data = head.must("GET", f"/api/admin/stats/{exam}")
            took = 1000 * (time.perf_counter() - begun)
            assert data["candidates"] == size and len(data["centres"]) == CENTRES
            if number >= 5:
                times[size].append(took)
    return [f"| {size:,} | {statistics.median(of):.2f} | {quantile(of, 0.95):.2f} |" for size, of in times.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", help="the address of an empty database in place of SQLite")
    parser.add_argument("--calls", type=int, default=150)
    parser.add_argument("--rate", type=float, default=10.0, help="marks a second")
    parser.add_argument("--watchers", type=int, nargs="+", default=[1, 1000])
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 1_000_000])
    options = parser.parse_args()
    kit.client.TIMEOUT_S = 3600.0  # a large import takes its time
    with Server(options.postgres) as server:
        client = Client(server.url)
        head = Session(client, server.admin, server.password)
        print("| clients | median ms | p99 | most | the call itself, median ms | server, MiB |")
        print("|---:|---:|---:|---:|---:|---:|")
        for count in options.watchers:
            print(latency(client, head, server, count, options.calls, options.rate), flush=True)
        if options.sizes:
            database = None if options.postgres else server.folder / "data" / "mpa.db"
            lines = stats(head, options.sizes, options.calls, database)
            print("\n| candidates | stats: median ms | p95 |\n|---:|---:|---:|", *lines, sep="\n", flush=True)


if __name__ == "__main__":
    main()
