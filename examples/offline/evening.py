"""The evening: every device hands its queue over at once, in any order, as often as it takes."""

import random
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from kit.client import Reply, Unexpected
from offline.device import Device, Record, written
from offline.patience import BROKEN, TRIES, Tally, Worker, pause, persist

LARGEST_BATCH = 60
SENT_AGAIN = 0.2
AS_FORM = 0.5
# Answers after which the device may forget a record: the server has it.
HAS_IT = {"synced", "duplicate", "conflict", "pending", "failed"}
# The server could not judge just now.
NOT_NOW = {"BUSY", "DEPENDENCY_UNAVAILABLE", "RATE_LIMITED", "INTERNAL"}
# What may be answered to a record that was answered so before.
THEN = {
    "synced": {"duplicate"},
    "duplicate": {"duplicate"},
    "conflict": {"conflict", "duplicate"},
    "pending": {"pending", "duplicate", "synced", "conflict", "failed"},
    "failed": {"failed", "duplicate", "synced", "conflict", "pending"},
}
PROGRESS_S = 10.0


@dataclass
class Answers:
    """What the server said of every record, in order; and what it should not have said."""

    of: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, record: Record, result: dict[str, Any]) -> None:
        """Notes one answer and compares it with the one before."""
        with self._lock:
            before = self.of[record.id]
            status = result.get("status")
            if result.get("id") != record.id or status not in HAS_IT:
                self.wrong.append(f"{record.kind} {record.id}: {result}")
            elif before and status not in THEN[before[-1]["status"]]:
                self.wrong.append(f"{record.kind} {record.id}: {before[-1]['status']}, then {result}")
            before.append(result)

    def last(self) -> Counter:
        """How many records stand where, by the last answer."""
        return Counter(answers[-1]["status"] for answers in self.of.values())


class Uploader:
    """Hands over the queue of one device. Whoever does so need not be who captured."""

    def __init__(
        self, device: Device, worker: Worker, exam: str, answers: Answers, chance: random.Random
    ):
        self.device, self.worker, self.exam = device, worker, exam
        self.answers, self.chance = answers, chance
        self.left = list(device.queue)
        chance.shuffle(self.left)
        self._largest = LARGEST_BATCH

    def run(self) -> None:
        """Until the server has every record, with a sign of life before and after."""
        self.heartbeat()
        self.empty()
        self.heartbeat()

    def heartbeat(self) -> None:
        """What the device still holds; operators say so, not the supervisor."""
        if self.worker.session.user["role"] != "operator":
            return
        body = {"examId": self.exam, "deviceId": self.device.id, "waiting": len(self.left)}
        if self.left:
            body["oldestCapturedAt"] = written(min(record.captured_at for record in self.left))

        def send() -> Reply:
            beat = {**body, "deviceTime": written(self.device.now())}
            return self.worker.once("POST", "/api/devices/heartbeat", json=beat)

        reply = persist(f"heartbeat of {self.device.id}", send, self.worker.tally)
        if reply.status not in (200, 201):
            raise Unexpected(f"heartbeat of {self.device.id}: {reply}")
        self.worker.tally.add("heartbeats")

    def empty(self) -> None:
        misses = 0
        while self.left:
            batch = self.left[: self.chance.randint(1, self._largest)]
            try:
                kept = self.hand_over(batch)
            except BROKEN:
                misses += 1
                if misses > TRIES:
                    raise Unexpected(f"{self.device.id}: the line broke {TRIES} times in a row") from None
                self.worker.tally.add("batches broken")
                # Smaller batches get through between two cuts.
                self._largest = max(1, self._largest // 2)
                pause(min(misses, 3))
                continue
            if not kept:
                misses += 1
                if misses > TRIES:
                    raise Unexpected(f"{self.device.id}: nothing is taken of {len(self.left)} records")
                pause(misses)
                continue
            misses = 0
            self._largest = min(LARGEST_BATCH, self._largest + 5)
            self.left = [record for record in self.left if record.id not in kept]
            if self.chance.random() < SENT_AGAIN:
                self.again(batch)

    def again(self, batch: list[Record]) -> None:
        """The same batch once more, in another order; what is lost is not missed."""
        batch = self.chance.sample(batch, len(batch))
        try:
            self.hand_over(batch)
            self.worker.tally.add("batches sent again")
        except BROKEN:
            self.worker.tally.add("batches broken")

    def hand_over(self, batch: list[Record]) -> set[str]:
        """One upload; gives the ids of the records that the server has now."""
        as_form = self.chance.random() < AS_FORM
        body, kind = self.device.batch(self.exam, batch, as_form)
        reply = self.worker.once("POST", "/api/sync/upload", body=body, content_type=kind)
        self.worker.tally.add("batches as a form" if as_form else "batches as JSON")
        return self.read(reply, batch)

    def read(self, reply: Reply, batch: list[Record]) -> set[str]:
        if reply.status in (429, 503):
            return set()
        if reply.status != 200 or len(reply.data["results"]) != len(batch):
            raise Unexpected(f"{self.device.id}: {len(batch)} records: {reply}")
        kept = set()
        for record, result in zip(batch, reply.data["results"]):
            if result.get("code") in NOT_NOW:
                self.worker.tally.add("records put off")
                continue
            self.answers.take(record, result)
            kept.add(record.id)
        return kept


def hand_everything_over(uploaders: list[Uploader], tally: Tally, cuts: Counter) -> float:
    """All devices at once; gives the seconds it took."""
    began = time.monotonic()
    total = sum(len(uploader.left) for uploader in uploaders)
    over = threading.Event()

    def report() -> None:
        while not over.wait(PROGRESS_S):
            left = sum(len(uploader.left) for uploader in uploaders)
            seconds = time.monotonic() - began
            print(
                f"  {seconds:4.0f} s: {total - left} of {total} records handed over, "
                f"{cuts.total()} connections cut, {tally['batches broken']} batches broken",
                flush=True,
            )

    threading.Thread(target=report, daemon=True).start()
    try:
        with ThreadPoolExecutor(len(uploaders)) as pool:
            for done in [pool.submit(uploader.run) for uploader in uploaders]:
                done.result()
    finally:
        over.set()
    return time.monotonic() - began
