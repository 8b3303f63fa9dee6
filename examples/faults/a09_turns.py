"""A9: nobody makes others wait by choosing a key, or by filling the queue of the hashing."""

import hashlib
import io
import secrets
import threading
import time
import zipfile

from faults.a13_networks import TRUSTED, at_once, log_in, someone
from faults.check import fault, sibling
from faults.hall import HEADER, Hall, picture
from faults.house import House
from faults.server import Server
from kit.client import Client, Reply

def turn_of(*parts: bytes) -> int:
    """The turn that a key had when there were 256 of them."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()[0]


def held(server: Server, hall: Hall, key: str, seconds: float) -> threading.Thread:
    """A call with this key that is under way for so long: an import whose photographs are read."""
    def hold() -> None:
        until = time.monotonic() + seconds
        pictures = photographs(24)
        while time.monotonic() < until:
            rows = "\n".join([HEADER, *(hall.row(f"R{n}", hall.centre_a, f"{n}.jpg") for n in range(24)), ""])
            form = [("file", ("r.csv", rows.encode(), "text/csv")), ("photos", ("p.zip", pictures, "application/zip"))]
            form.append(("dryRun", "true"))
            Client(server.url).request(
                "POST", f"/api/exams/{hall.exam}/candidates/import", form=form, token=hall.head.token, key=key
            )

    thread = threading.Thread(target=hold)
    thread.start()
    return thread


def photographs(number: int) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as photos:
        for n in range(number):
            photos.writestr(f"{n}.jpg", picture("obama.jpg") + n.to_bytes(2, "big"))
    return archive.getvalue()


@fault("A9")
def a_key_that_was_computed_does_not_hold_up_a_login(house: House) -> None:
    server = house.own()
    hall = Hall(server, people=1, faces=False)
    login = turn_of(b"login", b"head", b"127.0.0.1")
    route = b"POST /api/exams/{examId}/candidates/import"
    account = bytes.fromhex(hall.head.id.replace("-", ""))
    keys = (secrets.token_hex(8) for _ in range(100_000))
    key = next(key for key in keys if turn_of(b"once", account, route, key.encode()) == login)
    busy = held(server, hall, key, 4.0)
    time.sleep(1.0)
    began = time.monotonic()
    body = {"username": "head", "password": server.password}
    assert server.client.request("POST", "/api/auth/login", json=body, patient=False).status == 200
    took = time.monotonic() - began
    busy.join()
    assert took < 1.5, f"the login waited {took:.1f} s"


@sibling("A9")
def a_network_that_fills_the_hashing_leaves_others_their_share(house: House) -> None:
    server = house.own(*TRUSTED)
    # A network has no more than a hundred guesses, so there are two.
    guesses = [lambda n=n: log_in(server, someone(), "wrong", f"203.0.113.{n % 2}") for n in range(200)]
    flood = threading.Thread(target=lambda: at_once(guesses))
    flood.start()
    time.sleep(0.5)
    took = []
    for n in range(3):
        began = time.monotonic()
        reply = log_in(server, "head", server.password, f"198.51.100.{n + 1}")
        took.append(time.monotonic() - began)
        assert reply.status == 200, reply
    still = flood.is_alive()
    flood.join()
    assert still, "the flood was over before it could do harm"
    assert max(took) < 2.5, f"logins from elsewhere took {took}"


@sibling("A9")
def ones_own_password_does_not_hold_up_the_neighbours(house: House) -> None:
    server = house.own(*TRUSTED)
    hall = Hall(server, people=1, faces=False)
    mine, shared = hall.second, "203.0.113.9"
    logins = [
        lambda n=n: log_in(server, mine.username, mine.password, shared, deviceId=f"device-{n}") for n in range(150)
    ]
    flood = threading.Thread(target=lambda: at_once(logins))
    flood.start()
    time.sleep(0.3)
    began = time.monotonic()
    reply = log_in(server, hall.first.username, hall.first.password, shared)
    took, still = time.monotonic() - began, flood.is_alive()
    flood.join()
    assert reply.status == 200 and still and took < 2.5, f"{reply} in {took:.1f} s; still {still}"


@sibling("A9")
def a_call_waits_for_its_own_key_alone_and_not_for_ever(house: House) -> None:
    server = house.own()
    hall = Hall(server, people=4, faces=False)
    body = {**hall.whom(hall.people[0]), "status": "completed"}
    key = secrets.token_hex(8)

    def one() -> Reply:
        client = Client(server.url)
        return client.request("POST", "/api/attendance", json=body, token=hall.first.token, key=key, patient=False)

    replies = at_once([one] * 16)
    assert {reply.status for reply in replies} == {201}, [str(reply) for reply in replies]
    assert len({reply.data["id"] for reply in replies}) == 1
    # More of one key than may wait are told so at once, and nobody else is.
    busy = held(server, hall, "the-same", 3.0)
    time.sleep(0.5)
    began = time.monotonic()
    other = {**hall.whom(hall.people[1]), "status": "completed"}
    assert hall.head.get("/api/auth/me").status == 200
    assert hall.first.post("/api/attendance", other, key="the-same", patient=False).status == 201
    took = time.monotonic() - began
    busy.join()
    assert took < 2.0, took
