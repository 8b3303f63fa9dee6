"""F18: whose address it is behind a proxy, and what somebody else behind the same address can do to it."""

import base64
import json
import os
import secrets
import socket
import struct
import time

from faults.a13_networks import TRUSTED, log_in, someone
from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from faults.server import Server
from kit.client import Reply


def through(server: Server, username: str, password: str, **headers: str) -> Reply:
    """A login with these headers of a proxy; an underscore is a hyphen."""
    body = {"username": username, "password": password}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.client.request("POST", "/api/auth/login", json=body, headers=sent, patient=False)


FORMS = [
    lambda n: {"X_Forwarded_For": f"203.0.113.{n}:47{n:02}"},
    lambda n: {"X_Forwarded_For": f"[2001:db8:{n:x}::1]:4711"},
    lambda n: {"X_Forwarded_For": f"[2001:db8:a:{n:x}::1]"},
    lambda n: {"Forwarded": f"for=198.51.100.{n};proto=https"},
    lambda n: {"Forwarded": f'for=192.0.2.1, For="[2001:db8:b:{n:x}::1]:4711";by=203.0.113.43'},
    lambda n: {"X_Forwarded_For": f"caf\xe9, 192.0.2.{n}"},
]


@fault("F18")
def a_client_behind_a_proxy_is_itself_however_the_proxy_writes_it(house: House) -> None:
    server = house.own(*TRUSTED)
    for form in FORMS:
        name = someone()
        for _ in range(10):
            assert through(server, name, "wrong", **form(7)).status == 401
        assert through(server, name, "wrong", **form(7)).status == 429, form(7)
        assert through(server, name, "wrong", **form(8)).status == 401, f"{form(8)} counts as {form(7)}"


@sibling("F18")
def what_names_no_address_is_said_once(house: House) -> None:
    server = house.own(*TRUSTED)
    for hop in ("unknown", "_hidden", "203.0.113", "\xe9\xff"):
        assert through(server, someone(), "wrong", X_Forwarded_For=hop).status == 401
    said = [line for line in server.log.read_text("utf-8", "replace").splitlines() if "names a client by" in line]
    assert len(said) == 1, said
    # A header from elsewhere is not believed, and what is behind a proxy is no direct peer.
    other = house.own()
    name = someone()
    for n in range(10):
        assert through(other, name, "wrong", X_Forwarded_For=f"203.0.113.{n}").status == 401
    assert through(other, name, "wrong", X_Forwarded_For="203.0.113.99").status == 429
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        reply = other.client.request("GET", "/metrics", headers={header: "for=127.0.0.1"})
        assert reply.status == 401, (header, reply.status)


@sibling("F18")
def a_guesser_behind_the_same_address_locks_out_no_known_device(house: House) -> None:
    server = house.own(*TRUSTED)
    hall = Hall(server, people=1, faces=False)
    shared, tablet = "203.0.113.77", f"tablet-{secrets.token_hex(4)}"
    who = hall.operator(hall.centre_a, hall.slot)
    assert log_in(server, who.username, who.password, shared, deviceId=tablet).status == 200
    for n in range(10):
        assert log_in(server, who.username, "wrong", shared, deviceId=f"guess-{n}").status == 401
    for n in range(90):
        assert log_in(server, f"user-{n}", "wrong", shared).status == 401
    locked = log_in(server, who.username, who.password, shared)
    assert locked.status == 429 and 200 < int(locked.headers["retry-after"]) <= 300, locked.headers
    assert log_in(server, who.username, who.password, shared, deviceId="another").status == 429
    known = log_in(server, who.username, who.password, shared, deviceId=tablet)
    assert known.status == 200, known
    # The device is no way around the limit of its own user.
    for _ in range(10):
        assert log_in(server, who.username, "wrong", shared, deviceId=tablet).status == 401
    assert log_in(server, who.username, "wrong", shared, deviceId=tablet).status == 429


@sibling("F18")
def a_device_is_known_for_whom_it_logged_in_alone(house: House) -> None:
    server = house.own(*TRUSTED)
    hall = Hall(server, people=1, faces=False)
    mine, shared = hall.first, "203.0.113.78"
    told = []
    for n in range(3):
        assert log_in(server, mine.username, mine.password, shared, deviceId=f"mine-{n}").status == 200
        told += [log_in(server, hall.second.username, "wrong", shared, deviceId=f"mine-{n}").status for _ in range(5)]
    assert told == [401] * 10 + [429] * 5, told


@sibling("F18")
def who_waits_as_long_as_told_may_try_again(house: House) -> None:
    server = house.own(*TRUSTED)
    name = someone()
    for _ in range(10):
        assert log_in(server, name, "wrong", "203.0.113.5").status == 401
    first = log_in(server, name, "wrong", "203.0.113.5")
    time.sleep(2)
    second = log_in(server, name, "wrong", "203.0.113.5")
    waits = [int(reply.headers["retry-after"]) for reply in (first, second)]
    assert 285 <= waits[0] <= 300 and 1 <= waits[0] - waits[1] <= 4, waits


def speak(server: Server, token: str) -> None:
    """Logs in to the socket, and hears the answer."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    key = base64.b64encode(os.urandom(16)).decode()
    line.sendall(
        f"GET /api/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    assert b"101" in line.recv(4096)
    for message in ({"type": "auth", "token": token}, {"type": "ping"}):
        text, mask = json.dumps(message).encode(), os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(text))
        line.sendall(struct.pack("!BBH", 0x81, 0x80 | 126, len(text)) + mask + masked)
    line.settimeout(5)
    assert line.recv(4096), "the socket is closed"
    line.close()


@sibling("F18")
def no_setting_of_the_log_writes_a_token(house: House) -> None:
    server = house.own(before=("env", "MPA_LOG=trace", "RUST_LOG=trace"))
    head = server.head()
    speak(server, head.token)
    head.must("GET", "/api/auth/me")
    log = server.log.read_text("utf-8", "replace")
    for secret in (head.token, head.refresh_token, server.password):
        assert secret not in log, next(line[:200] for line in log.splitlines() if secret in line)


@sibling("F18")
def the_metrics_token_is_the_whole_token(house: House) -> None:
    token = secrets.token_hex(16)
    server = house.own("--metrics-token", token)
    for given, status in ((token, 200), (token[:-1], 401), (token + "0", 401), (token[:-1] + "z", 401)):
        headers = {"Authorization": f"Bearer {given}", "X-Forwarded-For": "203.0.113.1"}
        assert server.client.request("GET", "/metrics", headers=headers).status == status, given
