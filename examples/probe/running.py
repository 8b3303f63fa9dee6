"""Section 2.11: health, metrics, the OpenAPI document, the pages."""

import re
import socket

from probe.roles import CALLS, OTHER_ROUTES
from probe.world import World


def check(w: World) -> None:
    r = w.report
    for path in ("/health/live", "/health/ready"):
        reply = w.client.request("GET", path)
        # The shape of a health answer is not said.
        r.check(path, reply.status == 200, "200 without a token", reply)
    r.check("ready names its dependencies", len(reply.body) > 2 and bool(reply.envelope), "JSON", reply)
    metrics = w.client.request("GET", "/metrics")
    text = metrics.body.decode("utf-8", "replace")
    if w.client.host.startswith("127."):
        fits = metrics.status == 200 and re.search(r"^# (HELP|TYPE) ", text, re.M)
        r.check(
            "metrics for a loopback peer", bool(fits), "Prometheus text", f"{metrics.status} {text[:80]!r}"
        )
    forwarded = w.client.request("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    r.check("not for a forwarded one", forwarded.status in (401, 403, 404), "401 or 403", forwarded.status)
    for path in ("/", "/api/docs"):
        reply = w.client.request("GET", path)
        page = reply.headers.get("content-type", "").startswith("text/html")
        # A page may send on to another path.
        r.check(
            path,
            (reply.status == 200 and page) or reply.status in (301, 302, 307, 308),
            "a page",
            reply.status,
        )
    check_document(w)


def check_document(w: World) -> None:
    """The document knows every call of these sections."""
    r = w.report
    document = w.head.get("/api/openapi.json")
    r.check("openapi.json", document.status == 200, "200", document.status)
    content = document.envelope
    r.check("OpenAPI 3.1", str(content.get("openapi", "")).startswith("3.1"), "3.1", content.get("openapi"))
    known = {
        (method.upper(), re.sub(r"\{[^}]+\}", "{}", path))
        for path, calls in content.get("paths", {}).items()
        for method in calls
    }
    # A document may leave /api to its servers entry.
    known |= {(method, "/api" + path) for method, path in known}
    for method, path in [(call.method, call.path) for call in CALLS] + OTHER_ROUTES:
        plain = re.sub(r"\{[^}]+\}|NOSUCH", "{}", path.split("?")[0])
        r.check(f"knows {method} {plain}", (method, plain) in known, "it", "not there")


def check_rate(w: World, limit: int) -> None:
    """More requests in a second than one address may make, in one pipeline."""
    count = limit * 4
    one = f"GET /api/auth/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {w.idle.token}\r\n\r\n"
    last = one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
    source = ("127.77.0.1", 0) if w.client.host.startswith("127.") else None
    received = bytearray()
    with socket.create_connection((w.client.host, w.client.port), 30, source) as link:
        link.setblocking(True)
        link.sendall((one * 50).encode())
        for _ in range(count // 50 - 1):
            received += link.recv(1 << 20)
            link.sendall((one * 50).encode())
        link.sendall(last.encode())
        while piece := link.recv(1 << 20):
            received += piece
    limited = received.count(b"HTTP/1.1 429")
    w.report.check(f"{count} requests at once are limited", limited > 0, "some 429", f"{limited} × 429")
    polite = limited == received.lower().count(b"\r\nretry-after:")
    w.report.check("each with Retry-After", polite, str(limited), "another number")
