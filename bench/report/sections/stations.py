"""Stations at work while batches of faces are taken in, and how soon such a batch is answered."""

import json
import multiprocessing
import os
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import faces
from faults.postgres import Postgres
from kit.client import Client, Session, image, multipart
from server import Server

from report.crowd import TOLD_S, Centre, Crowd, drained, gauge
from report.run import Run, median, quantile, say
from report.told import BEFORE, LEAST, NOW, Bar, Chart, Goal, Table, Told, amount

TITLE = "Stations while batches of faces are worked off"
BATCHES = 8
# A station marks, and another verifies, so often.
PACES = {"attendance": 0.1, "face/verify": 0.2}
# Live pictures of the stations begin here, so that none is a picture of a batch.
APART = 10_000


def batch(crowd: Crowd, centre: Centre, first: int) -> tuple[bytes, str]:
    """A face of each candidate of the centre, in the form in which the station in a browser sends it."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    ids = [str(uuid.uuid4()) for _ in centre.ids]
    records = [
        {"id": one, "entityType": "face", "candidateId": candidate, "capturedAt": now, "data": {}}
        for one, candidate in zip(ids, centre.ids, strict=True)
    ]
    frame = {"examId": crowd.exam, "deviceId": centre.code, "deviceTime": now, "records": records}
    parts: list[Any] = [("batch", ("batch", json.dumps(frame).encode(), "application/json"))]
    parts += [(one, image("face.jpg", faces.live(first + place))) for place, one in enumerate(ids)]
    return multipart(parts)


def upload(centre: Centre, body: tuple[bytes, str]) -> float:
    """Seconds until the batch was answered, every record of it kept."""
    begun = time.monotonic()
    reply = centre.operator.call("POST", "/api/sync/upload", body=body[0], content_type=body[1], patient=False)
    took = time.monotonic() - begun
    states = {(one["status"], one.get("code")) for one in (reply.data or {}).get("results", [])}
    if reply.status != 200 or not states <= {("pending", "SCORING"), ("synced", None)}:
        raise SystemExit(f"a batch was not kept: {reply} {states}")
    return took


def stored(folder: Path, pictures: list[bytes]) -> float:
    """Seconds to write and flush each as a file, and their folder."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        begun = time.monotonic()
        for number, content in enumerate(pictures):
            file = os.open(f"{place}/{number}", os.O_WRONLY | os.O_CREAT)
            os.write(file, content)
            os.fsync(file)
            os.close(file)
        handle = os.open(place, os.O_RDONLY)
        os.fsync(handle)
        took = time.monotonic() - begun
        os.close(handle)
        return took


def hand(kind: str, url: str, token: str, exam: str, work: list[tuple[str, bytes]], stop: Any, results: Any) -> None:
    """A station, a process of its own: a call of its kind so often, until there is no more work or it is to stop."""
    client, times, begun = Client(url), [], time.monotonic()
    for number, (who, picture) in enumerate(work):
        time.sleep(max(0.0, begun + number * PACES[kind] - time.monotonic()))
        if stop.is_set():
            break
        sent = time.monotonic()
        if kind == "attendance":
            body = {"json": {"examId": exam, "rollNumber": who, "status": "completed"}}
        else:
            body = {"form": [("examId", exam), ("candidateId", who), ("liveFaceImage", image("live.jpg", picture))]}
        reply = client.request("POST", f"/api/{kind}", token=token, patient=False, **body)
        times.append((sent, 1000 * (time.monotonic() - sent), reply.status))
    results.put((kind, times))


class Stations:
    """The two stations, whose calls go on while something is done."""

    def __init__(self, crowd: Crowd, url: str, marked: Centre, verified: Centre):
        self.crowd, self.url, self.marked, self.verified = crowd, url, marked, verified
        self.next = {kind: 0 for kind in PACES}

    def work(self, kind: str, calls: int) -> list[tuple[str, bytes]]:
        """Who is next; one who is verified can be so again, by another picture."""
        numbers = range(self.next[kind], self.next[kind] + calls)
        if kind == "attendance":
            return [(self.marked.rolls[number], b"") for number in numbers if number < len(self.marked.rolls)]
        people = len(self.verified.ids)
        return [
            (self.verified.ids[number % people], faces.live(APART + number))
            for number in numbers
            if number < 20 * people
        ]

    def during(self, seconds: float, begin: Any = None, done: Any = None) -> dict[str, list[float]]:
        """Milliseconds of each kind of call from `begin()` until `done()`, for so many seconds at the most."""
        stop, results, processes = multiprocessing.Event(), multiprocessing.Queue(), []
        for kind, centre in (("attendance", self.marked), ("face/verify", self.verified)):
            work = self.work(kind, int(seconds / PACES[kind]))
            centre.operator.renew()
            job = (kind, self.url, centre.operator.token, self.crowd.exam, work, stop, results)
            processes.append(multiprocessing.Process(target=hand, args=job))
        for process in processes:
            process.start()
        if begin:
            begin()
        until = time.monotonic() + seconds
        while time.monotonic() < until and not (done and done()):
            time.sleep(0.2)
        stop.set()
        found = {}
        for _ in processes:
            kind, times = results.get(timeout=180)
            self.next[kind] += len(times)
            refused = [status for _, _, status in times if status not in (200, 201)]
            if refused:
                raise SystemExit(f"{len(refused)} of {len(times)} calls of {kind} were answered {set(refused)}")
            found[kind] = [took for _, took, _ in times]
        return found


def singles(server: Server, crowd: Crowd, centres: list[Centre]) -> dict[str, list[float]]:
    """A batch alone, and the same bytes as files, by turns."""
    found: dict[str, list[float]] = {"answered": [], "stored": [], "bytes": []}
    for number, centre in enumerate(centres):
        first = 15_000 + number * len(centre.ids)
        body = batch(crowd, centre, first)
        pictures = [faces.live(first + place) for place in range(len(centre.ids))]
        found["stored"].append(stored(server.folder, pictures))
        found["answered"].append(upload(centre, body))
        found["bytes"].append(sum(map(len, pictures)))
        drained(crowd.client, 300)
    say(f"a batch alone: answered after {found['answered'][-1]:.2f} s, stored in {found['stored'][-1]:.2f} s")
    return found


def together(stations: Stations, crowd: Crowd, centres: list[Centre], most: float) -> dict[str, Any]:
    """All batches at once while the stations work."""
    bodies = [batch(crowd, centre, number * len(centre.ids)) for number, centre in enumerate(centres)]
    answers: list[float] = []
    threads = [
        threading.Thread(target=lambda pair=pair: answers.append(upload(*pair)))
        for pair in zip(centres, bodies, strict=True)
    ]
    begun, over = 0.0, []

    def begin() -> None:
        nonlocal begun
        begun = time.monotonic()
        for thread in threads:
            thread.start()

    def done() -> bool:
        if any(thread.is_alive() for thread in threads) or gauge(crowd.client, "mpa_faces_to_score"):
            over.clear()
            return False
        over.append(time.monotonic())
        return over[-1] > over[0] + TOLD_S

    under = stations.during(most, begin, done)
    for thread in threads:
        thread.join()
    if len(answers) != len(centres):
        raise SystemExit("not every batch was answered")
    return {"under": under, "answers": answers, "over": over[0] - begun if over else None,
            "left": gauge(crowd.client, "mpa_faces_to_score")}  # fmt: skip


def measure(run: Run) -> dict[str, Any]:
    size, alone, most, rounds = run.size(500, 40), run.size(60, 6), run.size(240, 40), run.size(3, 1)
    postgres = Postgres(durable=True)
    try:
        with Server(postgres.database(), run.program) as server:
            client = Client(server.url)
            crowd = Crowd(client, Session(client, server.admin, server.password))
            begun = time.monotonic()
            marked = crowd.centre(int((alone + most + 10) / PACES["attendance"]), photographs=False)
            verified = crowd.centre(run.size(100, 20))
            centres = [crowd.centre(size) for _ in range(BATCHES + rounds)]
            for centre in (verified, *centres):
                crowd.attend(centre)
            drained(client, 600)
            took = time.monotonic() - begun
            say(f"{len(centres)} × {size} and {len(verified.ids)} faces are enrolled after {took:.0f} s")
            stations = Stations(crowd, server.url, marked, verified)
            stations.during(5.0)  # does not count
            quiet = stations.during(alone)
            single = singles(server, crowd, centres[:rounds])
            found = together(stations, crowd, centres[rounds:], most)
            say(f"{BATCHES} batches: " + ", ".join(
                f"{kind} p99 {quantile(quiet[kind], 0.99):.0f} → {quantile(found['under'][kind], 0.99):.0f} ms"
                for kind in PACES))  # fmt: skip
    finally:
        postgres.remove()
    return {"alone": quiet, **found, "single": single, "size": size, "batches": BATCHES, "seconds": most}


def tell(raw: dict[str, Any]) -> Told:
    rows = [["call of another operator", "calls", "p50 ms", "p95", "p99", "most"]]
    bars, goals = [], []
    for kind in PACES:
        for title, when, colour in (("alone", "alone", BEFORE), ("under way", "under", NOW)):
            times = raw[when][kind]
            values = [median(times), quantile(times, 0.95), quantile(times, 0.99), max(times)]
            rows.append(
                [
                    f"{kind}, {'alone' if when == 'alone' else 'while the batches are worked off'}",
                    str(len(times)),
                    *map(amount, values),
                ]
            )
            bars.append(Bar(f"{kind}, p99, {title}", quantile(times, 0.99), colour))
        ratio = quantile(raw["under"][kind], 0.99) / quantile(raw["alone"][kind], 0.99)
        goals.append(
            Goal(
                f"p99 of {kind} while {raw['batches']} batches of {raw['size']} faces are worked off, by its p99 alone",
                2,
                ratio,
                "×",
                False,
            )
        )
    answered, kept = median(raw["single"]["answered"]), median(raw["single"]["stored"])
    goals.append(
        Goal(f"a batch of {raw['size']} faces is answered, by the time of storing it", 1, answered / kept, "×", False)
    )
    batches = [["what", "seconds", "each round"]]
    for title, name in (
        ("a batch alone, until it is answered", "answered"),
        ("the same bytes written and flushed as files", "stored"),
    ):
        each = raw["single"][name]
        batches.append([title, amount(median(each)), ", ".join(map(amount, each))])
    batches.append(
        [
            f"{raw['batches']} batches at once, until the last is answered",
            amount(max(raw["answers"])),
            ", ".join(map(amount, sorted(raw["answers"]))),
        ]
    )
    over = (
        f"{raw['over']:.0f} s after they were sent every face was scored"
        if raw["over"]
        else f"{raw['left']:,} faces were left to score when the measuring ended"
    )
    text = (
        f"PostgreSQL, which waits for the disk. One operator marks candidates every {PACES['attendance']} s and "
        f"another verifies faces every {PACES['face/verify']} s, each call from a process of its own; first alone, "
        f"then while {raw['batches']} other operators hand over a batch of {raw['size']} face records each "
        f"({raw['single']['bytes'][0] / 2**20:.1f} MiB of pictures) at once, until every face is scored or "
        f"{raw['seconds']} s are over: {over}. The calls count from the moment at which the batches are sent. Storing "
        "is: each picture a file that is written and flushed, one after the other, and one flush of the folder, on "
        "the file system of the data, on the idle machine. The pictures are two of the sample's, with other pixels "
        "for each candidate, of one person."
    )
    times = [Bar("until it is answered", answered), Bar("its bytes stored", kept, LEAST)]
    charts = [
        Chart("p99 of a station's call", "ms", bars, names={NOW: "while batches are worked off", BEFORE: "alone"}),
        Chart(f"A batch of {raw['size']} faces", "seconds", times, names={NOW: "this commit", LEAST: "files"}),
    ]
    return Told(text, goals, charts, [Table(rows), Table(batches)])
