"""The report: goals first, then a section each, from the figures that were kept."""

from pathlib import Path
from types import ModuleType
from typing import Any

from report.chart import svg
from report.run import Run
from report.told import Table, Told

HEAD = """# What was measured

{origin} Every number on this page comes from a run of `make bench` ([how](README.md)); ratios are of things measured by turns in one run on one machine, which also carried the load, the database and the server. Charts and tables are written by the run; the paragraphs under *Missed, and why* by people (`notes/`).
"""


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
        parts.append(f"### Missed, and why\n\n{text}\n" if any(goal.met is False for goal in told.goals) else f"{text}\n")
    parts.append(f"*Load of the machine before: {kept['load']}; it took {kept['seconds'] / 60:.1f} minutes.*\n")
    return "\n".join(parts)


def described(machine: dict[str, str]) -> str:
    rows = [["", ""], *([name, text] for name, text in machine.items())]
    return "## The machine\n\n" + table(rows, numbers=False)


def origin(run: Run, all_: dict[str, dict[str, Any]]) -> str:
    """Of what, and when."""
    builds = {(kept["version"], kept["commit"]) for kept in all_.values()}
    runs = {kept["run"] for kept in all_.values()}
    said = ", ".join(f"`{version}` at commit `{commit}`" for version, commit in sorted(builds))
    when = sorted(kept["at"] for kept in all_.values())
    text = f"{said}, {when[0]} to {when[-1].partition(' ')[2]} UTC." if when[0][:10] == when[-1][:10] else f"{said}, {when[0]} to {when[-1]} UTC."
    if len(runs) > 1:
        text += f" The sections come from {len(runs)} runs; within a section all is of one."
    if run.short:
        text += " **Small sizes: this says that the bench works, and nothing about the program.**"
    return text


def write(run: Run, sections: dict[str, ModuleType], place: Path, notes: Path) -> None:
    """Writes REPORT.md and its charts into `place`."""
    all_ = {name: kept for name in sections if (kept := run.kept(name))}
    if not all_:
        raise SystemExit("nothing was measured yet")
    goals, texts = [["work", "goal", "reached", "", "section"]], []
    for name, module in sections.items():
        kept, anchor = all_.get(name), f"[{name}](#{slug(module.TITLE)})"
        if kept is None or "failed" in kept:
            why = "not measured yet" if kept is None else f"failed: {kept['failed']}"
            goals.append([f"all of *{module.TITLE}*", "", "–", why, anchor])
            texts.append(f"## {module.TITLE}\n\nThere are no figures: {why}.\n")
            continue
        told = module.tell(kept["figures"])
        goals += [[goal.work, goal.wanted(), goal.found(), goal.verdict(), anchor] for goal in told.goals]
        texts.append(section(name, module.TITLE, kept, told, place, notes))
    parts = [HEAD.format(origin=origin(run, all_)), "## Goals\n", table(goals, numbers=False)]
    parts += [described(run.kept("machine") or {}), *texts]
    place.mkdir(parents=True, exist_ok=True)
    (place / "REPORT.md").write_text("\n".join(parts), encoding="utf-8")


def slug(title: str) -> str:
    """The anchor that a heading gets."""
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter == "-")
