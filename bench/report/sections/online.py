"""Each call of both stations alone, and the memory of an idle server."""

import dataclasses
from typing import Any

from faults.postgres import Postgres
from online import rows as calls
from server import Server

from report.run import Run, median, rounds, say
from report.told import BEFORE, NOW, Bar, Chart, Table, Told, amount

TITLE = "Each call alone"
ENGINES = {"postgres": "PostgreSQL", "sqlite": "SQLite"}
NAMES = {"now": "this commit", "before": "parent commit"}


def measure(run: Run) -> dict[str, Any]:
    count, times = run.size(150, 4), run.size(2, 1)
    found: dict[str, dict[str, list[Any]]] = {engine: {name: [] for name in run.programs()} for engine in ENGINES}
    for engine in ENGINES:
        postgres = Postgres(durable=True) if engine == "postgres" else None
        try:
            for _ in range(times):
                for name, program in run.programs().items():
                    with Server(postgres.database() if postgres else None, program) as server:
                        idle = server.rss_mib()
                        rows = [dataclasses.asdict(row) for row in calls(server, count)]
                        found[engine][name].append({"idle": idle, "after": server.rss_mib(), "rows": rows})
                    say(f"{engine}, {name}: {sum(row['median'] for row in rows):.1f} ms for one call of each kind")
        finally:
            if postgres:
                postgres.remove()
    return {"found": found, "count": count, "rounds": times}


def tell(raw: dict[str, Any]) -> Told:
    tables, bars = [], []
    for engine, title in ENGINES.items():
        found = raw["found"][engine]
        names = [name for name in NAMES if name in found]
        heads = [f"{NAMES[name]}: {what}" for what in ("median ms", "p95 ms", "CPU ms") for name in names]
        rows = [["call", *heads, *(["now ÷ before"] if len(names) > 1 else [])]]
        for place, one in enumerate(found["now"][0]["rows"]):
            cells = {
                (name, what): median([each["rows"][place][what] for each in found[name]])
                for name in names
                for what in ("median", "p95", "cpu")
            }
            values = [amount(cells[name, what]) for what in ("median", "p95", "cpu") for name in names]
            ratio = [f"{cells['now', 'median'] / cells['before', 'median']:.2f}"] if len(names) > 1 else []
            rows.append([one["call"], *values, *ratio])
            if engine == "postgres":
                kinds = {"now": NOW, "before": BEFORE}
                bars += [
                    Bar(one["call"] + ("" if name == "now" else ", before"), cells[name, "median"], kinds[name])
                    for name in names
                ]
        tables.append(Table(rows, f"{title}, milliseconds as the client sees them:"))
    memory = [["resident memory, MiB", "engine", "right after the start, models loaded", "after all calls"]]
    for engine, title in ENGINES.items():
        for name in (name for name in NAMES if name in raw["found"][engine]):
            each = raw["found"][engine][name]
            memory.append(
                [NAMES[name], title, *(amount(median([one[what] for one in each])) for what in ("idle", "after"))]
            )
    text = (
        f"Every call of both stations, {raw['count']} times, one after the other, against a fresh server. "
        f"{rounds(raw)}, medians."
        + ("" if "before" in raw["found"]["sqlite"] else " The parent commit was not measured: no `BEFORE` was given.")
    )
    names = {NOW: "this commit", BEFORE: "parent commit"}
    return Told(text, [], [Chart("Median of a call on PostgreSQL", "ms", bars, names=names)], [*tables, Table(memory)])
