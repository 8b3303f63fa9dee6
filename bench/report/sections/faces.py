"""Searches among enrolled faces, beside one read of the memory that they are in."""

import re
import subprocess
from typing import Any

from server import MODELS

from report.run import Run, say
from report.told import LEAST, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "Searches among the enrolled faces"
LINE = re.compile(r"^(.*?)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*([\d.]*)$")
READ = "one read of all vectors"


def measure(run: Run) -> dict[str, Any]:
    faces = run.size(2_000_000, 100_000)
    if not run.search.is_file():
        raise SystemExit("the example `search` of the crate `face` is not built: `make bench` does")
    done = subprocess.run([run.search, MODELS, str(faces)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the search failed: {done.stderr[:200]}")
    rows = []
    for line in done.stdout.splitlines():
        if match := LINE.match(line):
            rows.append({"what": re.sub(r"\s+", " ", match[1]), "busy": float(match[2]), "clock": float(match[3])})
    say(f"{len(rows)} kinds of passes")
    chosen, memory = (
        re.search(r"chosen here: (.*?);", done.stdout),
        re.search(r"([\d.]+) MB more in memory", done.stdout),
    )
    speed = re.search(r"read at ([\d.]+) GB/s", done.stdout)
    if not (rows and rows[0]["what"] == READ and chosen and memory and speed):
        raise SystemExit(f"what the search said is not understood: {done.stdout[:300]}")
    return {"faces": faces, "rows": rows, "chosen": chosen[1], "memory": float(memory[1]), "speed": float(speed[1])}


def tell(raw: dict[str, Any]) -> Told:
    times = {row["what"]: row for row in raw["rows"]}
    read = times[READ]["busy"]
    one, all_ = (times[f"{raw['chosen']}, {count} together"]["busy"] for count in (1, 64))
    goals = [
        Goal(f"one search among {raw['faces']:,} faces, by one read of the vectors", 1.5, one / read, "×", False),
        Goal("64 searches in one pass, by one search", 6, all_ / one, "×", False),
    ]
    rows, alone = [["what", "processor ms", "clock ms", "by one read", "by one search"]], 0.0
    for row in raw["rows"]:
        alone = row["busy"] if row["what"].endswith(", 1 together") else alone
        by_one = amount(row["busy"] / alone) if alone else ""
        rows.append([row["what"], amount(row["busy"]), amount(row["clock"]), amount(row["busy"] / read), by_one])
    text = (
        f"{raw['faces']:,} random faces in memory ({raw['memory']:.0f} MB), searched by each kind of instructions "
        f"that the processor has, beside one read of as many bytes as the vectors have ({raw['speed']:.1f} GB/s). "
        "Measured by turns, 15 rounds; medians of processor time of one thread. The goals are for the instructions "
        f"that are chosen here: {raw['chosen']}. How: [faces-search](faces-search/README.md)."
    )
    bars = [Bar(row["what"], row["busy"], LEAST if row["what"] == READ else NOW) for row in raw["rows"]]
    names = {LEAST: "one read", NOW: "searches"}
    return Told(
        text, goals, [Chart("Milliseconds of a pass (logarithmic)", "ms", bars, log=True, names=names)], [Table(rows)]
    )
