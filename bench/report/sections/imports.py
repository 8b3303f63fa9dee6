"""Imports of a roster, and what they take of memory."""

import secrets
import time
from typing import Any

from faults.postgres import Postgres
from kit.client import Client, Session
from search import CENTRES, HEADER, Names
from server import Server

from report.run import Run, median, say
from report.told import BEFORE, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "Import of a roster"
MIB = 1 << 20


def roster(rows: int) -> bytes:
    """A CSV of so many candidates of 200 centres with two slots each."""
    names = Names()
    lines = (
        f"{number:08},{names.full()},{names.any()},200{number % 9}-02-{number % 28 + 1:02},"
        f"S{number // 100 % CENTRES:03},{'Morning' if number // 100 // CENTRES % 2 else 'Noon'}"
        for number in range(rows)
    )
    return "\n".join([HEADER, *lines, ""]).encode()


def imported(run: Run, postgres: Postgres, content: bytes, rows: int) -> dict[str, float]:
    """One import on a fresh database, in one call."""
    with Server(postgres.database(), run.program) as server:
        head = Session(Client(server.url), server.admin, server.password)
        exam = head.must("POST", "/api/exams", json={"name": "Import", "code": f"I-{secrets.token_hex(3).upper()}"})[
            "id"
        ]
        idle, cpu, begun = server.rss_mib(), server.cpu_s(), time.monotonic()
        done = head.must(
            "POST", f"/api/exams/{exam}/candidates/import", form=[("file", ("roster.csv", content, "text/csv"))]
        )
        took = time.monotonic() - begun
        if done["imported"] != rows:
            raise SystemExit(f"{rows} were sent, and {done['imported']} imported")
        return {"seconds": took, "cpu": server.cpu_s() - cpu, "idle": idle, "most": server.rss_mib(most=True)}


def measure(run: Run) -> dict[str, Any]:
    small, large = run.size(100_000, 1_000), run.size(1_000_000, 10_000)
    contents = {rows: roster(rows) for rows in (small, large)}
    found: dict[str, list[dict[str, float]]] = {str(small): [], str(large): []}
    postgres = Postgres(durable=True)
    try:
        for rows in (small, large, small):
            found[str(rows)].append(imported(run, postgres, contents[rows], rows))
            say(f"{rows:,} rows: {found[str(rows)][-1]['seconds']:.1f} s")
    finally:
        postgres.remove()
    bytes_ = {str(rows): len(content) for rows, content in contents.items()}
    return {"found": found, "small": small, "large": large, "bytes": bytes_}


def tell(raw: dict[str, Any]) -> Told:
    rows = [
        [
            "rows",
            "file, MiB",
            "seconds",
            "rows/s",
            "the program's CPU, s",
            "memory before, MiB",
            "memory at the most, MiB",
        ]
    ]
    bars, times = [], {}
    for number in (raw["small"], raw["large"]):
        runs = raw["found"][str(number)]
        times[number] = median([one["seconds"] for one in runs])
        for one in runs:
            values = [one["seconds"], number / one["seconds"], one["cpu"], one["idle"], one["most"]]
            rows.append([f"{number:,}", amount(raw["bytes"][str(number)] / MIB), *map(amount, values)])
        bars.append(Bar(f"{number:,} rows: before", median([one["idle"] for one in runs]), BEFORE))
        bars.append(Bar(f"{number:,} rows: at the most", max(one["most"] for one in runs), NOW))
    text = (
        "Rosters of 200 centres with two slots each, in one call each on a fresh database of one PostgreSQL with its "
        "default settings: the small one, the large one, the small one again (its median is taken)."
    )
    ratio = times[raw["large"]] / times[raw["small"]]
    work = f"import of {raw['large']:,} rows on PostgreSQL, by that of {raw['small']:,}"
    chart = Chart("Memory of the program", "MiB", bars, names={NOW: "at the most", BEFORE: "before the import"})
    return Told(text, [Goal(work, 12, ratio, "×", False)], [chart], [Table(rows)])
