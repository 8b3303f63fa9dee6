"""Checks that print `ok` or `FAIL`, and the shape that every answer must have."""

import re
import threading
from collections import Counter
from typing import Any, Callable, Sequence

from kit.client import Reply

CODE = re.compile(r"^[A-Z][A-Z0-9_]+$")
UUID_V7 = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
UTC_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$")
TRACES = ("panicked at", "stack backtrace", "RUST_BACKTRACE", "src/main.rs", ".rs:")

Status = int | tuple[int, ...]
Code = str | tuple[str, ...] | None


def fault(reply: Reply) -> str | None:
    """What is wrong with the envelope of `reply`, if anything is."""
    envelope = reply.envelope
    if not reply.headers.get("content-type", "").startswith("application/json"):
        return f"content type {reply.headers.get('content-type')!r}"
    if reply.status < 400:
        if envelope.get("success") is not True or "data" not in envelope:
            return "no {success: true, data}"
        return None
    if envelope.get("success") is not False:
        return "no success: false"
    if not isinstance(envelope.get("error"), str) or not envelope["error"].strip():
        return "no sentence in error"
    if not isinstance(envelope.get("code"), str) or not CODE.match(envelope["code"]):
        return "no stable code"
    if any(trace in reply.body.decode("utf-8", "replace") for trace in TRACES):
        return "a trace of the program's inside"
    if reply.status in (429, 503) and not reply.headers.get("retry-after", "").isdigit():
        return "no Retry-After in seconds"
    return None


def listed(wanted: Any) -> tuple:
    return wanted if isinstance(wanted, tuple) else (wanted,)


class Report:
    """Prints each check as it is made, and counts."""

    def __init__(self) -> None:
        self.counts: Counter = Counter()

    def section(self, name: str, run: Callable[[], None]) -> None:
        """Runs one part; a part that breaks off is a failure and not the end."""
        print(f"\n{name}")
        try:
            run()
        except Exception as problem:  # a broken part must not hide the others
            self.check(f"{name} runs to its end", False, "no exception", repr(problem)[:400])

    def check(self, name: str, met: bool, expected: str, got: Any) -> bool:
        """One fact."""
        self.counts["ok" if met else "FAIL"] += 1
        if met:
            print(f"ok   {name}")
        else:
            print(f"FAIL {name}: expected {expected}, got {got}", flush=True)
        return bool(met)

    def note(self, text: str) -> None:
        """Something that was left out, and why."""
        self.counts["skipped"] += 1
        print(f"skip {text}")

    def answer(self, name: str, reply: Reply, status: Status, code: Code = None) -> bool:
        """The status, the code where one is named, and a sound envelope."""
        statuses, codes = listed(status), listed(code)
        right = reply.status in statuses
        if right and code is not None and reply.status >= 400:
            right = reply.code in codes
        expected = "/".join(map(str, statuses)) + (f" {'/'.join(codes)}" if code else "")
        if right and (wrong := fault(reply)):
            return self.check(name, False, f"{expected} in the common envelope", f"{wrong}: {reply}")
        return self.check(name, right, expected, reply)

    def refused(self, name: str, reply: Reply, code: str = "VALIDATION") -> bool:
        """400 with the fields that are wrong."""
        fields = reply.details.get("fields")
        if reply.status == 400 and reply.code == code and not fields:
            return self.check(name, False, "400 VALIDATION with details.fields", reply)
        return self.answer(name, reply, 400, code)

    def holds(self, name: str, data: Any, fields: str) -> bool:
        """`data` is an object that has all of the fields."""
        missing = [one for one in fields.split() if not isinstance(data, dict) or one not in data]
        return self.check(name, not missing, f"the fields {fields}", f"without {missing}: {data}")

    def one_wins(self, name: str, replies: Sequence[Reply], won: int, lost: str) -> bool:
        """Exactly one answer is `won`; the others say `lost`, or that the server was busy."""
        winners = sum(reply.status == won for reply in replies)
        others = Counter(f"{r.status} {r.code}" for r in replies if r.status != won)
        strange = [
            other for other in others if other != f"409 {lost}" and not other.startswith(("429 ", "503 "))
        ]
        return self.check(
            name,
            winners == 1 and not strange,
            f"one {won}, the others 409 {lost}",
            f"{winners} × {won}, {dict(others)}",
        )


def at_once(count: int, call: Callable[[int], Reply]) -> list[Reply]:
    """The same moment for `count` calls, each in its own thread and connection."""
    gate = threading.Barrier(count)
    replies: list[Reply | None] = [None] * count

    def run(place: int) -> None:
        gate.wait()
        try:
            replies[place] = call(place)
        except OSError as problem:
            replies[place] = Reply(0, {}, repr(problem).encode())

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [reply for reply in replies if reply is not None]
