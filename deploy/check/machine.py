"""A Debian of its own that boots under systemd in a folder, without a network: systemd-nspawn, without its daemon."""

import subprocess
import time
from pathlib import Path

from tools import run, wait_for


class Machine:
    """A machine that runs."""

    def __init__(self, root: Path, log: Path):
        self.root, self.log = root, log
        command = ["systemd-nspawn", "--quiet", "--directory", str(root), "--register=no", "--keep-unit", "--private-network",
                   "--boot", "--console=pipe", "systemd.unit=multi-user.target"]
        with log.open("wb") as told:
            self.runs = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        try:
            self.first = int(wait_for("systemd-nspawn starts a machine", 30, self._first))
            wait_for("the machine is up", 90, lambda: self.ask("systemctl", "is-system-running").strip() in ("running", "degraded"))
        except BaseException:
            self.runs.kill()
            raise

    def _first(self) -> str:
        return Path(f"/proc/{self.runs.pid}/task/{self.runs.pid}/children").read_text().strip().split(" ")[0]

    def _within(self, *command: object) -> list[object]:
        # Not the host's environment: only what a login there has.
        return ["nsenter", "-t", self.first, "-a", "--", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                "DEBIAN_FRONTEND=noninteractive", *command]

    def do(self, *command: object, stdin: str = "") -> str:
        """Runs a command as its root; ends the check where it fails."""
        return run(*self._within(*command), stdin=stdin)

    def ask(self, *command: object) -> str:
        """As `do`, and it may fail."""
        return run(*self._within(*command), may_fail=True)

    def process_of(self, unit: str) -> int:
        """The main process of a unit, by its number on the host."""
        number = self.ask("systemctl", "show", "--property=MainPID", "--value", unit).strip()
        for place in Path("/proc").glob("[0-9]*/status"):
            try:
                line = next(line for line in place.read_text().splitlines() if line.startswith("NSpid:"))
                same = (place.parent / "root/proc/1").exists() and line.split()[-1] == number
                if same and self._is_ours(place.parent):
                    return int(place.parent.name)
            except (OSError, StopIteration):
                continue
        return 0

    def _is_ours(self, process: Path) -> bool:
        return (process / "ns/pid").readlink() == Path(f"/proc/{self.first}/ns/pid").readlink()

    def serves(self, unit: str):
        """Waits until the program of a unit has said that it listens."""
        since = self.ask("systemctl", "show", "--property=InvocationID", "--value", unit).strip()
        wait_for(f"{unit} listens", 120, lambda: "listening on" in self.journal(f"_SYSTEMD_INVOCATION_ID={since}"))

    def journal(self, *of: str) -> str:
        return self.ask("journalctl", "--no-pager", "--output=cat", *of)

    def off(self):
        self.ask("systemctl", "poweroff")
        end = time.monotonic() + 60
        while self.runs.poll() is None and time.monotonic() < end:
            time.sleep(0.25)
        self.runs.kill()
        self.runs.wait()
