#!/usr/bin/env python3
"""Measures section by section, keeps the figures, and writes the report from them. See README.md."""

import argparse
import importlib
import os
import resource
import sys
import time
import traceback
from datetime import datetime, timezone
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent))

import report.paths as paths  # noqa: E402
import kit.client  # noqa: E402
from report.machine import commit, machine, said  # noqa: E402
from report.paper import write  # noqa: E402
from report.run import Run, say, target  # noqa: E402

SECTIONS = ("sync", "attendance", "stations", "faces", "live", "search", "imports", "gate", "online")


def section(name: str) -> ModuleType:
    return importlib.import_module(f"report.sections.{name}")


def measured(run: Run, name: str, heading: dict[str, str]) -> bool:
    """One section, whose figures or failure are kept; whether it came to its end."""
    say(f"== {name}: {section(name).TITLE}")
    begun, load = time.monotonic(), os.getloadavg()[0]
    kept = {
        "run": run.id,
        "at": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M"),
        "load": round(load, 1),
        **heading,
    }
    try:
        kept["figures"] = section(name).measure(run)
    except (Exception, SystemExit) as failure:  # noqa: BLE001: the others go on, and the report names it
        traceback.print_exc()
        kind = "" if isinstance(failure, SystemExit) else f"{type(failure).__name__}: "
        kept["failed"] = f"{kind}{failure}".partition("\n")[0][:300]
    kept["seconds"] = round(time.monotonic() - begun)
    run.keep(name, kept)
    say(f"== {name}: {'failed' if 'failed' in kept else 'done'} after {kept['seconds']} s")
    return "failed" not in kept


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; without one, all")
    parser.add_argument("--binary", type=Path, default=os.environ.get("MPA_BIN"), help="what is measured")
    parser.add_argument("--before", type=Path, help="a binary of the parent commit")
    parser.add_argument(
        "--search", type=Path, default=target() / "release/examples/search", help="the example of `face`"
    )
    parser.add_argument("--before-name", default="", help="the commit of that binary, for the report")
    parser.add_argument("--short", action="store_true", help="small sizes; the report goes elsewhere")
    parser.add_argument("--report-only", action="store_true", help="writes the report from the figures that are kept")
    args = parser.parse_args()
    if unknown := set(args.sections) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    return args


def main() -> int:
    """1 where a section failed."""
    args = arguments()
    program = (args.binary or target() / "release/mpa").resolve()
    before = args.before.resolve() if args.before else None
    for needed in filter(None, (program, before)):
        if not (needed.is_file() or args.report_only):
            raise SystemExit(f"there is no {needed}: `make build`, or name another")
    folder = target() / ("bench-short" if args.short else "bench")
    run = Run(program, args.search, before, args.short, datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ"), folder)
    good = True
    if not args.report_only:
        built = "" if program == (target() / "release/mpa").resolve() else ", a binary that was given"
        heading = {"commit": commit(), "version": said(str(program), "--version") + built, "before": ""}
        if before:
            heading["before"] = said(str(before), "--version") + (args.before_name and f", commit {args.before_name}")
        kit.client.TIMEOUT_S = 3600.0  # a large import takes its time
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
        run.keep("machine", machine())
        for name in args.sections or SECTIONS:
            good = measured(run, name, heading) and good
    place = folder if args.short else paths.BENCH
    write(run, {name: section(name) for name in SECTIONS}, place, paths.BENCH / "notes")
    say(f"the report is {place / 'REPORT.md'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
