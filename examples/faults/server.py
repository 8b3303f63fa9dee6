"""A server of one's own: started, looked at, killed, started again over the same data."""

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

from faults.postgres import Postgres
from kit.client import Client, Session

ROOT = Path(__file__).parents[2]
READY_S = 90.0


class Server:
    """One `mpa serve` on loopback. Its administrator is `head`."""

    def __init__(
        self,
        binary: Path,
        postgres: Postgres | None = None,
        options: tuple[str, ...] = (),
        before: tuple[str, ...] = (),
        data: Path | None = None,
    ):
        self.binary, self.postgres, self.options, self.before = binary, postgres, options, before
        self.scratch = Path(tempfile.mkdtemp(prefix="mpa-faults-"))
        self.data = data or self.scratch / "data"
        self.log = self.scratch / "log"
        self.database = postgres.database() if postgres else None
        self.password = secrets.token_urlsafe(18)
        self.process: subprocess.Popen[bytes] | None = None
        self.command("user", "add", "--username", "head", "--role", "admin", "--password-stdin", said=self.password)
        self.start()

    @property
    def store(self) -> list[str]:
        """The options that name the data."""
        where = ["--data-dir", str(self.data)]
        return where + (["--database-url", self.database] if self.database else [])

    def command(self, *arguments: str, said: str = "", must: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs another command of the program on the same data."""
        command = [str(self.binary), *arguments, *self.store]
        done = subprocess.run(command, input=said + "\n", capture_output=True, text=True)
        assert done.returncode == 0 or not must, f"{arguments}: {done.stderr}"
        return done

    def start(self) -> None:
        """Starts it and waits until it answers."""
        models = os.environ.get("MPA_MODELS", str(ROOT / "models"))
        command = [*self.before, str(self.binary), "serve", "--listen", "127.0.0.1:0", "--models", models]
        if "--rate-limit" not in self.options:
            command += ["--rate-limit", "0"]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*command, *self.store, *self.options], stdout=subprocess.PIPE, stderr=log
            )
        until = time.monotonic() + READY_S
        assert self.process.stdout is not None
        while time.monotonic() < until:
            line = self.process.stdout.readline().decode()
            if line.startswith("listening on "):
                self.url = line.removeprefix("listening on ").strip()
                self.client = Client(self.url)
                return
            assert line or self.process.poll() is None, f"the server did not start: {self.tail()}"
        raise AssertionError(f"the server did not start: {self.tail()}")

    @property
    def port(self) -> int:
        return self.client.port

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def tail(self, lines: int = 30) -> str:
        """The last lines of its log."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def head(self) -> Session:
        """The administrator, signed in."""
        return Session(self.client, "head", self.password)

    def resident_mb(self) -> float:
        """MB of memory that the process holds."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("the process is gone")

    def sql(self, text: str) -> list[tuple]:
        """Runs one statement beside the server; of PostgreSQL all columns are text."""
        if self.postgres and self.database:
            lines = self.postgres.sql(self.database, text).splitlines()
            return [tuple(line.split("|")) for line in lines]
        with sqlite3.connect(self.data / "mpa.db", timeout=10) as connection:
            return connection.execute(text).fetchall()

    def kill(self) -> None:
        """As when the power goes."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """An orderly stop."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()

    def remove(self) -> None:
        """Stops it and removes what it left."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.scratch, ignore_errors=True)
