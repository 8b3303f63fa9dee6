"""Times what an administrator looks for in a whole exam: roll numbers, their beginnings, parts of names."""

import argparse
import bisect
import itertools
import random
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

BENCH = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH / "online"), str(BENCH.parent / "examples")]

from server import Server, durations, median_ms, total  # noqa: E402

import kit.client  # noqa: E402
from kit.client import Client, Session  # noqa: E402

HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Slot"
CENTRES = 200
# Rows of a roster: more would not fit into the body of one call.
SET = 100_000
ROUTE = "/api/candidates/{examId}"
WARM = 5
SEED = 20260315

STARTS = ["Ab", "An", "As", "Bha", "Cha", "De", "Ga", "Ha", "Is", "Ja",
          "Ka", "La", "Ma", "Na", "Pra", "Ra", "Sa", "Su", "Ta", "Zu"]  # fmt: skip
MIDDLES = ["bei", "chi", "dhu", "fri", "gha", "jee", "kri", "li", "mee", "na", "pri", "ri", "shi", "tha", "va"]
ENDS = ["da", "deep", "kumar", "lal", "nath", "raj", "rani", "tra", "vati", "yan"]
NAMES = ["".join(parts) for parts in itertools.product(STARTS, MIDDLES, ENDS)]
HINDI = ["क़मर", "ज़ोया", "बड़ेलाल", "अक्षय", "सीता", "लक्ष्मी", "श्रीकांत", "मोहन"]


class Names:
    """Names as a register has them: the few at the front of the list are common, the many at its end rare."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.names = self.chance.sample(NAMES, len(NAMES))
        weights = (1 / (rank + 20) for rank in range(len(self.names)))
        self._sums = list(itertools.accumulate(weights))

    def any(self) -> str:
        at = bisect.bisect(self._sums, self.chance.random() * self._sums[-1])
        return self.names[min(at, len(self.names) - 1)]

    def full(self) -> str:
        if self.chance.random() < 0.01:
            return f"{self.chance.choice(HINDI)} {self.chance.choice(HINDI)}"
        return f"{self.any()} {self.any()}"


def rosters(candidates: int, names: Names) -> Iterator[bytes]:
    """As many rows as can be sent at once, for as long as there are candidates."""
    for first in range(0, candidates, SET):
        rows = (
            f"{number:08},{names.full()},{names.any()},200{number % 9}-02-{number % 28 + 1:02},"
            f"S{number // 100 % CENTRES:03},{'Morning' if number // 100 // CENTRES % 2 else 'Noon'}"
            for number in range(first, min(first + SET, candidates))
        )
        yield "\n".join([HEADER, *rows, ""]).encode()


def exam_of(head: Session, candidates: int, names: Names) -> str:
    """An exam with that many candidates, imported; says how long each set took."""
    name = {"name": "Search", "code": f"SEARCH-{secrets.token_hex(3).upper()}"}
    exam = head.must("POST", "/api/exams", json=name)["id"]
    took = []
    for roster in rosters(candidates, names):
        head.renew()
        begun = time.perf_counter()
        form = [("file", ("roster.csv", roster, "text/csv"))]
        head.must("POST", f"/api/exams/{exam}/candidates/import", form=form)
        took.append(f"{time.perf_counter() - begun:.1f}")
    print(f"{candidates:,} candidates, imported in sets of {SET:,}: {', '.join(took)} s\n", flush=True)
    return exam


@dataclass(frozen=True)
class Kind:
    """One kind of search, by several words in turn."""

    name: str
    words: list[str]


def kinds(candidates: int, names: Names) -> list[Kind]:
    """Roll numbers and names of every frequency."""
    rolls = [f"{names.chance.randrange(candidates):08}" for _ in range(20)]
    part = [name.lower() for name in names.names]
    over = zip(names.names[:20], names.names[40:60])
    return [
        Kind("roll number, whole", rolls),
        Kind("its first 6 of 8 digits", [roll[:6] for roll in rolls]),
        Kind("its first 4 of 8 digits", [roll[:4] for roll in rolls]),
        Kind("part of rare names", part[2000:2020]),
        Kind("part over two words", [f"{one[-4:]} {other[:4]}" for one, other in over]),
        Kind("part with nukta", ["ज़ोया क़", "बड़ेल", "मर ज़ो"]),
        Kind("part of common names", part[40:60]),
        Kind("part of the most common ones", part[:3]),
        Kind("three letters", ["bei", "raj", "tra", "lal"]),
        Kind("two letters", ["zu", "pr"]),
        Kind("nobody", ["xyzzy", "qqq", "Ωμέγα"]),
    ]


@dataclass(frozen=True)
class Row:
    """How a kind of search went; milliseconds. `own` is the median by the server's histogram, `mean` exact."""

    kind: str
    fewest: int
    most: int
    median: float
    p95: float
    own: float | None
    mean: float

    @property
    def found(self) -> str:
        return f"{self.fewest:,}" if self.fewest == self.most else f"{self.fewest:,} to {self.most:,}"

    def __str__(self) -> str:
        own = "–" if self.own is None else f"{self.own:.1f}"
        return f"| {self.kind} | {self.found} | {self.median:.1f} | {self.p95:.1f} | {own} | {self.mean:.1f} |"


def row(client: Client, head: Session, exam: str, kind: Kind, count: int) -> Row:
    """Asks `count` times."""
    times, totals = [], set()
    before, begun_with = {}, (0.0, 0)
    for number in range(count + WARM):
        if number == WARM:
            before, begun_with = durations(client, "GET", ROUTE), total(client, "GET", ROUTE)
        word = kind.words[number % len(kind.words)]
        begun = time.perf_counter()
        reply = head.must("GET", f"/api/candidates/{exam}?q={quote(word)}")
        if number >= WARM:
            times.append(1000 * (time.perf_counter() - begun))
            totals.add(reply["total"])
    own, ended_with = median_ms(before, durations(client, "GET", ROUTE)), total(client, "GET", ROUTE)
    mean = 1000 * (ended_with[0] - begun_with[0]) / (ended_with[1] - begun_with[1])
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return Row(kind.name, min(totals), max(totals), statistics.median(times), p95, own, mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database in place of SQLite")
    parser.add_argument("--candidates", type=int, default=1_000_000)
    parser.add_argument("--count", type=int, default=40, help="searches of a kind, 2 or more")
    options = parser.parse_args()
    kit.client.TIMEOUT_S = 3600.0  # a large import takes its time
    names = Names()
    with Server(options.postgres) as server:
        client = Client(server.url)
        head = Session(client, server.admin, server.password)
        exam = exam_of(head, options.candidates, names)
        head.renew()
        print(
            "| looked for | found | median ms | p95 | server's median | server's mean |\n|---|---:|---:|---:|---:|---:|"
        )
        for kind in kinds(options.candidates, names):
            print(row(client, head, exam, kind, options.count), flush=True)
        print(f"\n{server.rss_mib():.0f} MiB resident.")
        if not options.postgres:
            print(f"{(server.folder / 'data' / 'mpa.db').stat().st_size / 2**20:,.0f} MiB of database.")


if __name__ == "__main__":
    main()
