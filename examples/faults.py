"""Asks the program about every fault that attack and the field found, and prints `ok` or `FAIL`.

    MPA_BIN=… faults.py [--engine sqlite|postgres|both] [--only A1,F3] [--seen] [--list]

Starts servers of its own on scratch folders. A `~` marks a sibling of a fault. A check that fails is
run once more, alone; exit code 1 when one fails twice.
"""

import argparse
import multiprocessing
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from faults.check import Check, collect
from faults.house import House

# Seconds that a check may take; then the server has failed it.
CHECK_S = 120

# An engine and the names of the checks that failed on it.
Told = tuple[str, list[str]]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=os.environ.get("MPA_BIN"), help="or MPA_BIN")
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--only", help="faults or names of checks, with commas")
    parser.add_argument("--seen", action="store_true", help="only the faults as they were seen, without siblings")
    parser.add_argument("--list", action="store_true", help="only names the checks")
    return parser.parse_args()


def wanted(checks: list[Check], only: str | None) -> list[Check]:
    names = set(only.split(",")) if only else None
    return [check for check in checks if names is None or {check.fault, check.run.__name__} & names]


class TooLong(BaseException):
    """A check took too long. No check takes it for a timeout of its own."""


def too_long(*_: object) -> None:
    raise TooLong(f"took more than {CHECK_S} s")


def passes(check: Check, house: House) -> bool:
    """Runs one check and prints what came of it."""
    began = time.monotonic()
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(CHECK_S)
    try:
        check.run(house)
    except (Exception, TooLong) as error:  # noqa: BLE001: whatever it is, the check failed
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = " ".join(str(error).split())[:300] or where.line
        print(f"FAIL {house.engine:8} {check.name}: {type(error).__name__} {told}", flush=True)
        return False
    finally:
        signal.alarm(0)
        house.tidy()
    print(f"ok   {house.engine:8} {check.name} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


def ask(binary: Path, engine: str, checks: list[Check], into: "multiprocessing.SimpleQueue[Told]") -> None:
    """Runs the checks on one engine, in a process of its own, and tells which failed."""
    house = House(binary, engine)
    try:
        failed = [check.name for check in checks if not passes(check, house)]
    finally:
        house.close()
    print(f"{engine}: {len(failed)} of {len(checks)} failed", flush=True)
    into.put((engine, failed))


def ask_all(binary: Path, wanted: dict[str, list[Check]]) -> dict[str, list[Check]]:
    """Runs the checks of all engines at a time; those that failed."""
    into: "multiprocessing.SimpleQueue[Told]" = multiprocessing.SimpleQueue()
    runs = [multiprocessing.Process(target=ask, args=(binary, *of, into)) for of in wanted.items()]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    told = {}
    while not into.empty():
        engine, names = into.get()
        told[engine] = [check for check in wanted[engine] if check.name in names]
    # An engine that told nothing did not come to its end.
    failed = {engine: told.get(engine, checks) for engine, checks in wanted.items()}
    return {engine: checks for engine, checks in failed.items() if checks}


def main() -> int:
    """Runs the checks on each engine; 1 when one failed."""
    args = arguments()
    checks = [check for check in wanted(collect(), args.only) if not (args.seen and check.sibling)]
    if args.list:
        print("\n".join(check.name for check in checks))
        return 0
    if args.binary is None:
        raise SystemExit("which binary? Give --binary or MPA_BIN")
    engines = ("sqlite", "postgres") if args.engine == "both" else (args.engine,)
    binary = args.binary.resolve()
    failed = ask_all(binary, {engine: [check for check in checks if check.engine in (None, engine)] for engine in engines})
    still = {}
    for engine, again in failed.items():
        # Two engines at a time on a small machine can be late for a bound of time. Alone, nothing excuses.
        print(f"{engine}: {len(again)} once more, alone", flush=True)
        still |= ask_all(binary, {engine: again})
    for engine, lost in failed.items():
        for check in lost:
            end = "FAILED twice" if check in still.get(engine, []) else "failed, and passed alone"
            print(f"{engine:8} {check.name}: {end}", flush=True)
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
