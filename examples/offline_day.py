"""A whole day of one centre without a line, handed over in the evening over a line that breaks.

Reads URL, ADMIN, ADMIN_PASSWORD, WORK and MPA from the environment; offline-day.sh sets them.
"""

import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kit.client import Client, Session, Unexpected
from offline import day as days
from offline.cast import Cast, Centre, Staff, gather, open_centre
from offline.device import CLOCKS_AHEAD_S, Captor, Device
from offline.evening import Answers, Uploader, hand_everything_over
from offline.ledger import Ledger
from offline.line import Budget, Line
from offline.package import Package, fetch
from offline.patience import Tally, Worker
from offline.report import Evening, closing_report
from offline.supervisor import Desk

MORNING = Budget(sent=(20_000, 60_000), received=(60_000, 900_000))
# Answers to uploads are short: some connections break in the middle of the first of them.
EVENING = Budget(sent=(100_000, 1_600_000), received=(300, 9_000))


@dataclass(frozen=True)
class Place:
    """The centre, its line to the server and those who work there."""

    centre: Centre
    line: Line
    head: Session
    tally: Tally
    chance: random.Random


def say(began: float, what: str) -> None:
    print(f"{time.monotonic() - began:5.0f} s  {what}", flush=True)


def morning(place: Place, cast: Cast) -> tuple[list[Worker], list[Captor]]:
    """Every operator and the supervisor fetch the package of the day, all at once."""
    centre = place.centre

    def begin(staff: Staff) -> tuple[Worker, Package]:
        worker = Worker(place.line.url, staff, place.tally)
        return worker, fetch(worker, place.head, centre.exam, place.tally)

    everybody = [*centre.operators, centre.supervisor]
    with ThreadPoolExecutor(len(everybody)) as pool:
        begun = list(pool.map(begin, everybody))
    for _, package in begun:
        check_package(package, cast, centre)
    place.tally.add("package bytes", sum(package.bytes for _, package in begun))
    workers = [worker for worker, _ in begun]
    return workers, [Captor(worker.staff.id, package.capture_token) for worker, package in begun]


def hand_out(captors: list[Captor], chance: random.Random) -> list[Device]:
    """A device for every operator, with a clock that may be wrong."""
    return [
        Device(f"device-{number + 1}", captor, timedelta(seconds=ahead), random.Random(chance.random()))
        for number, (captor, ahead) in enumerate(zip(captors, CLOCKS_AHEAD_S))
    ]


def check_package(package: Package, cast: Cast, centre: Centre) -> None:
    """The package holds everybody, and the photographs that were enrolled."""
    ids = {roll: one["id"] for roll, one in package.candidates.items()}
    assert ids == centre.candidates, "other candidates than the exam's"
    assert set(ids) == {one.roll for one in cast.candidates}, "other candidates than the roster's"
    assert package.photographs == centre.enrolled, "not every photograph"


def uploaders(
    place: Place, workers: list[Worker], devices: list[Device], answers: Answers
) -> list[Uploader]:
    """One for every device; the last device by the supervisor, the one before by a colleague."""
    *own, supervisor = workers
    colleague = Worker(place.line.url, place.centre.operators[0], place.tally)
    hands = [*own[:-2], colleague, supervisor]
    return [
        Uploader(device, worker, place.centre.exam, answers, random.Random(place.chance.random()))
        for device, worker in zip(devices, hands)
    ]


def once_more(place: Place, devices: list[Device], answers: Answers) -> None:
    """The whole day again, by the supervisor and over a line that stands."""
    worker = Worker(os.environ["URL"], place.centre.supervisor, place.tally)
    for device in devices:
        again = Uploader(device, worker, place.centre.exam, answers, place.chance)
        while again.left:
            batch, again.left = again.left[:100], again.left[100:]
            again.hand_over(batch)


def main() -> int:
    """Runs the day and prints the accounts; 1 when anything is off."""
    began = time.monotonic()
    count = int(os.environ.get("OFFLINE_CANDIDATES", "410"))
    chance = random.Random(int(os.environ.get("OFFLINE_SEED", "1")))
    head = Session(Client(os.environ["URL"]), os.environ["ADMIN"], os.environ["ADMIN_PASSWORD"])
    cast = gather(Path(sys.argv[1]), count, chance)
    centre = open_centre(head, cast)
    say(began, f"{count} candidates imported, {centre.enrolled} photographs enrolled")

    line = Line(os.environ["URL"], MORNING, random.Random(chance.random()))
    place = Place(centre, line, head, Tally(), chance)
    workers, captors = morning(place, cast)
    devices = hand_out(captors[:-1], chance)
    resumed = place.tally["downloads resumed"]
    say(began, f"{len(captors)} packages fetched, {resumed} times resumed, {line.cuts.total()} cuts")

    line.unplug()
    plan = days.make_plans(cast, centre.candidates, devices, captors[-1], chance)
    days.live_through(plan)
    say(began, f"{sum(len(device.queue) for device in devices)} captures made without a line")

    head.must("PATCH", f"/api/slots/{centre.slots['Morning']}", json={"status": "completed"})
    head.must("POST", f"/api/admin/exams/{centre.exam}/logout-all", json={})
    line.cuts.clear()
    line.plug(EVENING)
    answers = Answers()
    hands = uploaders(place, workers, devices, answers)
    seconds = hand_everything_over(hands, place.tally, line.cuts)
    evening = Evening(seconds, line.cuts.copy(), place.tally, answers, answers.last())
    say(began, f"everything handed over in {seconds:.0f} s")

    supervisor = Session(head.client, centre.supervisor.username, centre.supervisor.password)
    desk = Desk(supervisor, centre.exam)
    desk.settle()
    desk.decide_half()
    desk.close_everything()
    say(began, "conflicts decided, stations closed")

    ledger = Ledger(Path(os.environ["WORK"]) / "data", centre.exam)
    before = (ledger.counters(), ledger.standing())
    once_more(place, devices, answers)
    desk.settle()
    unchanged = before == (ledger.counters(), ledger.standing())
    say(began, "the whole day handed over once more")
    text, passed = closing_report(place.head, desk, centre, devices, ledger, evening, unchanged)
    print(text)
    return 0 if passed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unexpected as problem:
        sys.exit(f"FAIL {problem}")
