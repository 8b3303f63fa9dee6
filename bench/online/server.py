"""A fresh server in a temporary directory, and what it tells about itself."""

import os
import re
import secrets
import subprocess
import tempfile
import time
from pathlib import Path

from kit.client import Client

ROOT = Path(__file__).resolve().parents[2]
MODELS = Path(os.environ.get("MPA_MODELS") or ROOT / "models")
START_S = 60.0
STOP_S = 30.0
BUCKET = re.compile(r"^mpa_http_request_seconds_bucket\{(.*)\} (\d+)")
TOTAL = re.compile(r"^mpa_http_request_seconds_(sum|count)\{(.*)\} (\S+)")
LABEL = re.compile(r'(\w+)="([^"]*)"')

# Requests by upper bound of their seconds, cumulative.
Histogram = dict[float, int]


def binary() -> Path:
    """$MPA_BIN, or what `make build` leaves."""
    target = os.environ.get("CARGO_TARGET_DIR") or Path.home() / ".cache/mpa-target"
    return Path(os.environ.get("MPA_BIN") or Path(target) / "release/mpa")


class Server:
    """A running server; a context manager that stops it and removes its data. `beside` another one it is a further
    copy, on the same PostgreSQL and the same files."""

    def __init__(self, postgres: str | None, program: Path | None = None, options: tuple[str, ...] = (),
                 beside: "Server | None" = None):  # fmt: skip
        program = program or binary()
        self._own = None if beside else tempfile.TemporaryDirectory(prefix="mpa-bench-")
        work = self.folder = beside.folder if beside else Path(self._own.name)
        self.admin = beside.admin if beside else f"head-{secrets.token_hex(4)}"
        self.password = beside.password if beside else secrets.token_urlsafe(18)
        store = ["--data-dir", str(work / "data")] + (["--database-url", postgres] if postgres else [])
        add = ["user", "add", "--username", self.admin, "--role", "admin", "--password-stdin"]
        settings = {name: value for name, value in os.environ.items() if name != "MPA_BIN"}
        with open(work / "log", "a", encoding="utf-8") as log:
            if not beside:
                subprocess.run(
                    [program, *add, *store],
                    input=self.password + "\n", text=True, stdout=log, stderr=log, check=True, env=settings,
                )  # fmt: skip
            usual = ["--listen", "127.0.0.1:0", "--rate-limit", "0", "--reads-per-hour", "1000000"]
            self._process = subprocess.Popen(
                [program, "serve", *usual, "--models", str(MODELS), *store, *options],
                stdout=subprocess.PIPE, stderr=log, text=True, env=settings,
            )  # fmt: skip
        self.url = self._listening()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if self._own:
            self._own.cleanup()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _listening(self) -> str:
        deadline = time.monotonic() + START_S
        for line in self._process.stdout or ():
            if line.startswith("listening on "):
                return line.removeprefix("listening on ").strip()
            if time.monotonic() > deadline:
                break
        self._process.kill()
        log = (self.folder / "log").read_text(encoding="utf-8")
        raise SystemExit(f"the server did not start:\n{log}")

    def rss_mib(self, most: bool = False) -> float:
        """Memory that is resident now, or the most that ever was."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(re.search(rf"{'VmHWM' if most else 'VmRSS'}:\s+(\d+) kB", status)[1]) / 1024

    def cpu_s(self) -> float:
        """Processor seconds of all threads since the start."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def durations(client: Client, method: str, route: str) -> Histogram:
    """The server's own histogram of a route; `client` must come from loopback."""
    found: Histogram = {}
    for line in client.request("GET", "/metrics").body.decode().splitlines():
        if match := BUCKET.match(line):
            labels = dict(LABEL.findall(match[1]))
            if (labels["method"], labels["route"]) == (method, route):
                found[float(labels["le"])] = int(match[2])
    return found


def total(client: Client, method: str, route: str) -> tuple[float, int]:
    """Seconds that the calls of a route took in all, and how many they were."""
    found = {"sum": 0.0, "count": 0.0}
    for line in client.request("GET", "/metrics").body.decode().splitlines():
        if match := TOTAL.match(line):
            labels = dict(LABEL.findall(match[2]))
            if (labels["method"], labels["route"]) == (method, route):
                found[match[1]] = float(match[3])
    return found["sum"], int(found["count"])


def median_ms(before: Histogram, after: Histogram) -> float | None:
    """The median of what came in between, a straight line assumed within its bucket."""
    counts = {bound: count - before.get(bound, 0) for bound, count in sorted(after.items())}
    half = max(counts.values(), default=0) / 2
    lower, below = 0.0, 0
    for bound, count in counts.items():
        if half and count >= half:
            if bound == float("inf"):
                return None
            return 1000 * (lower + (bound - lower) * (half - below) / (count - below))
        lower, below = bound, count
    return None
