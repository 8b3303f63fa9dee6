#!/usr/bin/env python3
"""Attendance at many connections at a time: requests a second, and how long they take. See README.md."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
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


class Load:
    """A system with an exam under way, whose candidates are marked one after the other, as many as a run takes."""

    def __init__(self, server: Node | Mpa, postgres: Postgres, candidates: int, operators: int = 32):
        self.server, self.pids = server, [server.pid, postmaster(postgres)]
        self.exam, self.candidates = server.exam(candidates, operators), candidates
        server.settle()
        client = Client(server.url)
        self.sessions = [Session(client, name, self.exam.password) for name in self.exam.operators]
        self.next = 0

    def wrk(self, seconds: int, connections: int = 32, threads: int = 1) -> Run:
        """Marks who is next, for so long."""
        with tempfile.NamedTemporaryFile("w", encoding="ascii") as tokens:
            for session in self.sessions:
                session.renew()
            tokens.write("".join(f"{session.token}\n" for session in self.sessions))
            tokens.flush()
            environment = {"EXAM": self.exam.id, "PREFIX": self.exam.prefix, "TOKENS": tokens.name}
            environment |= {"THREADS": str(threads), "FIRST": str(self.next), "LAST": str(self.candidates - 1)}
            command = ["wrk", "-t", threads, "-c", connections, "-d", f"{seconds}s"]
            command += ["-s", HERE / "attendance.lua", self.server.url]
            environment["PATH"] = os.environ["PATH"]
            done = subprocess.run(
                list(map(str, command)), env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
        run = Run(**json.loads(done.stdout.splitlines()[-1]))
        # Those that were asked for and not answered when the time was over, and with many threads what others left out.
        self.next += (run.requests + 2 * connections) * (2 if threads > 1 else 1)
        return run

    def measure(self, seconds: int, connections: int = 32, threads: int = 1) -> tuple[Run, float, float]:
        """A run that counts, and processor milliseconds a request: the system's and PostgreSQL's."""
        before, begun = self.server.present(self.exam), [cpu_s(pid) for pid in self.pids]
        run = self.wrk(seconds, connections, threads)
        used = [after - then for after, then in zip([cpu_s(pid) for pid in self.pids], begun)]
        if run.refused or run.broken:
            raise SystemExit(f"not counted, {run.refused} refused and {run.broken} broken: more --candidates? {run}")
        stored = settled(self.server, self.exam, before + run.requests) - before
        if not run.requests <= stored <= run.requests + connections:
            raise SystemExit(f"{run.requests} were answered and {stored} are stored")
        own, database = (1000 * each / run.requests for each in used)
        return run, own, database


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
            before, load = os.getloadavg()[0], Load(server, postgres, options.candidates, options.operators)
            if options.warmup:
                load.wrk(options.warmup, options.connections, options.threads)
                time.sleep(1.0)
            run, own, database = load.measure(options.seconds, options.connections, options.threads)
            print(f"| {options.system} | {run.requests / run.seconds:,.0f} | {run.p50:.1f} | {run.p99:.1f} "
                  f"| {own:.2f} | {database:.2f} | {before:.1f} |", flush=True)  # fmt: skip
    finally:
        postgres.remove()


if __name__ == "__main__":
    main()
