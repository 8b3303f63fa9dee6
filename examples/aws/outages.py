"""Each service gone for a while at fifty requests a second: no 500, only 503 with Retry-After, nothing forgotten."""

import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aws.effects import GENERATE, Stage, is_passing
from aws.people import People
from kit import draw
from kit.client import Form, Reply, Session, image

PER_SECOND = 50
HANDS = 48
# So many that each may wait twelve seconds for its answer: of a release build, which all of them may ask at once afterwards.
HANDS_OF_LONG = 600
WELL_WITHIN_S = 10.0
# Looks of three seconds until the load runs evenly.
SOON_WELL = 6
# What each kind of call needs beside the database, and how many of ten calls are of it.
NEEDS = {"centre": set(), "attendance": set(), "sheet": {"s3"}, "picture": {"s3"}, "password": {"dynamodb"}}
SHARES = ["centre"] * 3 + ["attendance"] * 3 + ["sheet"] * 2 + ["picture", "password"]


class Load:
    """Calls at a steady rate at both copies; remembers what was told and what was acknowledged."""

    def __init__(self, stage: Stage, hands: int):
        self.stage, self.hands, hall = stage, hands, stage.hall
        self.heads = [copy.as_seen(hall.head) for copy in stage.two.copies]
        self.operators = [copy.as_seen(hall.first) for copy in stage.two.copies]
        self.supervisors = [copy.as_seen(hall.supervisor) for copy in stage.two.copies]
        self.waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        for candidate in hall.people:
            self.waiting.put(candidate)
        self.kept: dict[str, set[str]] = {"centre": set(), "attendance": set(), "sheet": set()}
        self.told: dict[str, Counter[str]] = {kind: Counter() for kind in NEEDS}
        self.wrong: list[str] = []
        self.behind = 0
        self._seen = self._first_sheet()
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._goes = threading.Event()
        self._goes.set()
        self._due: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(hands)]
        self._threads.append(threading.Thread(target=self._beat, daemon=True))
        for thread in self._threads:
            thread.start()

    def _first_sheet(self) -> str:
        barcode = f"O-{secrets.token_hex(5)}"
        assert self._sheet(self.operators[0], barcode).status == 201
        return barcode

    def _beat(self) -> None:
        due, number = time.monotonic(), 0
        while not self._stop.is_set():
            if self._goes.is_set():
                self._due.put(number)
                number += 1
            due = max(due + 1 / PER_SECOND, time.monotonic() - 1)
            time.sleep(max(0.0, due - time.monotonic()))
        for _ in range(self.hands):
            self._due.put(None)

    def _work(self) -> None:
        while (number := self._due.get()) is not None:
            kind = SHARES[number % len(SHARES)]
            try:
                name, reply = getattr(self, f"_do_{kind}")(number % 2)
            except Exception as error:  # noqa: BLE001: a call that breaks off is told of
                with self._lock:
                    self.wrong.append(f"{kind}: {error!r}")
                continue
            with self._lock:
                self._note(kind, name, reply)

    def _note(self, kind: str, name: str, reply: Reply) -> None:
        self.told[kind]["2xx" if reply.status < 300 else f"{reply.status} {reply.code}"] += 1
        if reply.status < 300 and kind in self.kept:
            self.kept[kind].add(name)
        elif reply.status >= 300 and not is_passing(reply):
            self.wrong.append(f"{kind}: {reply}")

    def _do_centre(self, at: int) -> tuple[str, Reply]:
        code = f"C{secrets.token_hex(6)}".upper()
        return code, self.heads[at].post("/api/centres", {"code": code, "name": "A centre"}, patient=False)

    def _do_attendance(self, at: int) -> tuple[str, Reply]:
        try:
            candidate = self.waiting.get_nowait()
        except queue.Empty:
            # Everybody is there: the last one is said again, under the same key.
            candidate = self.stage.hall.people[at]
        body = {**self.stage.hall.whom(candidate), "status": "completed"}
        reply = self.operators[at].post("/api/attendance", body, key=candidate["id"], patient=False)
        if reply.status == 503:
            self.waiting.put(candidate)
        return candidate["id"], reply

    def _sheet(self, who: Session, barcode: str) -> Reply:
        texts: Form = [("examId", self.stage.hall.exam), ("barcode", barcode)]
        form: Form = [*texts, ("image", image("sheet.png", draw.sheet(barcode)))]
        return who.post("/api/omr/scan", form=form, patient=False, key=barcode)

    def _do_sheet(self, at: int) -> tuple[str, Reply]:
        barcode = f"O-{secrets.token_hex(5)}"
        return barcode, self._sheet(self.operators[at], barcode)

    def _do_picture(self, at: int) -> tuple[str, Reply]:
        path = f"/api/omr/{self.stage.hall.exam}/{self._seen}/image"
        return "", self.supervisors[at].get(path, patient=False)

    def _do_password(self, at: int) -> tuple[str, Reply]:
        return "", self.heads[at].post(GENERATE, {"examId": self.stage.hall.exam}, patient=False)

    def during(self, seconds: float) -> dict[str, Counter[str]]:
        """What is told in so many seconds from now."""
        before = {kind: Counter(told) for kind, told in self.told.items()}
        time.sleep(seconds)
        with self._lock:
            return {kind: Counter(told) - before[kind] for kind, told in self.told.items()}

    @contextmanager
    def resting(self) -> Iterator[None]:
        """No calls for as long as the block lasts."""
        self._goes.clear()
        try:
            yield
        finally:
            self._goes.set()

    def end(self) -> None:
        """Stops, and waits for what is under way."""
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        self.behind = self._due.qsize()

    def missing(self) -> dict[str, int]:
        """How much of what was acknowledged is not there."""
        sql, exam = self.stage.two.sql, self.stage.hall.exam
        there = {
            "centre": {row[0] for row in sql("SELECT code FROM centre")},
            "attendance": {row[0] for row in sql(f"SELECT candidate_id FROM attendance WHERE exam_id = '{exam}'")},
            "sheet": {row[0] for row in sql(f"SELECT barcode FROM omr_sheet WHERE exam_id = '{exam}' AND blob_id IS NOT NULL")},
        }
        return {kind: len(kept - there[kind]) for kind, kept in self.kept.items() if kept - there[kind]}


def goes_on(told: Counter[str]) -> bool:
    """Calls succeed, and at most some are told that the server has its hands full."""
    return told["2xx"] > told["503 BUSY"] and set(told) <= {"2xx", "503 BUSY"}


def well(stage: Stage, load: Load) -> float:
    """Seconds until both copies are ready and every kind of call succeeds."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < WELL_WITHIN_S:
        told = load.during(1.0)
        ready = all(copy.ready()[0] == 200 for copy in stage.two.copies)
        if ready and all(map(goes_on, told.values())):
            return waited
    ready_now = [copy.ready() for copy in stage.two.copies]
    raise AssertionError(f"not well after {WELL_WITHIN_S} s: {told} {ready_now}")


def outage(stage: Stage, load: Load, name: str, door: Any, how: str, seconds: float) -> str:
    """One service that is gone, and what did not need it."""
    with load.resting():
        people = People(stage)
    load.during(0.5)
    with door.outage(how):
        people.begin()
        told = load.during(seconds)
    waited = well(stage, load)
    with load.resting():
        people.end()
    for kind, needs in NEEDS.items():
        if name == "postgres" or name in needs:
            continue
        # A data key may be asked for by whatever is sealed; caches carry it over.
        assert goes_on(told[kind]), f"{kind} does not need {name}: {dict(told[kind])}"
    shown = {kind: dict(counted) for kind, counted in told.items()}
    return f"{shown}, well after {waited:.1f} s"


def check(
    stage: Stage, seconds: float, names: list[str], ways: tuple[str, ...] = ("gone", "silent"), hands: int = HANDS
) -> list[str]:
    """Every outage in turn; what failed."""
    doors: dict[str, Any] = {**stage.two.peers.proxies, "postgres": stage.two.peers.line}
    failed: list[str] = []
    load = Load(stage, hands)
    try:
        before(load)
        for name in names:
            for how in ways:
                began = time.monotonic()
                wrong = len(load.wrong)
                try:
                    said = outage(stage, load, name, doors[name], how, seconds)
                    assert len(load.wrong) == wrong, f"{len(load.wrong) - wrong} wrong, such as {load.wrong[-1][:300]}"
                except Exception as error:  # noqa: BLE001: whatever it is, this outage failed
                    said = f"FAIL {type(error).__name__} {' '.join(str(error).split())[:500]}"
                    failed.append(f"{name} {how}")
                print(f"  {name:12} {how:7} {time.monotonic() - began:5.1f} s  {said}", flush=True)
    finally:
        load.end()
    missing = load.missing()
    print(f"  acknowledged and there: { {kind: len(kept) for kind, kept in load.kept.items()} }; missing: {missing}", flush=True)
    return failed + ([f"forgotten: {missing}"] if missing else [])


def before(load: Load) -> None:
    """Before anything is gone all is well, at a rate that is told."""
    for _ in range(SOON_WELL):
        told = load.during(3.0)
        if all(map(goes_on, told.values())):
            break
    assert all(map(goes_on, told.values())), told
    print(f"  before: {sum(map(Counter.total, told.values())) / 3:.0f} answers a second", flush=True)
