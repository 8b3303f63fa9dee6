"""A4: first come takes all. One account, or one address, does its worst; another goes on."""

import base64
import threading
import time

from faults import wire
from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from kit.client import Client, Session, image
from kit.draw import fingerprint, png

STRANGER = "127.0.0.9"
FORM = "multipart/form-data; boundary=b"


def drips(hall: Hall, path: str, count: int, kind: str = FORM) -> list:
    """Bodies of the operator `second` that bring a few bytes and then nothing."""
    lines = []
    for _ in range(count):
        line = wire.connect(hall.server, STRANGER)
        opening = wire.head("POST", path, hall.second.token, Content_Type=kind, Transfer_Encoding="chunked")
        line.sendall(opening + wire.chunk(b"--b\r\n"))
        lines.append(line)
    time.sleep(0.5)
    return lines


def verifies(hall: Hall) -> None:
    """A candidate in front of a station gets an answer."""
    hall.attend(hall.obama)
    reply = hall.verify(hall.obama, picture("obama2.jpg"), patient=False)
    assert reply.status == 200, reply


def stations_beside(house: House, path: str) -> None:
    """A station goes on while somebody else's forms drip."""
    hall = Hall(house.own())
    lines = drips(hall, path, 40)
    verifies(hall)
    for line in lines:
        line.close()


def sync_beside(house: House, kind: str) -> None:
    """A batch is taken while somebody else's drip."""
    hall = Hall(house.own(), faces=False)
    lines = drips(hall, "/api/sync/upload", 12, kind)
    record = hall.record("attendance", hall.people[0], {"status": "completed"})
    batch = {"examId": hall.exam, "deviceId": "d", "deviceTime": record["capturedAt"], "records": [record]}
    reply = hall.first.post("/api/sync/upload", batch, patient=False)
    assert reply.status == 200 and reply.data["results"][0]["status"] == "synced", reply
    for line in lines:
        line.close()


@fault("A4")
def uploads_that_drip_shut_out_nobody(house: House) -> None:
    stations_beside(house, "/api/fingerprint/capture")


@sibling("A4")
def batches_that_drip_shut_out_no_sync(house: House) -> None:
    sync_beside(house, "application/json")


@sibling("A4")
def slow_readers_of_a_package_shut_out_nobody(house: House) -> None:
    hall = Hall(house.own())
    body = {"examId": hall.exam, "operatorId": hall.second.id}
    password = hall.head.must("POST", "/api/admin/download/password/generate", json=body)["password"]
    said = {"examId": hall.exam, "password": password}
    given = hall.second.must("POST", "/api/admin/download/verify", json=said)
    hall.second.get(given["packageUrl"], headers={"X-Download-Token": given["downloadToken"]})
    lines = []
    for _ in range(300):
        line = wire.connect(hall.server, STRANGER)
        line.setsockopt(1, 8, 1024)  # a receive buffer that is full at once
        headers = {"X_Download_Token": given["downloadToken"]}
        line.sendall(wire.head("GET", given["packageUrl"], hall.second.token, **headers))
        lines.append(line)
    time.sleep(1)
    assert hall.capture_token(hall.first)
    for line in lines:
        line.close()


@sibling("A4")
def large_pictures_of_one_account_leave_a_worker_to_others(house: House) -> None:
    hall = Hall(house.own("--image-workers", "2"))
    other = hall.people[2]
    hall.attend(other, hall.second)
    flat = png([b"\x80" * 6320] * 6320, 6320)
    stop = threading.Event()

    def again_and_again() -> None:
        mine = Client(hall.server.url)
        while not stop.is_set():
            form = [*hall.whom(other).items(), ("liveFaceImage", image("flat.png", flat))]
            mine.request("POST", "/api/face/verify", form=form, token=hall.second.token, patient=False)

    before = hall.server.resident_mb()
    hands = [threading.Thread(target=again_and_again) for _ in range(4)]
    for hand in hands:
        hand.start()
    time.sleep(2)
    hall.attend(hall.obama)
    began = time.monotonic()
    reply = hall.verify(hall.obama, picture("obama2.jpg"), patient=False)
    took, grew = time.monotonic() - began, hall.server.resident_mb() - before
    stop.set()
    for hand in hands:
        hand.join()
    assert reply.status == 200 and took < 4, f"{reply} in {took:.1f} s"
    assert grew < 400, f"{grew:.0f} MB"


@sibling("A4")
def strangers_on_the_socket_shut_out_nobody(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    strangers = [wire.WebSocket(hall.server, STRANGER) for _ in range(300)]
    watching = wire.WebSocket(hall.server)
    assert watching.status == 101, watching.status
    said = watching.watch(hall.head.token, hall.exam)
    assert isinstance(said, dict) and said["type"] == "subscribed", said
    # From the very address of the strangers, too.
    near = wire.WebSocket(hall.server, STRANGER)
    said = near.watch(hall.head.token, hall.exam)
    assert isinstance(said, dict) and said["type"] == "subscribed", said
    for one in [*strangers, watching, near]:
        one.close()


@sibling("A4")
def one_account_has_a_share_of_the_sockets(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    mine = []
    for number in range(200):
        mine.append(wire.WebSocket(hall.server, f"127.0.1.{number % 250 + 1}"))
        mine[-1].say({"type": "auth", "token": hall.supervisor.token})
        mine[-1].say({"type": "ping"})
    told = [one.hear() for one in mine]
    assert told.count(1013) >= 100, f"{told.count(1013)} were told that there are too many"
    watching = wire.WebSocket(hall.server)
    said = watching.watch(hall.head.token, hall.exam)
    assert isinstance(said, dict) and said["type"] == "subscribed", said
    for one in [*mine, watching]:
        one.close()


@sibling("A4")
def sync_leaves_the_stations_their_workers(house: House) -> None:
    hall = Hall(house.own(), people=40)
    hall.attend(hall.obama)
    stop = threading.Event()

    def sync(number: int) -> None:
        session = Session(Client(hall.server.url), hall.second.username, hall.second.password)
        prints = [fingerprint(f"{number}-{finger}") for finger in range(2)]
        while not stop.is_set():
            records = []
            for place, candidate in enumerate(hall.people):
                image = base64.b64encode(prints[place % 2]).decode()
                records.append(hall.record("fingerprint", candidate, {"image": image}))
            hall.upload(records, session, device=f"d{number}")

    threads = [threading.Thread(target=sync, args=(number,), daemon=True) for number in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    told = []
    for _ in range(10):
        form = [*hall.whom(hall.obama).items(), ("liveFaceImage", ("x.jpg", picture("biden.jpg"), "image/jpeg"))]
        told.append(hall.first.post("/api/face/verify", form=form, patient=False).status)
    stop.set()
    for thread in threads:
        thread.join(30)
    assert 503 not in told, told


@sibling("A4")
def sockets_that_subscribe_in_a_loop_are_slowed_down(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    sockets = [wire.WebSocket(hall.server, STRANGER) for _ in range(20)]
    closed = 0
    for one in sockets:
        one.say({"type": "auth", "token": hall.supervisor.token})
        try:
            for _ in range(300):
                one.say({"type": "subscribe", "examId": hall.exam})
            while not isinstance(one.hear(), int):
                pass
            closed += 1
        except (ConnectionError, TimeoutError):
            closed += 1
    assert closed == len(sockets), f"{closed} of {len(sockets)} were closed"
    assert hall.first.get("/api/auth/me").status == 200
