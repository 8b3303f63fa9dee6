"""From a commit to its arrival at those who watch."""

from collections.abc import Iterator
from typing import Any

from faults.postgres import Postgres
from kit.client import Client, Session
from live import Watched, chiefs, watched
from node import Node
from online import set_up
from server import Server

from report.run import Run, median, quantile, rounds, say
from report.told import BASELINE, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "From a commit to those who watch"
NAMES = {"mpa": "this commit", "node": "baseline"}
# Marks that do not count.
WARM = 40
# When each mark was committed, by PostgreSQL.
COMMITS = {
    "mpa": "SELECT candidate_id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM attendance",
    "node": 'SELECT "candidateId", extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM "Attendance"',
}


def figures(postgres: Postgres, url: str, name: str, found: Watched) -> dict[str, float]:
    """Milliseconds from the commit to the arrival at each client."""
    lines = (line.split("|") for line in postgres.sql(url, COMMITS[name]).splitlines())
    commits = {candidate: float(at) for candidate, at in lines}
    waits = found.waits({candidate: commits[candidate] for candidate in found.answered})
    return {
        "p50": median(waits), "p95": quantile(waits, 0.95), "p99": quantile(waits, 0.99), "most": max(waits),
        "whole": quantile(found.waits(found.sent), 0.99),
        "call": 1000 * median(found.took), "memory": found.memory, "updates": len(waits),
    }  # fmt: skip


def ours(run: Run, postgres: Postgres, count: int, calls: dict[str, int]) -> dict[str, dict[str, float]]:
    url = postgres.database()
    with Server(url, run.program) as server:
        client = Client(server.url)
        day = set_up(client, server.admin, server.password, WARM + sum(calls.values()))
        who = chiefs(Session(client, server.admin, server.password), count)
        found = {}
        for rate, rolls in shared(server, who, day.operator, day.exam, day.rolls, calls):
            seen = watched(server, who, day.operator, day.exam, rolls, count, float(rate))
            found[rate] = figures(postgres, url, "mpa", seen)
        return found


def baseline(postgres: Postgres, count: int, calls: dict[str, int]) -> dict[str, dict[str, float]]:
    with Node(postgres) as server:
        exam = server.exam(WARM + sum(calls.values()), 1)
        server.settle()
        who = Session(Client(server.url), exam.operators[0], exam.password)
        rolls = [f"{exam.prefix}{number:08}" for number in range(WARM + sum(calls.values()))]
        found = {}
        for rate, some in shared(server, [who], who, exam.id, rolls, calls):
            seen = watched(server, [who], who, exam.id, some, count, float(rate))
            found[rate] = figures(postgres, server.database, "node", seen)
        return found


def shared(server: Any, who: list[Session], operator: Session, exam: str, rolls: list[str],
           calls: dict[str, int]) -> Iterator[tuple[str, list[str]]]:  # fmt: skip
    """Each rate with its candidates, once some are marked that do not count."""
    watched(server, who, operator, exam, rolls[:WARM], 1, 20.0)
    at = WARM
    for rate, number in calls.items():
        yield rate, rolls[at : at + number]
        at += number


def measure(run: Run) -> dict[str, Any]:
    count, times, calls = (
        run.size(1000, 100),
        run.size(2, 1),
        run.size({"10": 150, "100": 1000}, {"10": 20, "100": 100}),
    )
    found: dict[str, dict[str, list[dict[str, float]]]] = {name: {rate: [] for rate in calls} for name in NAMES}
    postgres = Postgres(durable=True, more="-c track_commit_timestamp=on")
    try:
        for _ in range(times):
            for name, figures_ in (
                ("mpa", ours(run, postgres, count, calls)),
                ("node", baseline(postgres, count, calls)),
            ):
                for rate, one in figures_.items():
                    found[name][rate].append(one)
                    say(f"{name}, {rate} marks a second: p99 {one['p99']:.1f} ms")
    finally:
        postgres.remove()
    return {"found": found, "watchers": count, "calls": calls, "rounds": times}


def tell(raw: dict[str, Any]) -> Told:
    rows = [
        [
            "marks/s",
            "what",
            "p50 ms",
            "p95",
            "p99",
            "p99 of each round",
            "most",
            "from the sending of the call: p99",
            "the call itself, median ms",
            "server, MiB",
        ]
    ]
    goals, charts, kinds = [], [], {"mpa": NOW, "node": BASELINE}
    for rate, count in raw["calls"].items():
        found = {
            name: {what: median([one[what] for one in each[rate]]) for what in each[rate][0]}
            for name, each in raw["found"].items()
        }
        for name, title in NAMES.items():
            each = ", ".join(amount(one["p99"]) for one in raw["found"][name][rate])
            values = [amount(found[name][what]) for what in ("p50", "p95", "p99")]
            rows.append(
                [
                    rate,
                    title,
                    *values,
                    each,
                    *(amount(found[name][what]) for what in ("most", "whole", "call", "memory")),
                ]
            )
        ratio = found["mpa"]["p99"] / found["node"]["p99"]
        work = f"live, commit to receipt, {raw['watchers']:,} watchers, {rate} marks a second: p99 by the baseline's"
        goals.append(Goal(work, 0.1, ratio, "×", False))
        bars = [
            Bar(f"{NAMES[name]}, {what}", found[name][what], kinds[name]) for what in ("p50", "p99") for name in NAMES
        ]
        title = f"Milliseconds from the commit to the client, {rate} marks a second"
        charts.append(Chart(title, "ms", bars, mark=0.1 * found["node"]["p99"]))
    marked = " and ".join(f"{count:,} candidates are marked at {rate} a second" for rate, count in raw["calls"].items())
    text = (
        f"{raw['watchers']:,} clients watch an exam in which {marked}, whatever the answers take. From the commit, "
        "whose time PostgreSQL keeps (`track_commit_timestamp`), to the moment at which the kernel had the update "
        "for the client (`SO_TIMESTAMPNS`); every client's every update counts, and one that does not arrive fails "
        f"the run. {rounds(raw)} on fresh databases of one PostgreSQL; medians."
    )
    return Told(text, goals, charts, [Table(rows)])
