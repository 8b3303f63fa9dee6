"""How long `mpa audit verify` takes, and how much memory: measure.py STORE BINARY…

STORE is a data directory with its key file. Each binary verifies it three times, in turn; the least of each is shown.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 3


def verified(binary: str, store: str) -> tuple[float, float, str]:
    """Seconds, MiB at the most, and the verdict."""
    began = time.monotonic()
    process = subprocess.Popen([binary, "audit", "verify", "--data-dir", store], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, told
    return time.monotonic() - began, usage.ru_maxrss / 1024, " / ".join(told.splitlines()[:2])


def main(store: str, binaries: list[str]) -> None:
    """Prints a line a binary."""
    best: dict[str, tuple[float, float, str]] = {}
    for _ in range(ROUNDS):
        for binary in binaries:
            done = verified(binary, store)
            best[binary] = min(done, best.get(binary, done))
    size = (Path(store) / "mpa.db").stat().st_size >> 20
    print(f"a store of {size} MiB")
    for binary, (seconds, memory, told) in best.items():
        print(f"{binary}: {seconds:.1f} s, {memory:.0f} MiB: {told}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
