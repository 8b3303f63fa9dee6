"""A PostgreSQL that takes TLS and a password only, and no socket of the file system."""

import os
import secrets
import shutil
import subprocess
import urllib.parse
from pathlib import Path

from aws.authority import Authority
from faults.postgres import Postgres, program

OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=120 -c fsync=off -c ssl=on"
RULES = "hostssl all all 127.0.0.1/32 scram-sha-256\n"


class TlsPostgres(Postgres):
    """At 127.0.0.1:`port`; `authority` vouches for it. With `plain` it also takes what is not encrypted."""

    def __init__(self, folder: Path, port: int, authority: Authority, plain: bool = False):
        self.folder, self.data, self.port = folder, folder / "data", port
        self.authority, self.plain = authority, plain
        self.password = secrets.token_urlsafe(18)
        self._databases = 0
        folder.mkdir(parents=True)
        given = folder / "password"
        given.write_text(self.password)
        self._own(folder, given)
        self._run("initdb", "-A", "scram-sha-256", "--pwfile", given, "-U", "postgres", "-D", self.data)
        given.unlink()
        for source, name in zip(authority.sign("postgres"), ("server.crt", "server.key"), strict=True):
            shutil.copy(source, self.data / name)
            (self.data / name).chmod(0o600)
            self._own(self.data / name)
        (self.data / "pg_hba.conf").write_text(RULES.replace("hostssl", "host") if plain else RULES)
        self.start()

    def _own(self, *paths: Path) -> None:
        """Gives them to the account that the server runs as."""
        if os.getuid() == 0:
            for path in paths:
                shutil.chown(path, "postgres", "postgres")

    def start(self) -> None:
        options = f"{OPTIONS} -c port={self.port}"
        self._run("pg_ctl", "-w", "-D", self.data, "-o", options, "-l", self.folder / "log", "start")

    def url(self, name: str, port: int | None = None, authority: Authority | None = None) -> str:
        """The address of a database, for a client that checks who answers; at another port where a proxy is between."""
        root = urllib.parse.quote(str((authority or self.authority).certificate), safe="")
        how = "sslmode=disable" if self.plain else f"sslmode=verify-full&sslrootcert={root}"
        return f"postgres://postgres:{self.password}@localhost:{port or self.port}/{name}?{how}"

    def refuses_what_is_not_encrypted(self) -> bool:
        """Whether a client without TLS is turned away."""
        url = f"postgres://postgres:{self.password}@localhost:{self.port}/postgres?sslmode=disable"
        return subprocess.run([program("psql"), "-XqtA", "-d", url, "-c", "SELECT 1"], capture_output=True).returncode != 0
