"""A small HTTP client for the server: JSON, multipart, tokens that stay fresh, patience."""

import http.client
import json as jsonlib
import secrets
import threading
import time
import urllib.parse
from pathlib import Path
from typing import Any

IDLE_BEFORE_RECONNECT_S = 4.0
TIMEOUT_S = 120.0
TRIES = 8
# Every answer with a body has one of these headers.
LENGTHS = {"content-length", "transfer-encoding"}

# A form is a list of (name, text) and (name, (file name, bytes, content type)).
Form = list[tuple[str, "str | tuple[str, bytes, str]"]]


class Reply:
    """What came back: the status, the headers and, where there is one, the envelope."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def envelope(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            value = jsonlib.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def data(self) -> Any:
        return self.envelope.get("data")

    @property
    def code(self) -> str | None:
        return self.envelope.get("code")

    @property
    def details(self) -> dict[str, Any]:
        details = self.envelope.get("details")
        return details if isinstance(details, dict) else {}

    def __str__(self) -> str:
        text = self.body[:300].decode("utf-8", "replace")
        return f"{self.status} {self.code or ''} {text}".strip()

    __repr__ = __str__


class Unexpected(Exception):
    """An answer that the caller cannot go on with."""


def image(name: str, content: bytes) -> tuple[str, bytes, str]:
    """A picture as a part of a form."""
    kinds = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".bmp": "image/bmp"}
    return Path(name).name, content, kinds.get(Path(name).suffix, "application/octet-stream")


def multipart(form: Form, boundary: str | None = None) -> tuple[bytes, str]:
    """The body and the content type of a form (RFC 7578)."""
    boundary = boundary or f"mpa-{secrets.token_hex(12)}"
    body = bytearray()
    for name, value in form:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if isinstance(value, str):
            body += b"\r\n\r\n" + value.encode()
        else:
            filename, content, kind = value
            body += f'; filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + content
        body += b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"


class Client:
    """One server, seen from one address. Every thread has its own connection."""

    def __init__(self, url: str, source: str | None = None):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.source = source
        self._local = threading.local()
        self._since = 0.0

    def renew(self) -> None:
        """The server was another one: no connection of before is used again."""
        self._since = time.monotonic()

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        form: Form | None = None,
        body: bytes | None = None,
        content_type: str | None = None,
        token: str | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        patient: bool = True,
    ) -> Reply:
        """One call; a patient one waits and repeats as long as the server says 429 or 503."""
        if form is not None:
            body, content_type = multipart(form)
        elif json is not None:
            body, content_type = jsonlib.dumps(json).encode(), content_type or "application/json"
        sent = dict(headers or {})
        if content_type:
            sent["Content-Type"] = content_type
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if key is not None:
            sent["Idempotency-Key"] = key
        for _ in range(TRIES if patient else 1):
            reply = self._send(method, path, body, sent)
            if reply.status not in (429, 503) or not patient:
                break
            time.sleep(min(float(reply.headers.get("retry-after", "1") or 1), 30.0))
        return reply

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        connection = self._connection()
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            content = response.read()
            found = {name.lower(): value for name, value in response.getheaders()}
            if response.status not in (204, 304) and not LENGTHS & found.keys():
                # http.client takes headers that broke off for whole ones.
                raise http.client.IncompleteRead(content)
        except Exception:
            connection.close()
            self._local.connection = None
            raise
        self._local.used_at = time.monotonic()
        return Reply(response.status, found, content)

    def _connection(self) -> http.client.HTTPConnection:
        """This thread's connection; a new one when the server may have closed the old one."""
        connection = getattr(self._local, "connection", None)
        idle = time.monotonic() - getattr(self._local, "used_at", 0.0)
        stale = getattr(self._local, "used_at", 0.0) < self._since
        if connection is None or stale or idle > IDLE_BEFORE_RECONNECT_S:
            if connection is not None:
                connection.close()
            source = (self.source, 0) if self.source else None
            connection = http.client.HTTPConnection(
                self.host, self.port, timeout=TIMEOUT_S, source_address=source
            )
            self._local.connection = connection
        return connection


class Session:
    """A signed-in user. The access token is renewed before it ends."""

    def __init__(self, client: Client, username: str, password: str):
        self.client, self.username, self.password = client, username, password
        self._lock = threading.Lock()
        body = {"username": username, "password": password}
        reply = client.request("POST", "/api/auth/login", json=body)
        if reply.status != 200:
            raise Unexpected(f"login of {username}: {reply}")
        self.user = reply.data["user"]
        self._take(reply.data)

    def _take(self, data: dict[str, Any]) -> None:
        self.token, self.refresh_token = data["accessToken"], data["refreshToken"]
        self._renew_at = time.monotonic() + data["expiresIn"] * 0.8

    @property
    def id(self) -> str:
        return self.user["id"]

    def renew(self) -> None:
        """A new pair of tokens when the present one is near its end."""
        with self._lock:
            if time.monotonic() < self._renew_at:
                return
            body = {"refreshToken": self.refresh_token}
            reply = self.client.request("POST", "/api/auth/refresh", json=body)
            if reply.status != 200:
                raise Unexpected(f"refresh of {self.username}: {reply}")
            self._take(reply.data)

    def call(self, method: str, path: str, **options: Any) -> Reply:
        """One call as this user."""
        self.renew()
        return self.client.request(method, path, token=self.token, **options)

    def get(self, path: str, **options: Any) -> Reply:
        return self.call("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> Reply:
        return self.call("POST", path, json=json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> Reply:
        return self.call("PATCH", path, json=json, **options)

    def must(self, method: str, path: str, **options: Any) -> Any:
        """The data of a call that has to succeed."""
        reply = self.call(method, path, **options)
        if reply.status not in (200, 201):
            raise Unexpected(f"{method} {path}: {reply}")
        return reply.data

    def everything(self, path: str) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        items: list[dict[str, Any]] = []
        cursor = None
        while True:
            mark = "&" if "?" in path else "?"
            more = f"{mark}limit=500" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else "")
            page = self.must("GET", path + more)
            items += page["items"]
            cursor = page["nextCursor"]
            if cursor is None:
                return items
