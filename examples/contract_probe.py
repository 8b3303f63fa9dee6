"""Asks a running server about every rule of its outside interface, and prints `ok` or `FAIL`.

    contract_probe.py --url http://127.0.0.1:8080 --admin-user head --admin-password …

Makes exams, centres and accounts of its own with random names, and leaves them. Takes two
minutes or more, because one rule needs a minute to pass. Exit code 1 on any FAIL.
"""

import argparse
import os
import sys
from pathlib import Path

from probe import (
    accounts,
    attendance,
    candidates,
    faces,
    hostile,
    imports,
    omr,
    roles,
    running,
    setup,
    stations,
    throttle,
)
from probe.pictures import Pictures
from probe.report import Report
from probe.world import World


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--admin-user", required=True)
    parser.add_argument(
        "--admin-password",
        default=os.environ.get("ADMIN_PASSWORD"),
        help="or ADMIN_PASSWORD in the environment",
    )
    parser.add_argument("--faces", type=Path, help="a folder with roster.csv and images/")
    parser.add_argument(
        "--pictures",
        type=Path,
        help="a folder with obama.jpg, obama2.jpg, obama3.jpg, biden.jpg, astronaut.png",
    )
    parser.add_argument(
        "--rate-limit", type=int, default=0, help="the server's limit, to check it (0: left out)"
    )
    parser.add_argument("--only", help="names of sections, with commas")
    return parser.parse_args()


def main() -> int:
    """Runs the sections in order; those that wait or shut doors come last."""
    args, report = arguments(), Report()
    pictures = Pictures(args.pictures, args.faces)
    world = World(report, args.url.rstrip("/"), (args.admin_user, args.admin_password), pictures)
    sections = {
        "running": running.check,
        "roles": roles.check,
        "types": roles.check_types,
        "setup": setup.check,
        "imports": imports.check,
        "candidates": candidates.check,
        "attendance": attendance.check,
        "faces": faces.check,
        "stations": stations.check,
        "omr": omr.check,
        "operator-face": faces.check_operator_face,
        "accounts": accounts.check,
        "hostile": hostile.check,
        "late-undo": attendance.check_late_undo,
        "rate": lambda w: running.check_rate(w, args.rate_limit),
        "throttle": throttle.check,
    }
    wanted = args.only.split(",") if args.only else list(sections)
    for name in wanted:
        if name == "rate" and not args.rate_limit:
            report.note("rate limit: --rate-limit not given")
            continue
        report.section(name, lambda: sections[name](world))
    print("\n" + ", ".join(f"{count} {kind}" for kind, count in sorted(report.counts.items())))
    return 1 if report.counts["FAIL"] else 0


if __name__ == "__main__":
    sys.exit(main())
