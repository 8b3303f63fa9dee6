"""A3: what strangers invent becomes the key of a table."""

import http.client
import secrets

from faults.check import fault, sibling
from faults.house import House
from faults.server import Server


def invent(server: Server, times: int, length: int) -> None:
    """Requests with methods that nobody has heard of."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for _ in range(times):
        line.request("X" + secrets.token_hex(length // 2).upper(), "/api/exams")
        line.getresponse().read()
    line.close()


def metrics(server: Server) -> str:
    return server.client.request("GET", "/metrics").body.decode()


@fault("A3")
def invented_methods_are_one_label(house: House) -> None:
    server = house.own()
    invent(server, 100, 2000)
    told = metrics(server)
    assert len(told) < 200_000, f"{len(told)} bytes"
    assert 'method="other"' in told, "the label is not there"


@sibling("A3")
def invented_addresses_are_one_label(house: House) -> None:
    server = house.own()
    before = len(metrics(server))
    for _ in range(200):
        server.client.request("GET", f"/api/{secrets.token_hex(200)}")
        server.client.request("GET", f"/api/exams/{secrets.token_hex(200)}")
    grew = len(metrics(server)) - before
    assert grew < 20_000, f"{grew} bytes"


@sibling("A3")
def invented_hosts_and_agents_are_no_label(house: House) -> None:
    server = house.own()
    for _ in range(100):
        name = secrets.token_hex(100)
        server.client.request("GET", "/health/live", headers={"Host": name, "User-Agent": name, "X-Request-Id": name})
    assert name not in metrics(server)
