"""How many records of stations whose line came back are settled a second: batches of 500 marks without images, on four
connections, from the first byte sent to the last answer, in which each must be `synced`."""

import argparse
import json
import secrets
import statistics
import subprocess
import sys
import threading
import time
import uuid
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "online"), str(HERE.parents[1] / "examples")]

from faults.postgres import Postgres, program  # noqa: E402
from kit.client import Client, Session, Unexpected  # noqa: E402
from server import Server, binary  # noqa: E402

BATCH = 500
CONNECTIONS = 4
HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot"
# What a batch writes, in the order of their references.
TABLES = ("sync_record", "attendance", "journal")


class Day:
    """An exam with an active slot and an operator a connection, each at a centre of its own."""

    def __init__(self, server: Server, people: int):
        self.client, self.people, tag = Client(server.url), people, secrets.token_hex(3).upper()
        head = Session(self.client, server.admin, server.password)
        self.head, self.tag = head, tag
        exam = head.must("POST", "/api/exams", json={"name": "Sync", "code": f"SYNC-{tag}"})
        self.exam = exam["id"]
        rows = [
            f"{self.roll(hand, one)},Candidate {one},Father {one},2001-02-03,C{hand}{tag},Centre {hand},Morning"
            for hand in range(CONNECTIONS)
            for one in range(people)
        ]
        form = [("file", ("roster.csv", "\n".join([HEADER, *rows]).encode(), "text/csv"))]
        head.must("POST", f"/api/exams/{self.exam}/candidates/import", form=form)
        secret, self.operators = secrets.token_urlsafe(18), []
        slots = sorted(head.everything(f"/api/slots?examId={self.exam}"), key=lambda slot: slot["centreId"])
        hands = {centre["id"]: int(centre["code"][1]) for centre in head.everything("/api/centres")
                 if centre["code"].endswith(tag)}  # fmt: skip
        for slot in slots:
            head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
        for slot in sorted(slots, key=lambda slot: hands[slot["centreId"]]):
            name = f"op-{tag}-{hands[slot['centreId']]}".lower()
            account = {"username": name, "password": secret, "name": name, "role": "operator"}
            made = head.must("POST", "/api/operators", json={**account, "centreId": slot["centreId"]})
            head.must("POST", "/api/slot/assign", json={"operatorId": made["id"], "slotId": slot["id"]})
            self.operators.append(Session(self.client, name, secret))

    def roll(self, hand: int, one: int) -> str:
        return f"{self.tag}{hand}{one:06}"

    def hand_over(self) -> float:
        """Records a second."""
        rolls = [[self.roll(hand, one) for one in range(self.people)] for hand in range(CONNECTIONS)]
        return hand_over(self.exam, self.operators, rolls)


def batches(exam: str, hand: int, rolls: list[str]) -> list[bytes]:
    """The marks of these candidates, as a station keeps them."""
    now = datetime.now(timezone.utc).isoformat()
    records = [
        {"id": str(uuid.uuid4()), "entityType": "attendance", "rollNumber": roll, "capturedAt": now,
         "data": {"status": "completed"}}
        for roll in rolls
    ]  # fmt: skip
    parts = (records[first : first + BATCH] for first in range(0, len(records), BATCH))
    frame = {"examId": exam, "deviceId": f"tablet-{hand}", "deviceTime": now}
    return [json.dumps({**frame, "records": part}).encode() for part in parts]


def hand_over(exam: str, operators: list[Session], rolls: list[list[str]]) -> float:
    """Records a second, when each operator hands over their own candidates."""
    work, failed = [batches(exam, hand, own) for hand, own in enumerate(rolls)], []
    start = threading.Barrier(len(operators) + 1)

    def send(operator: Session, bodies: list[bytes]) -> None:
        operator.get("/api/exams")
        start.wait()
        for body in bodies:
            reply = operator.call("POST", "/api/sync/upload", body=body, content_type="application/json")
            states = {record["status"] for record in (reply.data or {}).get("results", [])}
            if reply.status != 200 or states != {"synced"}:
                failed.append(f"{reply} {states}")

    threads = [threading.Thread(target=send, args=pair) for pair in zip(operators, work, strict=True)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    if failed:
        raise Unexpected(failed[0])
    return sum(map(len, rolls)) / took


def copied(postgres: Postgres, url: str, records: int) -> float:
    """Records a second when PostgreSQL itself copies the same rows, in as large parts, into the same tables with their
    indexes and references: the last run's rows are taken out and copied back in."""
    folder = postgres.folder / "copies"
    folder.mkdir(mode=0o777, exist_ok=True)
    folder.chmod(0o777)
    script = [r"\set ON_ERROR_STOP on"]
    wanted = {
        "sync_record": f"SELECT * FROM sync_record ORDER BY id DESC LIMIT {records}",
        "attendance": f"SELECT * FROM attendance ORDER BY id DESC LIMIT {records}",
        "journal": f"SELECT * FROM journal WHERE action = 'mark_attendance' ORDER BY id DESC LIMIT {records}",
    }
    for table in TABLES:
        postgres.sql(url, f"COPY ({wanted[table]}) TO '{folder}/{table}'")
    postgres.sql(
        url,
        f"""DELETE FROM sync_hand_over;
        DELETE FROM sync_record WHERE id IN (SELECT id FROM sync_record ORDER BY id DESC LIMIT {records});
        DELETE FROM attendance WHERE id IN (SELECT id FROM attendance ORDER BY id DESC LIMIT {records});
        DELETE FROM journal WHERE id IN (SELECT id FROM ({wanted["journal"]}) j)""",
    )
    for table in TABLES:
        postgres.sql(url, f"VACUUM ANALYZE {table}")
    lines = {table: (folder / table).read_text(encoding="utf-8").splitlines() for table in TABLES}
    parts = []
    for first in range(0, records, BATCH):
        part = ["BEGIN;"]
        for table in TABLES:
            part += [f"COPY {table} FROM stdin;", *lines[table][first : first + BATCH], r"\."]
        parts.append("\n".join([*part, "COMMIT;", ""]))
    hands = [parts[hand::CONNECTIONS] for hand in range(CONNECTIONS)]
    command = [program("psql"), "-Xq", "-v", "ON_ERROR_STOP=1", "-d", url]
    pipes = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in hands]
    for pipe in pipes:
        pipe.stdin.write("SELECT 1 AS warm \\gset\n")
        pipe.stdin.flush()
    time.sleep(0.5)
    begun = time.monotonic()
    threads = [threading.Thread(target=pipe.communicate, args=("".join([*script, "\n", *work]),))
               for pipe, work in zip(pipes, hands, strict=True)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    if any(pipe.returncode for pipe in pipes):
        raise SystemExit("the rows could not be copied")
    return records / took


def measured(engine: str, program_: Path, people: int, postgres: Postgres | None) -> tuple[float, float | None]:
    """Records a second of a program on a fresh store, and of `COPY`."""
    url = postgres.database() if postgres else None
    with Server(url, program_) as server:
        rate = Day(server, people).hand_over()
        time.sleep(2)  # the sequencer is done
    return rate, copied(postgres, url, CONNECTIONS * people) if postgres else None


def main() -> None:
    """Prints a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--before", type=Path, help="another binary, measured in turns with this one")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--people", type=int, default=2500, help="candidates a connection")
    options.add_argument("--engines", default="postgres,sqlite")
    args = options.parse_args()
    programs = {"now": binary(), **({"before": args.before} if args.before else {})}
    print("| engine | program | records a second | COPY of the same rows |\n|---|---|---:|---:|")
    for engine in args.engines.split(","):
        rates: dict[str, list[float]] = {name: [] for name in programs}
        copies: list[float] = []
        postgres = Postgres(durable=True) if engine == "postgres" else None
        try:
            for _ in range(args.rounds):
                for name, path in programs.items():
                    rate, copy = measured(engine, path, args.people if name == "now" else args.people // 5, postgres)
                    rates[name].append(rate)
                    copies += [copy] if copy and name == "now" else []
        finally:
            if postgres:
                postgres.remove()
        for name, found in rates.items():
            copy = f"{statistics.median(copies):,.0f}" if copies else "–"
            print(f"| {engine} | {name} | {statistics.median(found):,.0f} | {copy} |")
        if len(rates) > 1:
            ratio = statistics.median(rates["now"]) / statistics.median(rates["before"])
            print(f"| {engine} | now ÷ before | {ratio:.1f} | |")
        if copies:
            print(f"| {engine} | now ÷ COPY | {statistics.median(rates['now']) / statistics.median(copies):.2f} | |")


if __name__ == "__main__":
    main()
