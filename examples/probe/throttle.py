"""Section 2.1, last: logins are slowed down by user and address. Runs from addresses of its own."""

import secrets

from kit.client import Client, Reply
from probe.world import World

FAILURES_OF_ONE_USER = 10
FAILURES_OF_ONE_ADDRESS = 100


def login(client: Client, username: str, password: str) -> Reply:
    body = {"username": username, "password": password}
    return client.request("POST", "/api/auth/login", json=body, patient=False)


def check(w: World) -> None:
    """Needs a server on loopback: Linux lets a client choose any 127.x.y.z as its address."""
    if not w.client.host.startswith("127."):
        w.report.note("login throttling: the server is not on 127.0.0.1")
        return
    # Addresses of this run, so that a repetition does not meet the last run's failures.
    net = f"127.{secrets.randbelow(200) + 20}.{secrets.randbelow(250)}"
    check_user(w, Client(w.url, f"{net}.2"), Client(w.url, f"{net}.3"))
    check_address(w, Client(w.url, f"{net}.4"))


def check_user(w: World, here: Client, elsewhere: Client) -> None:
    r = w.report
    who, other = w.account("operator", w.centre_a), w.account("operator", w.centre_a)
    for username in (who.username, f"nobody-{secrets.token_hex(4)}"):
        kind = "a user" if username == who.username else "an unknown user"
        tries = [login(here, username, "wrong") for _ in range(FAILURES_OF_ONE_USER)]
        denied = all(reply.status == 401 for reply in tries)
        r.check(f"10 failures of {kind} are 401", denied, "401", [reply.status for reply in tries])
        r.answer(f"the 11th of {kind}", login(here, username, "wrong"), 429, "RATE_LIMITED")
    # Whether the right password passes now is a choice; that it is 200 or 429, is not.
    r.answer("then the right password", login(here, who.username, who.password), (200, 429))
    r.answer("another user from there", login(here, other.username, other.password), 200)
    r.answer("the same user from elsewhere", login(elsewhere, who.username, who.password), 200)
    for _ in range(FAILURES_OF_ONE_USER + 2):
        reply = login(elsewhere, other.username, other.password)
    r.answer("successes do not count", reply, 200)


def check_address(w: World, here: Client) -> None:
    r = w.report
    who = w.account("operator", w.centre_a)
    statuses = []
    for _ in range(FAILURES_OF_ONE_ADDRESS + 1):
        reply = login(here, f"nobody-{secrets.token_hex(4)}", "wrong")
        statuses.append(reply.status)
    early = statuses[:FAILURES_OF_ONE_ADDRESS]
    r.check("100 failures from one address are 401", set(early) == {401}, "401", sorted(set(early)))
    r.answer("the 101st", reply, 429, "RATE_LIMITED")
    r.answer("login from another address", login(w.client, who.username, who.password), 200)
