"""Attendance at 32 connections, beside the least that must be done and beside the baseline."""

import time
from typing import Any

from faults.postgres import Postgres
from least import Copy
from load import Load
from mpa import Mpa
from node import Node

from report.run import Run, median, rounds, say
from report.told import BASELINE, LEAST, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "Attendance at 32 connections"
CONNECTIONS = 32
NAMES = {"mpa": "this commit", "least": "pgbench, the least", "node": "baseline, one process"}
KINDS = {"mpa": NOW, "least": LEAST, "node": BASELINE}


def measure(run: Run) -> dict[str, Any]:
    candidates, seconds, times = run.size(400_000, 20_000), run.size(10, 2), run.size(3, 1)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in NAMES}
    postgres = Postgres(durable=True)
    try:
        with Mpa(postgres, run.program) as ours, Node(postgres) as theirs:
            mpa, node = Load(ours, postgres, candidates), Load(theirs, postgres, candidates)
            say(f"{candidates:,} candidates are there")
            mpa.wrk(seconds)
            least = Copy(postgres, ours.database, mpa.exam)
            node.wrk(2 * seconds)  # until V8 has compiled what is hot
            least.run(seconds)
            for _ in range(times):
                for name, load in (("mpa", mpa), ("node", node)):
                    one, own, database = load.measure(seconds)
                    values = {"rate": one.requests / one.seconds, "p50": one.p50, "p99": one.p99}
                    found[name].append({**values, "own": own, "database": database})
                    time.sleep(2)
                    if name == "mpa":
                        done = least.run(seconds)
                        found["least"].append({"rate": done.a_second, "mean": done.mean_ms})
                        time.sleep(2)
                say(", ".join(f"{name} {each[-1]['rate']:,.0f}/s" for name, each in found.items()))
    finally:
        postgres.remove()
    return {"found": found, "candidates": candidates, "seconds": seconds, "rounds": times}


def tell(raw: dict[str, Any]) -> Told:
    found = raw["found"]
    rate = {name: median([one["rate"] for one in each]) for name, each in found.items()}

    def cell(name: str, value: str) -> str:
        return amount(median([one[value] for one in found[name]])) if value in found[name][0] else "–"

    rows = [
        ["what", "calls/s", "each round", "this commit ÷ it", "p50 ms", "p99 ms", "its CPU, ms a call", "PostgreSQL's"]
    ]
    for name, title in NAMES.items():
        each = ", ".join(amount(one["rate"]) for one in found[name])
        ratio = "1" if name == "mpa" else f"{rate['mpa'] / rate[name]:.2f}"
        values = [cell(name, value) for value in ("p50", "p99", "own", "database")]
        if name == "least":
            values[0] = f"{cell(name, 'mean')} (mean)"
        rows.append([title, amount(rate[name]), each, ratio, *values])
    text = (
        f"`wrk` marks one candidate after the other on {CONNECTIONS} connections, of an operator each; `pgbench` does "
        f"the least with {CONNECTIONS} clients: it holds the candidate `FOR UPDATE`, inserts the attendance, inserts "
        "the entry, commits; prepared, on a copy of the same database with all its indexes and references. One "
        f"PostgreSQL with its default settings, which waits for the disk at each commit; {raw['candidates']:,} "
        f"candidates in each database. {rounds(raw)} of {raw['seconds']} s after a warm-up; medians. Each call that "
        "was answered is found in the database. The baseline writes no entry."
    )
    goal = Goal("attendance at 32 connections, by pgbench with the least", 0.4, rate["mpa"] / rate["least"], "×", True)
    bars = [Bar(NAMES[name], rate[name], KINDS[name]) for name in NAMES]
    chart = Chart("Attendances marked a second", "calls/s", bars, mark=0.4 * rate["least"])
    return Told(text, [goal], [chart], [Table(rows)])
