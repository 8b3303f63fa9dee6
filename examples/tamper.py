"""Edits copies of a stopped server's journal and asks `mpa audit verify` about each: tamper.py MPA WORK.

Prints a table; exit 1 when anything is not as expected.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[sqlite3.Connection], str]
TARGET = 12


def identity(db: sqlite3.Connection, seq: int) -> str:
    """The id of an entry, as the program writes it."""
    value = db.execute("SELECT id FROM journal WHERE seq = ?", (seq,)).fetchone()[0].hex()
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def change(db: sqlite3.Connection) -> str:
    name = f"entry {TARGET} (id {identity(db, TARGET)}): changed"
    db.execute("UPDATE journal SET data = data || ' ' WHERE seq = ?", (TARGET,))
    return name


def delete(db: sqlite3.Connection) -> str:
    db.execute("DELETE FROM journal WHERE seq = ?", (TARGET,))
    return f"entry {TARGET}: missing"


def delete_last(db: sqlite3.Connection) -> str:
    last = db.execute("SELECT MAX(seq) FROM journal").fetchone()[0]
    db.execute("DELETE FROM journal WHERE seq = ?", (last,))
    db.execute("UPDATE journal_head SET size = ?", (last - 1,))
    return f"entry {last}: missing"


def copy_of(db: sqlite3.Connection, seq: int | None) -> None:
    """Inserts a copy of the target under a new id."""
    row = db.execute("SELECT * FROM journal WHERE seq = ?", (TARGET,))
    names = [column[0] for column in row.description]
    values = dict(zip(names, row.fetchone(), strict=True))
    values |= {"id": values["id"][:-1] + bytes([values["id"][-1] ^ 1]), "seq": seq}
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO journal ({', '.join(names)}) VALUES ({marks})"
    db.execute(statement, [values[name] for name in names])


def insert(db: sqlite3.Connection) -> str:
    db.execute("UPDATE journal SET seq = -seq WHERE seq > ?", (TARGET,))
    db.execute("UPDATE journal SET seq = 1 - seq WHERE seq < 0")
    copy_of(db, TARGET + 1)
    db.execute("UPDATE journal_head SET size = size + 1")
    return f"entry {TARGET + 1} (id {identity(db, TARGET + 1)}): inserted"


def insert_waiting(db: sqlite3.Connection) -> str:
    copy_of(db, None)
    return "entry without a number (id "


def swap(db: sqlite3.Connection) -> str:
    name = identity(db, TARGET + 5)
    for old, new in ((TARGET, -1), (TARGET + 5, TARGET), (-1, TARGET + 5)):
        db.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))
    return f"entry {TARGET} (id {name}): out of order"


def nothing(_: sqlite3.Connection) -> str:
    return ""


EDITS: list[tuple[str, Edit]] = [
    ("untouched", nothing),
    ("one row changed", change),
    ("one row deleted", delete),
    ("the last row deleted", delete_last),
    ("one row inserted", insert),
    ("one row inserted, no number", insert_waiting),
    ("two rows swapped", swap),
]


class Run:
    """The binary, the stopped server's data, and what was found so far."""

    def __init__(self, mpa: str, work: Path):
        self.mpa, self.work, self.wrong = mpa, work, 0

    def ask(self, *arguments: str, cwd: Path | None = None) -> tuple[int, str]:
        """Exit code and first line of `mpa audit …`."""
        done = subprocess.run(
            [self.mpa, "audit", *arguments], capture_output=True, text=True, cwd=cwd, check=False
        )
        lines = (done.stdout or done.stderr).splitlines()
        return done.returncode, lines[0] if lines else ""

    def expect(self, name: str, found: tuple[int, str], code: int, text: str) -> None:
        """A line of the table."""
        good = found[0] == code and text in found[1]
        self.wrong += not good
        print(f"{'ok ' if good else 'BAD'}  {name:<34} exit {found[0]}  {found[1]}")
        if not good:
            print(f"     expected exit {code} and: {text}")

    def edit(self, name: str, edit: Edit) -> None:
        """One edit, in a copy of its own."""
        copy = self.work / "copy"
        shutil.copytree(self.work / "data", copy)
        db = sqlite3.connect(copy / "mpa.db")
        expected = edit(db)
        db.commit()
        db.close()
        found = self.ask("verify", "--data-dir", str(copy))
        self.expect(name, found, int(bool(expected)), expected or "nothing was changed")
        shutil.rmtree(copy)

    def bundle(self) -> None:
        """The exported bundle, in a place where there is no database."""
        file = self.work / "bundle.jsonl"
        code, line = self.ask("export", "--out", str(file), "--data-dir", str(self.work / "data"))
        self.expect("export", (code, line), 0, "were written")
        with tempfile.TemporaryDirectory(dir=self.work) as empty:
            place = Path(empty)
            found = self.ask("verify", "--bundle", str(file), cwd=place)
            self.expect("the bundle, without the database", found, 0, "nothing was changed")
            if any(place.iterdir()):
                self.expect("the directory stays empty", (1, "it does not"), 0, "")
            changed = place / "changed.jsonl"
            changed.write_text("".join(self.edited(file)), encoding="utf-8")
            found = self.ask("verify", "--bundle", str(changed), cwd=place)
            self.expect("the bundle, one entry changed", found, 1, f"entry {TARGET} (id ")

    @staticmethod
    def edited(file: Path) -> list[str]:
        """The lines of a bundle, with one entry changed."""
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        for at, text in enumerate(lines):
            line = json.loads(text)
            if line.get("entry", {}).get("number") == TARGET:
                line["entry"]["leaf"] = line["entry"]["leaf"].replace('"done"', '"refused"')
                lines[at] = json.dumps(line) + "\n"
        return lines


def main() -> int:
    run = Run(sys.argv[1], Path(sys.argv[2]))
    for name, edit in EDITS:
        run.edit(name, edit)
    run.bundle()
    print("all as expected" if not run.wrong else f"{run.wrong} not as expected")
    return int(run.wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
