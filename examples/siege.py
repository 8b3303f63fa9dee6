"""Attacks a server of its own in every known way and prints how a centre beside it fares.

    MPA_BIN=… siege.py [--calls N] [ATTACK]…

For each attack: the calls that were answered as before (at least 99 in 100), their p99 beside that of the quiet
server (at most three times, or under 100 ms, which is noise), and what the server's memory grew by (less than 150 MB). Exit code 1 where one is not so.
"""

import argparse
import multiprocessing
import os
import sys
import time
from pathlib import Path

from faults.hall import Hall
from faults.server import Server
from siege.attacks import ATTACKS, Target
from siege.centre import Centre

GROWTH_MB = 150
SLOWER = 3.0
# Under this a p99 is noise of the machine.
FLOOR_MS = 100.0
BEGIN_S = 2.0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=os.environ.get("MPA_BIN"))
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("attacks", nargs="*", choices=[[], *ATTACKS], metavar="ATTACK")
    return parser.parse_args()


def attacker(name: str, target: Target) -> None:
    """In a process of its own, which leaves the centre's clock alone."""
    os.nice(10)
    ATTACKS[name][0](target)


def target_of(hall: Hall) -> Target:
    """What the operator `second` knows."""
    body = {"examId": hall.exam, "operatorId": hall.second.id}
    password = hall.head.must("POST", "/api/admin/download/password/generate", json=body)["password"]
    given = hall.second.must("POST", "/api/admin/download/verify", json={"examId": hall.exam, "password": password})
    candidates = [candidate["id"] for candidate in hall.people]
    token = hall.second.token
    return Target(hall.server.port, token, hall.exam, candidates, given["packageUrl"], given["downloadToken"])


def besieged(binary: Path, name: str, calls: int) -> bool:
    """One attack; whether the centre went on."""
    server = Server(binary)
    try:
        hall = Hall(server, people=20)
        centre, kind = Centre(hall), ATTACKS[name][1]
        centre.work(kind, 10)
        quiet, before = centre.work(kind, calls), server.resident_mb()
        process = multiprocessing.Process(target=attacker, args=(name, target_of(hall)), daemon=True)
        process.start()
        time.sleep(BEGIN_S)
        under = centre.work(kind, calls)
        grew = server.resident_mb() - before
        process.kill()
        process.join()
    finally:
        server.remove()
    enough = under.answered >= 0.99 * under.calls
    quick = under.p99_ms <= max(SLOWER * quiet.p99_ms, FLOOR_MS)
    small = grew < GROWTH_MB
    print(
        f"{'ok  ' if enough and quick and small else 'FAIL'} {name:12} {kind:8} "
        f"answered {under.answered}/{under.calls} (quiet {quiet.answered})  "
        f"p50 {quiet.p50_ms:.0f} → {under.p50_ms:.0f} ms  p99 {quiet.p99_ms:.0f} → {under.p99_ms:.0f} ms "
        f"({under.p99_ms / quiet.p99_ms:.1f}×)  memory {grew:+.0f} MB",
        flush=True,
    )
    return enough and quick and small


def main() -> int:
    """Plays the attacks, one after the other."""
    args = arguments()
    if args.binary is None:
        raise SystemExit("which binary? Give --binary or MPA_BIN")
    names = args.attacks or list(ATTACKS)
    held = [besieged(Path(args.binary).resolve(), name, args.calls) for name in names]
    print(f"{held.count(True)} of {len(held)} withstood")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
