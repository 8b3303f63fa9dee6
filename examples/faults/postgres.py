"""A PostgreSQL of one's own on a scratch folder."""

import os
import shutil
import subprocess
import tempfile
import urllib.parse
from pathlib import Path

OPTIONS = "-c listen_addresses= -c port=5432 -c max_connections=120"


def program(name: str) -> str:
    """Where a program of PostgreSQL lies: on the path, or where Debian puts it."""
    found = shutil.which(name)
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if found is None and not places:
        raise SystemExit(f"{name} is missing: run `make setup`")
    return found or str(places[-1])


class Postgres:
    """A server that only its own socket reaches."""

    def __init__(self, durable: bool = False, more: str = "") -> None:
        self.options = f"{OPTIONS} {more}" if durable else f"{OPTIONS} -c fsync=off {more}"
        self.folder = Path(tempfile.mkdtemp(prefix="mpa-faults-"))
        self.data = self.folder / "data"
        self._databases = 0
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-A", "trust", "-U", "postgres", "-D", self.data)
        self.start()

    def _run(self, name: str, *arguments: object) -> None:
        command = [program(name), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.folder}
        subprocess.run(command, check=True, **quiet)

    def start(self) -> None:
        options = f"{self.options} -c unix_socket_directories={self.data}"
        self._run("pg_ctl", "-w", "-D", self.data, "-o", options, "-l", self.folder / "log", "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-w", "-D", self.data, "-m", mode, "stop")

    def database(self) -> str:
        """The address of a new database."""
        self._databases += 1
        name = f"faults_{self._databases}"
        self.sql(self.url("postgres"), f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        socket = urllib.parse.quote(str(self.data), safe="")
        return f"postgres://postgres@localhost:5432/{name}?host={socket}&sslmode=disable"

    def sql(self, url: str, text: str) -> str:
        """What a statement prints, columns separated by `|`."""
        command = [program("psql"), "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", text]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)
