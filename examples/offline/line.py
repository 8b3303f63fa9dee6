"""The line between the centre and the server: a TCP proxy that breaks off.

Every few seconds everything is cut and nothing gets through for a moment. Besides, each connection
is cut after a number of bytes, so that requests and answers also break in their middle.
"""

import random
import socket
import struct
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass

PIECE_BYTES = 16 * 1024
UP_S, DOWN_S = (2.5, 6.0), (0.2, 0.8)
# A socket closed with this option sends a reset instead of a goodbye.
RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Budget:
    """Bytes after which a connection breaks: least and most, sent and received."""

    sent: tuple[int, int]
    received: tuple[int, int]


class Connection:
    """A pair of sockets; whichever thread cuts first closes both."""

    def __init__(self, near: socket.socket, far: socket.socket):
        self.near, self.far = near, far
        self._lock, self._open = threading.Lock(), True

    def cut(self, reset: bool) -> bool:
        """Closes both sides; true for the first to do so."""
        with self._lock:
            first, self._open = self._open, False
        if first:
            for side in (self.near, self.far):
                if reset:
                    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                try:
                    side.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                side.close()
        return first


class Line:
    """Listens on a port of its own and passes on what comes, while the line stands."""

    def __init__(self, url: str, budget: Budget, chance: random.Random):
        parts = urllib.parse.urlsplit(url)
        self.target = (parts.hostname, parts.port)
        self.budget, self.chance = budget, chance
        self.cuts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._open: set[Connection] = set()
        self._plugged, self._up = True, True
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        for work in (self._accept, self._weather):
            threading.Thread(target=work, daemon=True).start()

    def unplug(self) -> None:
        """Nothing gets through until `plug`."""
        self._plugged = False
        self._cut_all("unplugged")

    def plug(self, budget: Budget) -> None:
        """The line is there again, as bad as `budget` says."""
        self.budget, self._plugged = budget, True

    def _weather(self) -> None:
        while True:
            time.sleep(self.chance.uniform(*UP_S))
            self._up = False
            self._cut_all("every connection")
            time.sleep(self.chance.uniform(*DOWN_S))
            self._up = True

    def _cut_all(self, why: str) -> None:
        with self._lock:
            found = list(self._open)
        for connection in found:
            self._cut(connection, why)

    def _cut(self, connection: Connection, why: str | None) -> None:
        if connection.cut(reset=why is not None and self.chance.random() < 0.5) and why:
            self.cuts[why] += 1
        with self._lock:
            self._open.discard(connection)

    def _accept(self) -> None:
        while True:
            near, _ = self._listener.accept()
            if not (self._plugged and self._up):
                near.close()
                continue
            try:
                far = socket.create_connection(self.target, timeout=10)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            connection = Connection(near, far)
            with self._lock:
                self._open.add(connection)
            sent = self.chance.randint(*self.budget.sent)
            received = self.chance.randint(*self.budget.received)
            ways = ((near, far, sent, "while sending"), (far, near, received, "while receiving"))
            for source, sink, most, why in ways:
                work = (connection, source, sink, most, why)
                threading.Thread(target=self._pass_on, args=work, daemon=True).start()

    def _pass_on(
        self,
        connection: Connection,
        source: socket.socket,
        sink: socket.socket,
        most: int,
        why: str,
    ) -> None:
        """Copies at most `most` bytes; what is over is lost with the connection."""
        left = most
        try:
            while piece := source.recv(PIECE_BYTES):
                sink.sendall(piece[:left])
                left -= len(piece)
                if left < 0:
                    self._cut(connection, why)
                    return
        except OSError:
            pass
        self._cut(connection, None)
