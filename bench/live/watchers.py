"""Many clients of /api/ws in one process: each keeps what it received, and when the kernel had it for the client, and
decodes it afterwards. So what it takes to read a thousand sockets here is no part of the times."""

import json
import select
import socket
import struct
import time

HANDSHAKE = (
    "GET /api/ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
# Fewer at a time than may be there before their login; of an account, fewer than it may have.
AT_ONCE = 20
READY_S = 60.0
# Linux: the message beside the data then has the time at which it came, in nanoseconds (socket(7)).
SO_TIMESTAMPNS = 35
MESSAGE = socket.CMSG_SPACE(16)


def frame(text: str) -> bytes:
    """A masked text frame (RFC 6455); the mask is nil, so that the payload is itself."""
    payload = text.encode()
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else bytes([0xFE]) + struct.pack(">H", len(payload))
    return b"\x81" + size + b"\0\0\0\0" + payload


class Watcher:
    """One client; `ready` when it is subscribed."""

    def __init__(self, host: str, port: int, token: str, exam: str):
        self.line = socket.create_connection((host, port))
        self.line.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._chunks: list[tuple[float, bytes]] = []
        self._head, self.ready = b"", False
        self.line.sendall(
            HANDSHAKE.format(host=host).encode()
            + frame(json.dumps({"type": "auth", "token": token}))
            + frame(json.dumps({"type": "subscribe", "examId": exam}))
        )

    def read(self) -> None:
        """Takes what is there."""
        data, beside, _, _ = self.line.recvmsg(1 << 16, MESSAGE)
        if not data:
            raise ConnectionError(f"a client was dropped: {self._head[-300:]!r}")
        if not self.ready:
            self._head += data
            self.ready = b'"subscribed"' in self._head
            return
        when = time.time()
        for level, kind, told in beside:
            if (level, kind) == (socket.SOL_SOCKET, SO_TIMESTAMPNS):
                seconds, nanoseconds = struct.unpack("qq", told[:16])
                when = seconds + nanoseconds / 1e9
        self._chunks.append((when, data))

    def received(self) -> dict[str, float]:
        """When each candidate's attendance came, in seconds since 1970."""
        stream, ends, seen, at = b"".join(data for _, data in self._chunks), [], {}, 0
        for when, data in self._chunks:
            ends.append(((ends[-1][0] if ends else 0) + len(data), when))
        chunk = 0
        while at + 2 <= len(stream):
            kind, size, start = stream[at] & 15, stream[at + 1], at + 2
            if size == 126:
                size, start = struct.unpack_from(">H", stream, at + 2)[0], at + 4
            at = start + size
            while ends[chunk][0] < at:
                chunk += 1
            message = json.loads(stream[start:at]) if kind == 1 else {}
            inner = message.get("data", {}).get("data", {})
            if inner.get("action") == "mark_attendance":
                seen[inner["candidateId"]] = ends[chunk][1]
        return seen


def watch(host: str, port: int, tokens: list[str], exam: str, count: int, begun, ended) -> list[dict[str, float]]:
    """Connects `count` clients, of these accounts in turn, sets `begun`, and keeps them for a second after `ended`."""
    poll, clients = select.epoll(), {}

    def listen(seconds: float) -> None:
        for number, _ in poll.poll(seconds):
            clients[number].read()

    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        some = [Watcher(host, port, tokens[number % len(tokens)], exam) for number in numbers]
        for client in some:
            clients[client.line.fileno()] = client
            poll.register(client.line, select.EPOLLIN)
        until = time.monotonic() + READY_S
        while not all(client.ready for client in some):
            if time.monotonic() > until:
                raise ConnectionError("not every client was subscribed")
            listen(1.0)
    begun.set()
    until = float("inf")
    while time.monotonic() < until:
        if until == float("inf") and ended.is_set():
            until = time.monotonic() + 1.0
        listen(0.1)
    for client in clients.values():
        client.line.close()
    return [client.received() for client in clients.values()]


def main(host: str, port: int, tokens: list[str], exam: str, count: int, begun, ended, results) -> None:
    """A process of its own, so that those who watch do not slow those who work."""
    results.put(watch(host, port, tokens, exam, count, begun, ended))
