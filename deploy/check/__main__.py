#!/usr/bin/env python3
"""Builds the image and the Debian package of a given program, runs both here, and fails where one is not as it should be.

As root, on Debian; what it needs is installed by `scripts/setup-deploy-tools.sh --with-check`.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import container
import package
import tools
import unit

PARTS = {"unit": unit.check, "container": container.check, "package": package.check}


def main():
    parser = argparse.ArgumentParser(prog="deploy/check", description=__doc__)
    parser.add_argument("--binary", type=Path, required=True, help="the built program")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--keep", action="store_true", help="leave the working folder where it is")
    options = parser.parse_args()
    if os.geteuid():
        sys.exit("This makes images and folders with users of their own: as root, please.")
    if not options.binary.is_file():
        sys.exit(f"{options.binary}: no such file; `make build`, or BINARY=…")
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    # What is mounted on the way is seen by nobody else, and is gone with this process.
    if os.environ.get("MPA_CHECK_APART") != str(os.getpid()):
        os.environ["MPA_CHECK_APART"] = str(os.getpid())
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])
    os.umask(0o022)
    work = Path(tempfile.mkdtemp(prefix="mpa-check-"))
    work.chmod(0o755)
    # Neither changes the given file: symbols are no part of what is installed.
    binary = work / "mpa"
    tools.run("objcopy", "--strip-all", options.binary.resolve(), binary)
    try:
        for part in options.parts.split(","):
            PARTS[part](binary, work)
    finally:
        if options.keep:
            print(f"\nkept: {work}")
        elif str(work) in Path("/proc/self/mounts").read_text():
            print(f"\nsomething is still mounted below {work}: it is left there")
        else:
            shutil.rmtree(work, ignore_errors=True)
    print(f"\n{len(tools.PASSED)} hold, {len(tools.FAILED)} do not")
    sys.exit(bool(tools.FAILED))


if __name__ == "__main__":
    main()
