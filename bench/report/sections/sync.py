"""Batches of records without images."""

import time
from typing import Any

from faults.postgres import Postgres
from kit.client import Client, Session
from node import Node
from sync import BATCH, CONNECTIONS, hand_over, measured

from report.run import Run, median, rounds, say
from report.told import BASELINE, BEFORE, LEAST, Bar, Chart, Goal, Table, Told, amount

TITLE = "Records of stations whose line came back"
ENGINES = {"postgres": "PostgreSQL", "sqlite": "SQLite"}


def baseline(postgres: Postgres, people: int) -> float:
    """Records a second of the baseline's upload."""
    with Node(postgres) as server:
        exam = server.exam(2 * CONNECTIONS * people, CONNECTIONS)
        server.settle()
        client = Client(server.url)
        operators = [Session(client, name, exam.password) for name in exam.operators]

        def some(numbers: range) -> float:
            rolls = [f"{exam.prefix}{number:08}" for number in numbers]
            return hand_over(exam.id, operators, [rolls[hand::CONNECTIONS] for hand in range(CONNECTIONS)])

        some(range(CONNECTIONS * people))  # until V8 has compiled what is hot
        return some(range(CONNECTIONS * people, 2 * CONNECTIONS * people))


def measure(run: Run) -> dict[str, Any]:
    people, few, times = run.size(2500, 250), run.size(500, 125), run.size(3, 1)
    rates: dict[str, dict[str, list[float]]] = {}
    for engine in ENGINES:
        found = rates[engine] = {
            name: [] for name in (*run.programs(), *(("copy", "baseline") if engine == "postgres" else ()))
        }
        postgres = Postgres(durable=True) if engine == "postgres" else None
        try:
            for _ in range(times):
                for name, program in run.programs().items():
                    rate, copy = measured(engine, program, people if name == "now" else few, postgres)
                    found[name].append(rate)
                    if copy and name == "now":
                        found["copy"].append(copy)
                if postgres:
                    found["baseline"].append(baseline(postgres, few))
                say(f"{engine}: " + ", ".join(f"{name} {rates[-1]:,.0f}/s" for name, rates in found.items() if rates))
                time.sleep(1)
        finally:
            if postgres:
                postgres.remove()
    return {"rates": rates, "people": people, "few": few, "rounds": times}


def goals(rates: dict[str, dict[str, float]]) -> list[Goal]:
    missing, found = "no BEFORE was given", []
    for engine, name in ENGINES.items():
        before = rates[engine].get("before")
        ratio = rates[engine]["now"] / before if before else None
        found.append(Goal(f"sync without images, {name}, by the parent commit", 12, ratio, "×", True, missing))
    share = rates["postgres"]["now"] / rates["postgres"]["copy"]
    return [*found, Goal("sync without images, PostgreSQL, by COPY of the same rows", 0.25, share, "×", True)]


def tell(raw: dict[str, Any]) -> Told:
    rates = {engine: {name: median(all_) for name, all_ in found.items()} for engine, found in raw["rates"].items()}
    names = {
        "now": "this commit",
        "before": "parent commit",
        "baseline": "baseline, upload",
        "copy": "COPY of the same rows",
    }
    kinds = {"before": BEFORE, "baseline": BASELINE, "copy": LEAST}
    bars, rows = [], [["engine", "what", "records/s", "each round", "this commit ÷ it"]]
    for engine, title in ENGINES.items():
        for name in (name for name in names if name in rates[engine]):
            value, ratio = rates[engine][name], rates[engine]["now"] / rates[engine][name]
            bars.append(Bar(f"{title}, {names[name]}", value, kinds.get(name, "now")))
            each = ", ".join(amount(one) for one in raw["rates"][engine][name])
            rows.append([title, names[name], amount(value), each, "1" if name == "now" else f"{ratio:.2f}"])
    parent = "" if "before" in rates["sqlite"] else " The parent commit was not measured: no `BEFORE` was given."
    text = (
        f"{CONNECTIONS} connections, each an operator at a centre of its own, hand over batches of {BATCH} marks at "
        f"once: {raw['people']:,} candidates a connection ({raw['few']:,} for the parent commit and the baseline), "
        f"from the first byte sent to the last answer, in which each record must be `synced`. {rounds(raw)}, each on "
        "a fresh store; medians. Both engines wait for the disk at each commit. `COPY` takes the rows of record, "
        f"attendance and entry that the run left, in parts of {BATCH} on as many connections, into the same tables "
        "with their indexes and "
        "references." + parent
    )
    return Told(text, goals(rates), [Chart("Records settled a second", "records/s", bars, names=LEGEND)], [Table(rows)])


LEGEND = {"now": "this commit", "before": "parent commit", "baseline": "baseline", "least": "COPY"}
