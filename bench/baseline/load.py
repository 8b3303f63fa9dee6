#!/usr/bin/env python3
"""Attendance at many connections at a time: requests a second, and how long they take. See README.md."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "examples")]

from mpa import Mpa  # noqa: E402
from node import Exam, Node  # noqa: E402

from faults.postgres import Postgres  # noqa: E402
from kit.client import Client, Session  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """What `wrk` says of a run; times in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    refused: int
    broken: int


def stat(pid: int) -> list[str]:
    """The fields of a process after its name; the first is its state, the second its parent."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


def cpu_s(pid: int) -> float:
    """Processor seconds of a process and of its children, those that ended included."""
    total = sum(map(int, stat(pid)[11:15]))
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = stat(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[1] == str(pid):
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def postmaster(postgres: Postgres) -> int:
    """The process whose children the database's connections are."""
    return int((postgres.data / "postmaster.pid").read_text(encoding="ascii").split()[0])


def wrk(url: str, exam: Exam, tokens: Path, first: int, last: int, seconds: int, options: argparse.Namespace) -> Run:
    """Marks candidates from `first` to `last` at the most."""
    environment = {"EXAM": exam.id, "PREFIX": exam.prefix, "TOKENS": str(tokens), "THREADS": str(options.threads)}
    environment |= {"FIRST": str(first), "LAST": str(last), "PATH": os.environ["PATH"]}
    command = ["wrk", "-t", options.threads, "-c", options.connections, "-d", f"{seconds}s"]
    command += ["-s", HERE / "attendance.lua", url]
    done = subprocess.run(list(map(str, command)), env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def measure(server: Node | Mpa, postgres: Postgres, options: argparse.Namespace) -> str:
    """A line of the table."""
    load, pids = os.getloadavg()[0], [server.pid, postmaster(postgres)]
    exam = server.exam(options.candidates, options.operators)
    server.settle()
    client = Client(server.url)
    sessions = [Session(client, name, exam.password) for name in exam.operators]
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as tokens:
        tokens.write("".join(f"{session.token}\n" for session in sessions))
        tokens.flush()
        warm = options.candidates // 3
        if options.warmup:
            wrk(server.url, exam, Path(tokens.name), 0, warm - 1, options.warmup, options)
            time.sleep(1.0)
        before, begun = server.present(exam), [cpu_s(pid) for pid in pids]
        run = wrk(server.url, exam, Path(tokens.name), warm, options.candidates - 1, options.seconds, options)
        used = [after - then for after, then in zip([cpu_s(pid) for pid in pids], begun)]
    if run.refused or run.broken:
        raise SystemExit(f"not counted, {run.refused} refused and {run.broken} broken: more --candidates? {run}")
    stored = settled(server, exam, before + run.requests) - before
    if not run.requests <= stored <= run.requests + options.connections:
        raise SystemExit(f"{run.requests} were answered and {stored} are stored")
    each = [1000 * seconds / run.requests for seconds in used]
    return (f"| {options.system} | {run.requests / run.seconds:,.0f} | {run.p50:.1f} | {run.p99:.1f} "
            f"| {each[0]:.2f} | {each[1]:.2f} | {load:.1f} |")  # fmt: skip


def settled(server: Node | Mpa, exam: Exam, expected: int) -> int:
    """Attendances, once as many as were answered are there."""
    for _ in range(50):
        if server.present(exam) >= expected:
            break
        time.sleep(0.1)
    return server.present(exam)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--system", choices=["baseline", "mpa"], default="baseline")
    parser.add_argument("--workers", type=int, default=1, help="processes of the baseline")
    parser.add_argument("--candidates", type=int, default=300_000)
    parser.add_argument("--operators", type=int, default=32, help="each with a slot and a centre")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--warmup", type=int, default=20, help="seconds that are not counted; 0 is none")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1, help="threads of wrk")
    parser.add_argument("--no-fsync", action="store_true", help="a database that does not wait for the disk")
    options = parser.parse_args()
    postgres = Postgres(durable=not options.no_fsync)
    try:
        started = Mpa(postgres) if options.system == "mpa" else Node(postgres, options.workers)
        with started as server:
            print("| system | requests/s | p50 ms | p99 ms | its CPU, ms a request | PostgreSQL's | load before |")
            print("|---|---:|---:|---:|---:|---:|---:|")
            print(measure(server, postgres, options), flush=True)
    finally:
        postgres.remove()


if __name__ == "__main__":
    main()
