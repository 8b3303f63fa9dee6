"""Copies of the program that share one database and are told where everything is by their environment."""

import itertools
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from copy import copy
from pathlib import Path
from typing import Any

from aws.account import Account, prefix, tables
from aws.peers import POSTGRES_LINE, ROOT, WITH_US, Peers, quiet_environment
from kit.client import Client, Session

READY_S = 60.0
# Every copy keeps its port when it is started again.
LISTEN = itertools.count(9001)
MODELS = os.environ.get("MPA_MODELS", str(ROOT / "models"))


class Copy:
    """One `mpa serve`. It ends with `kill` or `stop`, and starts again over the same database."""

    def __init__(self, house: "Two", name: str, options: tuple[str, ...] = ()):
        self.house, self.name, self.options = house, name, options
        self.folder = house.folder / name
        self.folder.mkdir(exist_ok=True)
        self.process: subprocess.Popen[bytes] | None = None
        self.port = next(LISTEN)
        # What its environment has beside the house's.
        self.more: dict[str, str] = {}
        self.client = Client(f"http://127.0.0.1:{self.port}")
        self.start()

    def start(self) -> None:
        """Starts it and waits until it says where it listens."""
        out = self.folder / "out"
        out.write_text("")
        command = [str(self.house.binary), "serve", "--listen", f"127.0.0.1:{self.port}", "--models", MODELS, *self.options]
        if not any(option.startswith("--rate-limit") for option in self.options):
            command += ["--rate-limit", "0"]
        with open(out, "ab") as told, open(self.folder / "log", "ab") as log:
            environment = {**self.house.environment(self.name), **self.more}
            self.process = subprocess.Popen([*WITH_US, *command], env=environment, stdout=told, stderr=log)
        until = time.monotonic() + READY_S
        while time.monotonic() < until and self.process.poll() is None:
            for line in out.read_text("utf-8", "replace").splitlines():
                if line.startswith("listening on "):
                    self.url = line.removeprefix("listening on ").strip()
                    self.client.renew()
                    return
            time.sleep(0.05)
        raise AssertionError(f"{self.name} did not start: {self.tail()}")

    def tail(self, lines: int = 20) -> str:
        """The last lines of its log."""
        return "\n".join((self.folder / "log").read_text("utf-8", "replace").splitlines()[-lines:])

    def head(self) -> Session:
        """The administrator, signed in."""
        return Session(self.client, "head", self.house.password)

    def as_seen(self, session: Session) -> Session:
        """The same person, whose calls come to this copy."""
        here = copy(session)
        here.client = self.client
        return here

    def ready(self) -> tuple[int, dict[str, str]]:
        """What it says of its parts."""
        reply = self.client.request("GET", "/health/ready", patient=False)
        parts = (reply.data or reply.details).get("dependencies", [])
        return reply.status, {part["name"]: part["state"] for part in parts}

    def resident_mb(self) -> float:
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(row.split()[1]) / 1024 for row in status.splitlines() if row.startswith("VmRSS:"))

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """As when the power goes."""
        if self.running():
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """An orderly stop."""
        if self.running():
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.kill()


class Two:
    """A database, and copies `a` and `b` on it. `said` are options as environment, `keys` the credentials."""

    def __init__(
        self,
        binary: Path,
        peers: Peers,
        account: Account | None = None,
        keys: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
        tag: str | None = None,
    ):
        self.binary, self.peers, self.account = binary, peers, account
        self.folder = Path(tempfile.mkdtemp(prefix="mpa-copies-"))
        self.keys = keys or {}
        self.tag = tag or secrets.token_hex(4)
        self.said = {**(account.options(self.tag) if account else {}), **(said or {})}
        self.password = secrets.token_urlsafe(18)
        name = f"mpa_{secrets.token_hex(4)}"
        peers.postgres.sql(peers.postgres.url("postgres"), f"CREATE DATABASE {name}")
        self.database, self.straight = peers.postgres.url(name, POSTGRES_LINE), peers.postgres.url(name)
        self.copies: list[Copy] = []
        if account:
            self.command("aws", "init", keys=quiet_environment())
        self.command("user", "add", "--username", "head", "--role", "admin", "--password-stdin", said=self.password)

    def begin(self, *options: str) -> "Two":
        """Starts both."""
        self.copies = [Copy(self, name, options) for name in "ab"]
        return self

    @property
    def a(self) -> Copy:
        return self.copies[0]

    @property
    def b(self) -> Copy:
        return self.copies[1]

    def environment(self, name: str = "a") -> dict[str, str]:
        """What a copy is told. Each has a folder of its own: nothing is shared but what is meant to be."""
        (self.folder / name).mkdir(exist_ok=True)
        where = {"MPA_DATABASE_URL": self.database, "MPA_DATA_DIR": str(self.folder / name / "data"), "MPA_LOG": "info"}
        if self.said.get("MPA_KEYS", "file") == "file":
            where["MPA_KEY_FILE"] = str(self.folder / "key")
        if self.said.get("MPA_BLOBS", "files") == "files":
            where["MPA_DATA_DIR"] = str(self.folder / "data")
        return {**quiet_environment(), **where, **self.said, **self.keys}

    def command(self, *arguments: str, said: str = "", must: bool = True, keys: dict[str, str] | None = None,
                **more: str) -> subprocess.CompletedProcess[str]:
        """Runs another command of the program as a copy would."""
        environment = {**self.environment(), **{k: v for k, v in (keys or {}).items() if k.startswith("AWS_")}, **more}
        if keys is not None and "AWS_SESSION_TOKEN" not in keys:
            environment.pop("AWS_SESSION_TOKEN", None)
        command = [str(self.binary), *arguments]
        done = subprocess.run(command, input=said + "\n", capture_output=True, text=True, env=environment, timeout=300)
        assert done.returncode == 0 or not must, f"mpa {' '.join(arguments)}: {done.stderr[-1500:]} {done.stdout[-500:]}"
        return done

    def names(self) -> set[str]:
        """Its objects in the bucket."""
        return set(self.account.names(prefix(self.tag) + "/")) if self.account else set()

    def items(self, table: str) -> list[dict[str, Any]]:
        """Every item of one of its tables."""
        return self.account.items(tables(self.tag) + table) if self.account else []

    def sql(self, text: str) -> list[tuple[str, ...]]:
        """Runs one statement, past the proxy."""
        return [tuple(row.split("|")) for row in self.peers.postgres.sql(self.straight, text).splitlines()]

    def end(self) -> None:
        """Ends the copies and removes what they wrote."""
        for one in self.copies:
            one.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
