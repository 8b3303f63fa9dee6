"""F4: the states of PostgreSQL. What it cannot do now is a 503, readiness says so, and all is well again by itself."""

import contextlib
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.check import fault, sibling
from faults.f03_full_disk import Load, create, is_passing, ready, until_well
from faults.house import House
from faults.postgres import Postgres
from faults.server import Server


@contextmanager
def own_postgres(house: House) -> Iterator[tuple[Postgres, Server]]:
    """A PostgreSQL that a check may mistreat, and a server on it."""
    postgres = Postgres()
    server = Server(house.binary, postgres)
    try:
        yield postgres, server
    finally:
        server.remove()
        with contextlib.suppress(subprocess.CalledProcessError):
            postgres.remove()


def configure(postgres: Postgres, *lines: str) -> None:
    """Settings of the whole cluster, also for the sessions that there are."""
    for line in lines:
        postgres.sql(postgres.url("postgres"), line)
    postgres.sql(postgres.url("postgres"), "SELECT pg_reload_conf()")


def while_writing(server: Server, upset: Callable[[], None]) -> None:
    """Only 201 and 503 are told meanwhile, and what was acknowledged is there in the end."""
    head = server.head()
    load = Load(head)
    try:
        assert load.since(0.5)[201] > 0
        upset()
        until_well(server, head)
    finally:
        codes = load.end()
    assert codes <= {centre["code"] for centre in head.everything("/api/centres")}


@fault("F4", engine="postgres")
def a_postgres_that_is_read_only_for_a_while(house: House) -> None:
    with own_postgres(house) as (postgres, server):
        head = server.head()

        def upset() -> None:
            configure(postgres, "ALTER SYSTEM SET default_transaction_read_only = on")
            time.sleep(1.5)
            written = create(head)
            assert is_passing(written) and written.code == "DEPENDENCY_UNAVAILABLE", written
            status, parts = ready(server)
            assert status == 503 and parts["database"] == "down", (status, parts)
            assert head.get("/api/auth/me").status == 200, "reading is still possible"
            configure(postgres, "ALTER SYSTEM RESET default_transaction_read_only")

        while_writing(server, upset)


class Switch:
    """Where the server believes its PostgreSQL to be; behind it one or the other."""

    def __init__(self, to: Path):
        self.folder = Path(tempfile.mkdtemp(prefix="mpa-switch-"))
        self.to = to
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.folder / ".s.PGSQL.5432"))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self.to / ".s.PGSQL.5432"))
            except OSError:
                near.close()
                continue
            threading.Thread(target=join, args=(near, far), daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def join(near: socket.socket, far: socket.socket) -> None:
    """Carries bytes both ways until one side ends."""
    both = selectors.DefaultSelector()
    both.register(near, selectors.EVENT_READ, far)
    both.register(far, selectors.EVENT_READ, near)
    with near, far, contextlib.suppress(OSError):
        while True:
            for key, _ in both.select():
                piece = key.fileobj.recv(65536)
                if not piece:
                    return
                key.data.sendall(piece)


class Standby(Postgres):
    """A copy that follows another."""

    def __init__(self, of: Postgres):
        self.options = of.options
        self.folder = Path(tempfile.mkdtemp(prefix="mpa-faults-"))
        self.data = self.folder / "data"
        self._databases = 0
        shutil.chown(self.folder, *(("postgres",) if of.data.owner() == "postgres" else (of.data.owner(),)))
        self._run("pg_basebackup", "-h", of.data, "-p", "5432", "-U", "postgres", "-D", self.data, "-R", "-X", "stream")
        for socket_of_the_other in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.data / socket_of_the_other).unlink(missing_ok=True)
        self.start()

    def promote(self) -> None:
        self._run("pg_ctl", "-w", "-D", self.data, "promote")


@sibling("F4", engine="postgres")
def a_fail_over_that_leaves_old_connections_with_the_old_server(house: House) -> None:
    first = Postgres()
    second = Standby(first)
    switch = Switch(first.data)
    url = first.database

    class Behind:
        """What the server is told: the switch in place of either."""

        def database(self) -> str:
            name = url().split("/")[-1].split("?")[0]
            place = urllib.parse.quote(str(switch.folder), safe="")
            return f"postgres://postgres@localhost:5432/{name}?host={place}&sslmode=disable"

    server = Server(house.binary, Behind())  # type: ignore[arg-type]
    try:
        head = server.head()
        load = Load(head)
        try:
            assert load.since(0.5)[201] > 0
            configure(first, "ALTER SYSTEM SET default_transaction_read_only = on")
            # What was acknowledged has to be there: the copy catches up before it takes over.
            wanted = first.sql(first.url("postgres"), "SELECT pg_current_wal_flush_lsn()")
            caught = f"SELECT pg_last_wal_replay_lsn() >= '{wanted}'::pg_lsn"
            until = time.monotonic() + 10
            while second.sql(second.url("postgres"), caught) != "t":
                assert time.monotonic() < until, "the standby does not catch up"
                time.sleep(0.1)
            second.promote()
            second.sql(second.url("postgres"), "ALTER SYSTEM RESET default_transaction_read_only")
            second.sql(second.url("postgres"), "SELECT pg_reload_conf()")
            switch.to = second.data
            until_well(server, head)
            assert load.since(0.5)[503] == 0, "some connections are still with the old server"
        finally:
            codes = load.end()
        assert codes <= {centre["code"] for centre in head.everything("/api/centres")}
    finally:
        server.remove()
        switch.close()
        for postgres in (second, first):
            with contextlib.suppress(subprocess.CalledProcessError):
                postgres.remove()


@sibling("F4", engine="postgres")
def a_postgres_that_is_stopped_and_started(house: House) -> None:
    with own_postgres(house) as (postgres, server):

        def upset() -> None:
            postgres.stop()
            status, parts = ready(server)
            assert status == 503 and parts["database"] == "down", (status, parts)
            postgres.start()

        while_writing(server, upset)


@sibling("F4", engine="postgres")
def a_postgres_that_ends_sessions_and_statements(house: House) -> None:
    with own_postgres(house) as (postgres, server):

        def upset() -> None:
            others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            for kind in ("cancel", "terminate", "cancel", "terminate"):
                postgres.sql(postgres.url("postgres"), f"SELECT pg_{kind}_backend(pid) {others}")
                time.sleep(0.2)
            limits = ["SET statement_timeout = 1", "SET lock_timeout = 1", "SET idle_in_transaction_session_timeout = 1"]
            configure(postgres, *(f"ALTER SYSTEM {limit}" for limit in limits))
            time.sleep(1.5)
            names = [limit.split()[1] for limit in limits]
            off = "".join(f"SET {name} = 0; " for name in names)
            for name in names:
                postgres.sql(postgres.url("postgres") + "&options=" + "-c%20statement_timeout%3D0", f"ALTER SYSTEM RESET {name}")
            postgres.sql(postgres.url("postgres") + "&options=" + "-c%20statement_timeout%3D0", f"{off} SELECT pg_reload_conf()")

        while_writing(server, upset)
