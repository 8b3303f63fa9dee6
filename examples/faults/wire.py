"""Requests as no client library sends them: unfinished, slow, endless."""

import base64
import json
import os
import socket
import struct
from typing import Any

from faults.server import Server


def connect(server: "Server", source: str | None = None, timeout: float = 20.0) -> socket.socket:
    """A bare connection, from a loopback address of one's own where one is named."""
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    line.settimeout(timeout)
    if source:
        line.bind((source, 0))
    line.connect(("127.0.0.1", server.port))
    return line


def head(method: str, path: str, token: str | None = None, **headers: str) -> bytes:
    """The header of a request; `Content_Type` names `Content-Type`."""
    lines = [f"{method} {path} HTTP/1.1", "Host: x"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def chunk(content: bytes) -> bytes:
    """One chunk of a chunked body."""
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


def answer(line: socket.socket) -> bytes:
    """What comes back until the end of a header, or until the connection ends."""
    got = b""
    while b"\r\n\r\n" not in got:
        try:
            more = line.recv(65536)
        except (ConnectionError, TimeoutError):
            break
        if not more:
            break
        got += more
    return got


def status(got: bytes) -> int:
    """The status of an answer; 0 where none came."""
    return int(got.split(b" ", 2)[1]) if got.startswith(b"HTTP/1.1 ") else 0


def send_all(line: socket.socket, pieces) -> int:
    """Sends until the other side has enough; how many bytes went out."""
    sent = 0
    try:
        for piece in pieces:
            line.sendall(piece)
            sent += len(piece)
    except (ConnectionError, TimeoutError):
        pass
    return sent


class WebSocket:
    """A client of `/api/ws` (RFC 6455)."""

    def __init__(self, server: Server, source: str | None = None):
        self.line = connect(server, source)
        key = base64.b64encode(os.urandom(16)).decode()
        wanted = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
        self.line.sendall(head("GET", "/api/ws", Sec_WebSocket_Key=key, **wanted))
        got = answer(self.line)
        self.status = status(got)
        self._rest = got.partition(b"\r\n\r\n")[2]

    def say(self, message: dict[str, Any], binary: bool = False) -> None:
        """Sends one message."""
        text = json.dumps(message).encode()
        assert len(text) < 65536
        mask = os.urandom(4)
        first = 0x82 if binary else 0x81
        size = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + struct.pack(">H", len(text))
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(text))
        self.line.sendall(bytes([first]) + size + mask + masked)

    def _take(self, size: int) -> bytes:
        while len(self._rest) < size:
            more = self.line.recv(65536)
            if not more:
                raise ConnectionError("the socket is closed")
            self._rest += more
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def hear(self) -> dict[str, Any] | int:
        """The next message, or the code of the close."""
        while True:
            first, size = self._take(2)
            if size == 126:
                size = struct.unpack(">H", self._take(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._take(8))[0]
            content = self._take(size)
            if first & 15 == 8:
                return struct.unpack(">H", content[:2])[0] if len(content) >= 2 else 1005
            if first & 15 in (1, 2):
                return json.loads(content)

    def watch(self, token: str, exam: str) -> dict[str, Any] | int:
        """Logs in and subscribes; what is said to that."""
        self.say({"type": "auth", "token": token})
        self.say({"type": "subscribe", "examId": exam})
        return self.hear()

    def close(self) -> None:
        self.line.close()
