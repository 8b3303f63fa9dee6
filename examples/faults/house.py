"""Where a run of the checks lives: one engine, one shared server, and servers of a check's own."""

from pathlib import Path
from typing import Any

from faults.hall import Hall
from faults.postgres import Postgres
from faults.server import Server


class House:
    """`server` is shared by the checks; `own` gives a fresh one that goes when the check is over."""

    def __init__(self, binary: Path, engine: str):
        self.binary, self.engine = binary, engine
        self.postgres = Postgres() if engine == "postgres" else None
        self._shared: Server | None = None
        self._own: list[Server] = []

    @property
    def server(self) -> Server:
        if self._shared is None or self._shared.process is None or self._shared.process.poll() is not None:
            self._shared = Server(self.binary, self.postgres)
        return self._shared

    def hall(self, **options: Any) -> Hall:
        """A new exam on the shared server."""
        return Hall(self.server, **options)

    def own(self, *options: str, **more: Any) -> Server:
        """A fresh server with these options of `serve`."""
        server = Server(self.binary, self.postgres, options, **more)
        self._own.append(server)
        return server

    def tidy(self) -> None:
        """Ends the servers of the last check."""
        while self._own:
            self._own.pop().remove()

    def close(self) -> None:
        self.tidy()
        if self._shared is not None:
            self._shared.remove()
        if self.postgres is not None:
            self.postgres.remove()
