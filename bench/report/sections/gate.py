"""Two copies on one PostgreSQL under the load of a gate."""

import time
from typing import Any

from faults.postgres import Postgres
from kit.client import Client, Session
from server import Server

from report.crowd import Crowd, drained
from report.gate import CALLS, Gate, Station
from report.run import Run, median, quantile, say
from report.told import BEFORE, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "The gate's load on two copies"
# Candidates a second: of a day like others, and of the largest gates.
ORDINARY, GATE = 20, (360, 500)


def stations(run: Run, servers: list[Server], count: int, each: int) -> tuple[list[Station], dict[int, Any]]:
    """Stations whose calls go to the copies in turn, with candidates of their own."""
    client = Client(servers[0].url)
    crowd = Crowd(client, Session(client, servers[0].admin, servers[0].password))
    centres, people, begun = [], {}, time.monotonic()
    for place in range(count):
        centre = crowd.centre(each)
        first = crowd.count - each
        people[place] = [
            (first + n, roll, id_) for n, (roll, id_) in enumerate(zip(centre.rolls, centre.ids, strict=True))
        ]
        centres.append(centre)
    drained(client, 600)
    say(f"{count} stations with {each} candidates each are there after {time.monotonic() - begun:.0f} s")
    for centre in centres:
        centre.operator.renew()
    found = [
        Station(servers[place % len(servers)].url, centre.operator.token, crowd.exam, place)
        for place, centre in enumerate(centres)
    ]
    return found, people


def measure(run: Run) -> dict[str, Any]:
    count, each, seconds = run.size(64, 8), run.size(60, 12), run.size(25, 6)
    postgres = Postgres(durable=True)
    try:
        url = postgres.database()
        with Server(url, run.program) as first, Server(url, run.program, beside=first) as second:
            gate = Gate(*stations(run, [first, second], count, each))
            held = []
            try:
                for rate in (ORDINARY, *GATE):
                    held.append(gate.hold(rate, seconds))
                    refused = held[-1]["refused"] or "nobody refused"
                    say(f"{rate} a second: {held[-1]['in_time'] / seconds:.1f} closed a second; {refused}")
                    drained(Client(first.url), 60, must=False)
            finally:
                gate.end()
            memory = [server.rss_mib() for server in (first, second)]
    finally:
        postgres.remove()
    return {"held": held, "stations": count, "memory": memory}


def tell(raw: dict[str, Any]) -> Told:
    rows = [
        [
            "asked, candidates/s",
            "arrived",
            "taken in",
            "closed",
            "closed a second",
            "arrival to close, p50 s",
            "p99 s",
            "at the station, p50 s",
            "p99 s",
        ]
    ]
    bars = []
    for one in raw["held"]:
        rate = one["in_time"] / one["seconds"]
        values = [
            value / 1000
            for what in ("whole", "inside")
            for value in ((median(one[what]), quantile(one[what], 0.99)) if one[what] else (0.0, 0.0))
        ]
        rows.append(
            [
                amount(one["rate"]),
                f"{one['arrived']:,}",
                f"{one['begun']:,}",
                f"{one['in_time']:,}",
                amount(rate),
                *map(amount, values),
            ]
        )
        bars += [
            Bar(f"asked for {one['rate']}", one["rate"], BEFORE),
            Bar(f"asked for {one['rate']}: closed", rate, NOW),
        ]
    heads = [f"{what} at {one['rate']}/s" for one in raw["held"] for what in ("p50 ms", "p99 ms")]
    latencies = [["call", *heads]]
    for name in CALLS:
        cells = []
        for one in raw["held"]:
            times = one["times"][name]
            cells += [amount(median(times)), amount(quantile(times, 0.99))] if times else ["–", "–"]
        latencies.append([name, *cells])
    refused = {what: number for one in raw["held"] for what, number in one["refused"].items()}
    said = (
        "No call was refused."
        if not refused
        else "Refused: " + ", ".join(f"{number} × {what}" for what, number in refused.items()) + "."
    )
    out = (
        " At least one station ran out of candidates, so what was reached is less than what can be."
        if any(one["ran_out"] for one in raw["held"])
        else ""
    )
    text = (
        f"Two copies on one PostgreSQL and the same files, {raw['stations']} stations with an operator each, whose "
        "calls go to the copies in turn. Candidates arrive at the rate that is asked for, whatever becomes of those "
        "before them, and a station takes the next when it is through with the last: attendance, a live face against "
        "the enrolled one, a fingerprint of 500 × 500 pixels, a sheet of 800 × 1100 with its barcode, whose sheet it "
        f"is, close. {raw['held'][0]['seconds']} s a rate; closed counts what was closed in that time. The generator, "
        f"both copies and the database share the cores. {said}{out} The copies take "
        f"{' and '.join(amount(one) for one in raw['memory'])} MiB afterwards. All faces are of one person, so that "
        "every search for duplicates finds everybody: more work than an exam is."
    )
    chart = Chart("Candidates a second", "candidates/s", bars, names={NOW: "closed", BEFORE: "asked for"})
    goals = [
        Goal("the gate on two copies, candidates a second closed, of those asked for", one["rate"],
             one["in_time"] / one["seconds"], "candidates/s", True)
        for one in raw["held"]
        if one["rate"] > ORDINARY
    ]  # fmt: skip
    return Told(text, goals, [chart], [Table(rows), Table(latencies, "Milliseconds of each call:")])
