"""Stands before a service: writes down every request, and is slow, cuts the line or is gone when a check says so.

What is signed (the Host among it) goes through byte for byte. The peer's answer is read to its end before a line is
cut: it has done what it was asked, and nobody hears of it.
"""

import asyncio
import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from aws.calls import Call, read

HEAD_LIMIT = 1 << 17
ENDLESS = 1 << 30


class Loop:
    """One thread in which all proxies of a run live."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True, name="proxies").start()

    def run(self, work) -> object:
        """Waits for a coroutine that runs there."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)


@dataclass
class Rule:
    """What shall happen to the next `left` requests of an operation."""

    operation: str
    left: int
    # `before` the peer hears of it or `after` it has done it the line is cut; or a `delay`.
    effect: str
    seconds: float = 0.0
    # What else is done at that moment, such as a kill.
    do: Callable[[], object] | None = None
    # Which requests it is about; all of the operation's where there is none.
    of: Callable[[Call], bool] | None = None
    # How often it has happened.
    done: int = 0
    # Set when what else is done is over.
    over: threading.Event = field(default_factory=threading.Event)


class Door:
    """A port that can be open, closed or silent. What comes in is handled by `serve`."""

    def __init__(self, loop: Loop, port: int):
        self.loop, self.port = loop, port
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._answers = asyncio.Event()
        self._answers.set()
        loop.run(self._open())

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise NotImplementedError

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._one, "127.0.0.1", self.port, limit=HEAD_LIMIT, backlog=512)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        try:
            await self._answers.wait()
            await self.serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        finally:
            self._lines.discard(writer)
            writer.close()

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for line in list(self._lines):
            cut(line)

    def gone(self) -> None:
        """Refuses every connection and drops those that there are."""
        self.loop.run(self._close())

    def silent(self) -> None:
        """Takes connections and requests, and says nothing."""
        self._set(False)

    def back(self) -> None:
        """As before. Whoever was waiting for an answer gets it now."""
        if self._server is None:
            self.loop.run(self._open())
        self._set(True)

    def _set(self, answers: bool) -> None:
        self.loop.loop.call_soon_threadsafe(self._answers.set if answers else self._answers.clear)

    @contextmanager
    def outage(self, how: str = "gone") -> Iterator[None]:
        """Gone or silent for as long as the block lasts."""
        (self.gone if how == "gone" else self.silent)()
        try:
            yield
        finally:
            self.back()


def cut(line: asyncio.StreamWriter) -> None:
    """Ends a connection as a broken line does: with a reset."""
    sock = line.get_extra_info("socket")
    if sock is not None:
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.transport.abort()


class Proxy(Door):
    """Before the service at `upstream`, a port of loopback. Requests are added to `calls`."""

    def __init__(self, loop: Loop, name: str, port: int, upstream: int):
        self.name, self.upstream = name, upstream
        self.calls: list[Call] = []
        self.rules: list[Rule] = []
        # What must not be in a request; whoever has it is marked.
        self.words: set[bytes] = set()
        # Asked before a request goes on, where somebody watches over permissions that the peer knows nothing of.
        self.allowed: Callable[[Call], bool] | None = None
        super().__init__(loop, port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self, operation: str, times: int = 1, of: Callable[[Call], bool] | None = None) -> Rule:
        """Lets the peer do it and then cuts the line, so many times."""
        return self._rule(Rule(operation, times, "after", of=of))

    def refuse(self, operation: str) -> Rule:
        """Cuts the line of every request of this operation before the peer hears of it."""
        return self._rule(Rule(operation, ENDLESS, "before"))

    def at(
        self, moment: str, operation: str, do: Callable[[], object], of: Callable[[Call], bool] | None = None
    ) -> Rule:
        """Does something when the next one comes in (`before`) or has been done (`after`), and cuts the line."""
        return self._rule(Rule(operation, 1, moment, do=do, of=of))

    def slow(self, operation: str, seconds: float) -> Rule:
        """Every request of this operation takes so much longer."""
        return self._rule(Rule(operation, ENDLESS, "delay", seconds))

    def _rule(self, rule: Rule) -> Rule:
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Nothing special happens any more."""
        self.rules.clear()

    def of(self, operation: str, since: float = 0.0) -> list[Call]:
        """The requests of an operation, from a moment on."""
        return [call for call in self.calls if call.operation == operation and call.at >= since]

    def _take(self, call: Call, effect: str) -> Rule | None:
        for rule in self.rules:
            meant = rule.operation == call.operation and rule.effect == effect and rule.left > 0
            if meant and (rule.of is None or rule.of(call)):
                rule.left, rule.done = rule.left - 1, rule.done + 1
                return rule
        return None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            method, target, headers = request(head)
            if headers.get("expect", "").lower() == "100-continue":
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            raw, body = await content(reader, headers, None)
            call = read(method, target, headers, body, self.words)
            self.calls.append(call)
            if (rule := self._take(call, "delay")) is not None:
                await asyncio.sleep(rule.seconds)
            if await self._cut(call, writer, "before"):
                return
            await self._answers.wait()
            if self.allowed is not None and not await asyncio.to_thread(self.allowed, call):
                call.status = 400
                writer.write(denied(call))
                continue
            answer, call.status, last = await self._ask(head + raw, method)
            await self._answers.wait()
            if await self._cut(call, writer, "after"):
                return
            writer.write(answer)
            await writer.drain()
            if last or headers.get("connection", "").lower() == "close":
                return

    async def _cut(self, call: Call, writer: asyncio.StreamWriter, moment: str) -> bool:
        """Whether the line was cut at this moment, as a rule says."""
        rule = self._take(call, moment)
        if rule is None:
            return False
        call.cut = True
        if rule.do is not None:
            await asyncio.to_thread(rule.do)
        rule.over.set()
        cut(writer)
        return True

    async def _ask(self, message: bytes, method: str) -> tuple[bytes, int, bool]:
        """The peer's whole answer, its status, and whether the connection ends with it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream, limit=HEAD_LIMIT)
        try:
            writer.write(message)
            await writer.drain()
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                status, headers = response(head)
                if status >= 200:
                    break
            if method == "HEAD" or status in (204, 304):
                return head, status, False
            raw, _ = await content(reader, headers, ENDLESS)
            endless = "content-length" not in headers and "chunked" not in headers.get("transfer-encoding", "")
            return head + raw, status, endless or headers.get("connection", "").lower() == "close"
        finally:
            writer.close()


def request(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *rows = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    return method, target, fields(rows)


def response(head: bytes) -> tuple[int, dict[str, str]]:
    first, *rows = head.decode("latin-1").split("\r\n")
    return int(first.split(" ", 2)[1]), fields(rows)


def fields(rows: list[str]) -> dict[str, str]:
    """Header fields, with names in small letters."""
    pairs = (row.split(":", 1) for row in rows if ":" in row)
    return {name.strip().lower(): value.strip() for name, value in pairs}


async def content(reader: asyncio.StreamReader, headers: dict[str, str], otherwise: int | None) -> tuple[bytes, bytes]:
    """A body as it stands on the wire and as it is meant; to the end of the connection where `otherwise` allows it."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return await pieces(reader)
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    else:
        body = await reader.read(-1) if otherwise else b""
    return body, body


async def pieces(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """A chunked body (RFC 9112, 7.1)."""
    raw, body = bytearray(), bytearray()
    while True:
        row = await reader.readline()
        raw += row
        size = int(row.split(b";")[0], 16)
        if size == 0:
            while row not in (b"\r\n", b""):
                row = await reader.readline()
                raw += row
            return bytes(raw), bytes(body)
        piece = await reader.readexactly(size + 2)
        raw += piece
        body += piece[:-2]


def denied(call: Call) -> bytes:
    """How Amazon's JSON services say that a policy does not allow it."""
    said = f'{{"__type":"AccessDeniedException","Message":"not authorized to perform {call.action}"}}'.encode()
    kind = b"Content-Type: application/x-amz-json-1.1\r\nx-amzn-errortype: AccessDeniedException\r\n"
    return b"HTTP/1.1 400 Bad Request\r\n" + kind + f"Content-Length: {len(said)}\r\n\r\n".encode() + said


class Line(Door):
    """Carries bytes both ways, to one port or to several in turn; the other side sees who comes."""

    def __init__(self, loop: Loop, port: int, *upstream: int):
        self._upstream = itertools.cycle(upstream)
        super().__init__(loop, port)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        whose = (writer.get_extra_info("peername")[0], 0)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", next(self._upstream), local_addr=whose)
        try:
            ways = [self._carry(reader, far_writer), self._carry(far_reader, writer)]
            _, open_ways = await asyncio.wait(map(asyncio.ensure_future, ways), return_when=asyncio.FIRST_COMPLETED)
            for way in open_ways:
                way.cancel()
        finally:
            far_writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(1 << 16):
                await self._answers.wait()
                writer.write(piece)
                await writer.drain()


def wait_for(port: int, seconds: float = 60.0, alive: Callable[[], bool] = lambda: True) -> None:
    """Returns when somebody listens at that port of loopback."""
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert alive() and time.monotonic() < until, f"nobody listens at {port}"
            time.sleep(0.1)
