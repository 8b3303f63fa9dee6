"""The report: goals first, then a section each, from the figures that were kept."""

import re
from pathlib import Path
from types import ModuleType
from typing import Any

from report.chart import svg
from report.run import Run
from report.told import Table, Told

HEAD = """# What was measured

{origin}

Every number on this page comes from a run of `make bench` ([how](README.md)). Ratios are of things that were measured \
by turns in one run, on one machine, which also carried the load, the database and the server. Charts and tables are \
written by the run, the notes under them by people (`notes/`).
"""
PLACE = re.compile(r"(?:/[\w.@%+-]+){2,}/?")


def table(rows: list[list[str]], numbers: bool = True) -> str:
    """In Markdown; columns after the first are numbers."""
    rule = ["---", *("---:" if numbers else "---" for _ in rows[0][1:])]
    lines = [rows[0], rule, *rows[1:]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def spoken(block: Table) -> str:
    return (f"{block.text}\n\n" if block.text else "") + table(block.rows)


def section(name: str, title: str, kept: dict[str, Any], told: Told, place: Path, notes: Path) -> str:
    """One section: a paragraph, charts, tables, notes."""
    parts = [f"## {title}\n", told.text + "\n"]
    for number, chart in enumerate(told.charts):
        file = f"charts/{name}{number + 1 if number else ''}.svg"
        (place / "charts").mkdir(parents=True, exist_ok=True)
        (place / file).write_text(svg(chart), encoding="utf-8")
        parts.append(f"![{chart.title}]({file})\n")
    parts += [spoken(block) for block in told.tables]
    note = notes / f"{name}.md"
    if note.exists() and (text := note.read_text(encoding="utf-8").strip()):
        parts.append(
            f"### Missed, and why\n\n{text}\n" if any(goal.met is False for goal in told.goals) else f"{text}\n"
        )
    parts.append(f"*Load of the machine before: {kept['load']}; it took {kept['seconds'] / 60:.1f} minutes.*\n")
    return "\n".join(parts)


def described(machine: dict[str, str]) -> str:
    rows = [["", ""], *([name, text] for name, text in machine.items())]
    return "## The machine\n\n" + table(rows, numbers=False)


def origin(run: Run, all_: dict[str, dict[str, Any]]) -> str:
    """Of what, and when."""
    builds = sorted({(kept["version"], kept["commit"]) for kept in all_.values()})
    parts = ["Measured: " + "; ".join(f"{version}, sources at commit {commit}" for version, commit in builds)]
    if befores := sorted({kept["before"] for kept in all_.values() if kept["before"]}):
        parts.append("the parent commit: " + "; ".join(befores))
    when = sorted(kept["at"] for kept in all_.values())
    last = when[-1].partition(" ")[2] if when[0][:10] == when[-1][:10] else when[-1]
    text = "; ".join(parts) + f". {when[0]} to {last} UTC."
    if (runs := len({kept["run"] for kept in all_.values()})) > 1:
        text += f" The sections come from {runs} runs; within a section all is of one."
    if run.short:
        text += " **Small sizes: this says that the bench works, and nothing about the program.**"
    return text


def failed(kept: dict[str, Any] | None) -> str:
    """Why there are no figures; without the places of this machine."""
    if kept is None:
        return "not measured yet"
    return "failed: " + PLACE.sub("…", kept["failed"]) if "failed" in kept else ""


def told(name: str, module: ModuleType, kept: dict[str, Any]) -> Told | str:
    """What a section says, or why it says nothing."""
    if why := failed(kept):
        return why
    try:
        return module.tell(kept["figures"])
    except (KeyError, IndexError, TypeError, ZeroDivisionError) as failure:
        return f"its figures are not those that are wanted ({type(failure).__name__}): measure {name} again"


def write(run: Run, sections: dict[str, ModuleType], place: Path, notes: Path) -> None:
    """Writes REPORT.md and its charts into `place`."""
    all_ = {name: kept for name in sections if (kept := run.kept(name))}
    if not all_:
        raise SystemExit("nothing was measured yet")
    goals, texts = [["work", "goal", "reached", "", "section"]], []
    for name, module in sections.items():
        anchor, said = f"[{name}](#{slug(module.TITLE)})", told(name, module, all_.get(name))
        if isinstance(said, str):
            goals.append([f"all of *{module.TITLE}*", "", "–", said, anchor])
            texts.append(f"## {module.TITLE}\n\nThere are no figures: {said}.\n")
            continue
        goals += [[goal.work, goal.wanted(), goal.found(), goal.verdict(), anchor] for goal in said.goals]
        texts.append(section(name, module.TITLE, all_[name], said, place, notes))
    parts = [HEAD.format(origin=origin(run, all_)), "## Goals\n", table(goals, numbers=False)]
    parts += [described(run.kept("machine") or {}), *texts]
    place.mkdir(parents=True, exist_ok=True)
    (place / "REPORT.md").write_text("\n".join(parts), encoding="utf-8")


def slug(title: str) -> str:
    """The anchor that a heading gets."""
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter == "-")
