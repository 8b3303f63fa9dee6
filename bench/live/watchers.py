"""Many clients of /api/ws in one process: each keeps what it received and when, and decodes it afterwards."""

import asyncio
import json
import struct
import time

HANDSHAKE = (
    "GET /api/ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
# Fewer at a time than may be there before their login.
AT_ONCE = 100


def frame(text: str) -> bytes:
    """A masked text frame (RFC 6455); the mask is nil, so that the payload is itself."""
    payload = text.encode()
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else bytes([0xFE]) + struct.pack(">H", len(payload))
    return b"\x81" + size + b"\0\0\0\0" + payload


class Watcher(asyncio.Protocol):
    """One client; `ready` when it is subscribed."""

    def __init__(self, host: str, token: str, exam: str):
        self._host, self._token, self._exam = host, token, exam
        self._chunks: list[tuple[float, bytes]] = []
        self._head = b""
        self.ready = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        transport.write(HANDSHAKE.format(host=self._host).encode())
        transport.write(frame(json.dumps({"type": "auth", "token": self._token})))
        transport.write(frame(json.dumps({"type": "subscribe", "examId": self._exam})))

    def data_received(self, data: bytes) -> None:
        if self.ready.done():
            self._chunks.append((time.monotonic(), data))
            return
        self._head += data
        if b'"subscribed"' in self._head:
            self.ready.set_result(None)

    def connection_lost(self, _: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(self._head[:300]))

    def received(self) -> dict[str, float]:
        """When each candidate's attendance came."""
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


async def watch(host: str, port: int, token: str, exam: str, count: int, begun, ended) -> list[dict[str, float]]:
    """Connects `count` clients, sets `begun`, and keeps them until `ended`."""
    loop, clients = asyncio.get_running_loop(), []
    for first in range(0, count, AT_ONCE):
        some = []
        for _ in range(min(AT_ONCE, count - first)):
            _, client = await loop.create_connection(lambda: Watcher(host, token, exam), host, port)
            some.append(client)
        await asyncio.gather(*(client.ready for client in some))
        clients += some
    begun.set()
    await loop.run_in_executor(None, ended.wait)
    await asyncio.sleep(1.0)
    for client in clients:
        client.transport.abort()
    return [client.received() for client in clients]


def main(host: str, port: int, token: str, exam: str, count: int, begun, ended, results) -> None:
    """A process of its own, so that those who watch do not slow those who work."""
    results.put(asyncio.run(watch(host, port, token, exam, count, begun, ended)))
