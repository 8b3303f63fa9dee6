"""The load of a gate: candidates arrive at a rate of their own, and stations take them from attendance to close."""

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import faces
import pictures
from kit.client import Client, image

CALLS = ("attendance", "face/verify", "fingerprint/capture", "omr/scan", "omr/validate", "biometric/verify")
# Live pictures begin here, so that no number of a photograph is used.
APART = 10_000


@dataclass(frozen=True)
class Person:
    """A candidate, and what they bring."""

    number: int
    roll: str
    id: str
    live: bytes
    finger: bytes
    barcode: str
    sheet: bytes


@dataclass(frozen=True)
class Station:
    """Where a station's calls go, and as whom."""

    url: str
    token: str
    exam: str
    place: int


def person(number: int, roll: str, id_: str) -> Person:
    barcode = f"G{roll}"
    return Person(
        number, roll, id_, faces.live(APART + number), pictures.finger(number), barcode, pictures.sheet(barcode)
    )


def calls(client: Client, station: Station, who: Person) -> list[tuple[str, float, int]]:
    """From attendance to close: milliseconds and status of each call, until one is refused."""
    whom = [("examId", station.exam), ("candidateId", who.id)]
    sheet = [("examId", station.exam), ("barcode", who.barcode), ("image", image("sheet.png", who.sheet))]
    bodies: list[dict[str, Any]] = [
        {"json": {"examId": station.exam, "rollNumber": who.roll, "status": "completed"}},
        {"form": [*whom, ("liveFaceImage", image("live.jpg", who.live))]},
        {"form": [*whom, ("fingerprintImage", image("finger.png", who.finger))]},
        {"form": sheet},
        {"json": {"examId": station.exam, "barcode": who.barcode, "rollNumber": who.roll}},
        {"json": dict(whom)},
    ]
    done = []
    for name, body in zip(CALLS, bodies, strict=True):
        begun = time.monotonic()
        reply = client.request("POST", f"/api/{name}", token=station.token, patient=False, **body)
        done.append((name, 1000 * (time.monotonic() - begun), reply.status))
        if reply.status not in (200, 201):
            break
    return done


def serve(
    client: Client, station: Station, people: list[Person], arrivals: list[float], until: float
) -> list[dict[str, Any]]:
    """Takes one after the other as they come, for as long as there is time."""
    served = []
    for who, arrived in zip(people, arrivals):
        if arrived > until or time.monotonic() > until:
            break
        time.sleep(max(0.0, arrived - time.monotonic()))
        done = calls(client, station, who)
        served.append({"arrived": arrived, "over": time.monotonic(), "calls": done})
    return served


def hall(stations: list[Station], people: dict[int, list[tuple[int, str, str]]], orders: Any, results: Any) -> None:
    """Some stations in a process of their own. An order: a rate, how many stations there are, its begin and its end."""
    queues = {one.place: [person(*who) for who in people[one.place]] for one in stations}
    clients = {one.place: Client(one.url) for one in stations}
    results.put("ready")
    with ThreadPoolExecutor(len(stations)) as threads:
        while order := orders.get():
            rate, count, start, until = order

            def work(station: Station) -> dict[str, Any]:
                place = station.place
                arrivals = [start + (place + count * turn) / rate for turn in range(len(queues[place]))]
                served = serve(clients[place], station, queues[place], arrivals, until)
                queues[place] = queues[place][len(served) :]
                return {"served": served, "left": len(queues[place])}

            results.put(list(threads.map(work, stations)))


class Gate:
    """Stations in processes, which wait for orders."""

    def __init__(self, stations: list[Station], people: dict[int, list[tuple[int, str, str]]], processes: int = 4):
        self.count, self.results = len(stations), multiprocessing.Queue()
        self.orders = [multiprocessing.Queue() for _ in range(processes)]
        self.processes = [
            multiprocessing.Process(target=hall, args=(stations[place::processes], people, orders, self.results))
            for place, orders in enumerate(self.orders)
        ]
        for process in self.processes:
            process.start()
        for _ in self.processes:
            self.results.get(timeout=600)

    def hold(self, rate: float, seconds: float) -> dict[str, Any]:
        """So many candidates a second for so long: what came of them."""
        start = time.monotonic() + 0.5
        for orders in self.orders:
            orders.put((rate, self.count, start, start + seconds))
        stations = [one for _ in self.processes for one in self.results.get(timeout=seconds + 300)]
        served = [one for station in stations for one in station["served"]]
        closed = [one for one in served if len(one["calls"]) == len(CALLS) and one["calls"][-1][2] in (200, 201)]
        times: dict[str, list[float]] = {name: [] for name in CALLS}
        refused: dict[str, int] = {}
        for name, took, status in (call for one in served for call in one["calls"]):
            times[name].append(took)
            if status not in (200, 201):
                refused[f"{name} {status}"] = refused.get(f"{name} {status}", 0) + 1
        return {
            "rate": rate, "seconds": seconds, "arrived": int(rate * seconds), "begun": len(served), "closed": len(closed),
            "in_time": sum(one["over"] <= start + seconds for one in closed), "times": times, "refused": refused,
            "whole": [1000 * (one["over"] - one["arrived"]) for one in closed],
            "inside": [sum(took for _, took, _ in one["calls"]) for one in closed],
            "ran_out": any(station["left"] == 0 for station in stations),
        }  # fmt: skip

    def end(self) -> None:
        for orders in self.orders:
            orders.put(None)
        for process in self.processes:
            process.join(30)
            if process.is_alive():
                process.terminate()
