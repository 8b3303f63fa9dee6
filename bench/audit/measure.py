"""How long `mpa audit verify` takes, and how much memory: measure.py STORE BINARY…

STORE is a data directory with its key file. Each binary verifies a copy of it three times, in turn; the least of each
is shown. For the binary of an earlier release the copy's list of migrations ends where the binary's does: the tables
of the log are the same.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3


def told_by(binary: str, store: Path) -> tuple[int, str, float]:
    """Exit code, what it says, and MiB at the most."""
    command = [binary, "audit", "verify", "--data-dir", str(store)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), told, usage.ru_maxrss / 1024


def fitted(binary: str, store: Path, copy: Path) -> Path:
    """A copy of the store that the binary opens."""
    shutil.copytree(store, copy)
    while unknown := re.search(r"migration (\d+) was previously applied but is missing", told_by(binary, copy)[1]):
        with sqlite3.connect(copy / "mpa.db") as database:
            database.execute("DELETE FROM _sqlx_migrations WHERE version >= ?", (int(unknown[1]),))
    return copy


def main(store: Path, binaries: list[str]) -> None:
    """Prints a line a binary."""
    best: dict[str, tuple[float, float, str]] = {}
    with tempfile.TemporaryDirectory(dir=store.parent) as scratch:
        copies = {binary: fitted(binary, store, Path(scratch, str(place))) for place, binary in enumerate(binaries)}
        for _ in range(ROUNDS):
            for binary, copy in copies.items():
                began = time.monotonic()
                code, told, memory = told_by(binary, copy)
                assert code == 0, told
                done = (time.monotonic() - began, memory, " / ".join(told.splitlines()[:2]))
                best[binary] = min(done, best.get(binary, done))
    print(f"a store of {(store / 'mpa.db').stat().st_size >> 20} MiB")
    for binary, (seconds, memory, told) in best.items():
        print(f"{binary}: {seconds:.1f} s, {memory:.0f} MiB: {told}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
