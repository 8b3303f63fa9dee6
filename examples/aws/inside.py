"""A network without a way out: the runner starts itself again in a namespace that has loopback alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MARK = "PEERS_INSIDE"


def go_inside() -> None:
    """Returns only within such a namespace."""
    if os.environ.get(MARK):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        check_alone()
        return
    # Without root the namespace comes with one of users, in which this user keeps its name.
    rights = [] if os.getuid() == 0 else ["--map-current-user", "--keep-caps"]
    command = ["unshare", *rights, "-n", "--", sys.executable, *sys.argv]
    if shutil.which("unshare") is None:
        raise SystemExit("unshare is missing (Debian's util-linux)")
    os.execvpe(command[0], command, {**os.environ, MARK: "1"})


def check_alone() -> None:
    """Loopback is the only line, and nobody listens yet."""
    assert interfaces() == ["lo"], f"there is a way out: {interfaces()}"
    assert not listeners(), f"somebody listens already: {listeners()}"


def interfaces() -> list[str]:
    """The lines of this namespace, as the kernel names them."""
    text = Path("/proc/self/net/dev").read_text()
    return sorted(row.split(":")[0].strip() for row in text.splitlines()[2:])


def listeners() -> dict[int, str]:
    """Every port of this namespace at which somebody listens, and at which addresses, from `ss -ltnp`."""
    told = subprocess.run(["ss", "-Hltnp"], check=True, capture_output=True, text=True).stdout
    found: dict[int, str] = {}
    for row in told.splitlines():
        columns = row.split()
        address, _, port = columns[3].rpartition(":")
        found[int(port)] = f"{address} {' '.join(columns[5:])}"
    return found
