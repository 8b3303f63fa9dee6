"""Going on over a line that breaks: the same call again until an answer arrives."""

import http.client
import threading
import time
from collections import Counter
from typing import Any, Callable, TypeVar

from kit.client import Client, Reply, Session, Unexpected
from offline.cast import Staff

# What a cut looks like from here.
BROKEN = (OSError, http.client.HTTPException)
TRIES = 80
LONGEST_PAUSE_S = 1.0
Answer = TypeVar("Answer")


class Tally:
    """Counts from several threads."""

    def __init__(self) -> None:
        self._lock, self._counts = threading.Lock(), Counter()

    def add(self, name: str, number: int = 1) -> None:
        with self._lock:
            self._counts[name] += number

    def __getitem__(self, name: str) -> int:
        with self._lock:
            return self._counts[name]


def pause(misses: int) -> None:
    """Longer after every miss in a row."""
    time.sleep(min(0.05 * 2**misses, LONGEST_PAUSE_S))


def persist(what: str, call: Callable[[], Answer], tally: Tally | None = None) -> Answer:
    """The answer of `call`, which is repeated when the line breaks."""
    for miss in range(TRIES):
        try:
            return call()
        except BROKEN:
            if tally:
                tally.add("lost calls")
            pause(miss)
    raise Unexpected(f"{what}: the line broke {TRIES} times in a row")


class Worker:
    """Somebody of the staff at the far end of the line; logs in again when the session was ended."""

    def __init__(self, url: str, staff: Staff, tally: Tally):
        self.client, self.staff, self.tally = Client(url), staff, tally
        self.session = self._log_in()

    def _log_in(self) -> Session:
        def enter() -> Session:
            return Session(self.client, self.staff.username, self.staff.password)

        return persist(f"login of {self.staff.username}", enter, self.tally)

    def once(self, method: str, path: str, **options: Any) -> Reply:
        """One call; raises one of BROKEN when the line breaks."""
        reply = self.session.call(method, path, **options)
        if reply.status == 401:
            self.tally.add("logins after logout-all")
            self.session = self._log_in()
            reply = self.session.call(method, path, **options)
        return reply
