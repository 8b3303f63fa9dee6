"""A13: one rule of what a network is, for every count; and counts that a rush is not ahead of."""

import secrets
import threading
from collections import Counter

from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from faults.server import Server
from kit.client import Client, Reply

TRUSTED = ("--trusted-proxy", "127.0.0.1/32")


def log_in(server: Server, username: str, password: str, address: str, **more: object) -> Reply:
    """One login, as if from that address."""
    body = {"username": username, "password": password, **more}
    headers = {"X-Forwarded-For": address}
    return server.client.request("POST", "/api/auth/login", json=body, headers=headers, patient=False)


def at_once(calls: list) -> list[Reply]:
    """What is told of calls that are made together."""
    replies: list[Reply] = []
    lost: list[Exception] = []
    ready = threading.Barrier(len(calls))

    def one(call) -> None:
        ready.wait()
        try:
            replies.append(call())
        except Exception as error:  # noqa: BLE001: told below, once
            lost.append(error)

    hands = [threading.Thread(target=one, args=(call,)) for call in calls]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert not lost, f"{len(lost)} of {len(calls)} without an answer: {lost[0]!r}"
    return replies


def someone() -> str:
    return f"user-{secrets.token_hex(4)}"


@fault("A13")
def a_subscriber_with_a_64_guesses_ten_times(house: House) -> None:
    server = house.own(*TRUSTED)
    told = Counter(log_in(server, "head", "wrong", f"2001:db8:1:2::{n:x}").status for n in range(1, 15))
    assert told == {401: 10, 429: 4}, told
    assert log_in(server, "head", server.password, "2001:db8:1:2:ffff::9").status == 429
    # The next /64, and IPv4, are others.
    assert log_in(server, "head", server.password, "2001:db8:1:3::1").status == 200
    assert log_in(server, "head", server.password, "198.51.100.7").status == 200


@sibling("A13")
def a_rush_of_guesses_is_not_ahead_of_its_count(house: House) -> None:
    server = house.own(*TRUSTED)
    calls = [lambda n=n: log_in(server, f"user-{n}", "wrong", f"2001:db8:9::{n:x}") for n in range(1, 116)]
    for _ in range(4):
        told = Counter(reply.status for reply in at_once(calls))
        if told[401] == 0:
            break
    assert told == {429: 115}, told
    (count,) = [int(row[0]) for row in server.sql("SELECT COUNT(*) FROM login_failure")]
    assert count == 100, f"{count} of 100"


@sibling("A13")
def ipv4_written_as_ipv6_is_ipv4(house: House) -> None:
    server = house.own(*TRUSTED)
    name = someone()
    for n in range(10):
        address = "203.0.113.9" if n % 2 else "::ffff:203.0.113.9"
        assert log_in(server, name, "wrong", address).status == 401
    assert log_in(server, name, "wrong", "203.0.113.9").status == 429
    assert log_in(server, name, "wrong", "::ffff:203.0.113.9").status == 429
    assert log_in(server, name, "wrong", "203.0.113.10").status == 401


@sibling("A13")
def what_outsiders_cause_is_counted_by_network(house: House) -> None:
    server = house.own(*TRUSTED)
    for n in range(1, 40):
        headers = {"X-Forwarded-For": f"2001:db8:5::{n:x}"}
        assert server.client.request("GET", "/api/auth/me", headers=headers).status == 401
    server.stop()  # what was counted is written
    server.start()
    entries = server.head().everything("/api/audit?action=outsider")
    networks = {entry["address"] for entry in entries if (entry["address"] or "").startswith("2001:db8:5")}
    assert networks == {"2001:db8:5::/64"}, networks


@sibling("A13")
def wrong_download_passwords_are_counted_by_network(house: House) -> None:
    server = house.own(*TRUSTED)
    hall = Hall(server, people=1, faces=False)
    who = [hall.operator(hall.centre_a, hall.slot) for _ in range(6)]
    body = {"examId": hall.exam, "password": "AAAA-AAAA-AAAA-AAAA"}

    def guess(n: int) -> Reply:
        headers = {"X-Forwarded-For": f"2001:db8:7::{n + 1:x}"}
        path = "/api/admin/download/verify"
        # A connection of its own for each: they are made together.
        client = Client(server.url)
        return client.request("POST", path, json=body, token=who[n % 6].token, headers=headers, patient=False)

    told = Counter(reply.status for reply in at_once([lambda n=n: guess(n) for n in range(60)]))
    assert told == {403: 50, 429: 10}, told
