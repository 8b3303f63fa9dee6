"""What an administrator looks for in a large exam."""

import dataclasses
from typing import Any

from faults.postgres import Postgres
from kit.client import Client, Session
from search import Names, exam_of, kinds, row
from server import Server

from report.run import Run, say
from report.told import BASELINE, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "Search by an administrator"
ENGINES = {"postgres": "PostgreSQL", "sqlite": "SQLite"}
GOAL_MS = 20
# A part of a name has three letters or more; two letters are asked for as well, and are no part of the goal.
BESIDE = ("two letters",)


def on(run: Run, url: str | None, candidates: int, count: int) -> list[dict[str, Any]]:
    names = Names()
    with Server(url, run.program) as server:
        client = Client(server.url)
        head = Session(client, server.admin, server.password)
        exam = exam_of(head, candidates, names)
        found = []
        for kind in kinds(candidates, names):
            head.renew()
            found.append(dataclasses.asdict(row(client, head, exam, kind, count)))
        return found


def measure(run: Run) -> dict[str, Any]:
    candidates, count = run.size(1_000_000, 5_000), run.size(40, 4)
    found = {}
    for engine in ENGINES:
        postgres = Postgres(durable=True) if engine == "postgres" else None
        try:
            found[engine] = on(run, postgres.database() if postgres else None, candidates, count)
        finally:
            if postgres:
                postgres.remove()
        say(f"{engine}: the slowest kind takes {max(one['mean'] for one in found[engine]):.1f} ms")
    return {"found": found, "candidates": candidates, "count": count}


def tell(raw: dict[str, Any]) -> Told:
    goals, bars, colours = [], [], {"postgres": NOW, "sqlite": BASELINE}
    for engine, title in ENGINES.items():
        counted = [one for one in raw["found"][engine] if one["kind"] not in BESIDE]
        worst = max(counted, key=lambda one: one["mean"])
        over = sum(one["mean"] > GOAL_MS for one in counted)
        work = f"admin search at {raw['candidates']:,} candidates, {title}, the slowest kind ({worst['kind']}; "
        work += f"{over} of {len(counted)} kinds are over)"
        goals.append(Goal(work, GOAL_MS, worst["mean"], "ms", False))
    pairs = list(zip(*(raw["found"][engine] for engine in ENGINES), strict=True))
    rows = [
        [
            "looked for",
            "found",
            *(f"{title}: {what}" for title in ENGINES.values() for what in ("server's mean ms", "p95 at the client")),
        ]
    ]
    for pair in pairs:
        few, most = min(one["fewest"] for one in pair), max(one["most"] for one in pair)
        times = [amount(one[what]) for one in pair for what in ("mean", "p95")]
        rows.append([pair[0]["kind"], f"{few:,}" if few == most else f"{few:,} to {most:,}", *times])
        bars += [
            Bar(f"{one['kind']}, {ENGINES[engine]}", one["mean"], colours[engine]) for engine, one in zip(ENGINES, pair)
        ]
    text = (
        f"`GET /api/candidates/{{examId}}?q=` in an exam of {raw['candidates']:,} candidates, whose names are drawn "
        "from 3,000, the first of them a hundred times as frequent as the last; one in a hundred is written in "
        f"Devanagari. {raw['count']} searches a kind, one after the other; each answer has the first page of 50 and "
        "the number of all that were found, and is written into the journal. The server's own time, as its "
        "`/metrics` sum it up. Two letters are asked for as well, and are no part of the goal."
    )
    names = {NOW: "PostgreSQL", BASELINE: "SQLite"}
    chart = Chart("The server's time by kind of search (logarithmic)", "ms", bars, mark=GOAL_MS, log=True, names=names)
    return Told(text, goals, [chart], [Table(rows)])
