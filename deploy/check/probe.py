#!/usr/bin/env python3
"""Asks a running program, and says in a line of JSON each what it answered. Runs in the network of the program.

    probe.py demo URL LOG PICTURES    the sample exam, by what the demo printed into LOG
    probe.py served URL USER          a server with one account; its password on standard input
"""

import json
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path


def say(what: str, holds: bool, found: object = ""):
    print(json.dumps({"what": what, "holds": bool(holds), "found": found}), flush=True)


class Server:
    """A server, as somebody who may have logged in."""

    def __init__(self, url: str):
        self.url, self.token = url, ""

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/json"):
        """Status and text of an answer."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {"Accept": "text/html,*/*"}
        if body is not None:
            headers["Content-Type"] = kind
        request = urllib.request.Request(self.url + path, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def call(self, path: str, value: object | None = None, **form: object):
        """Status and data of a call, with JSON or a form."""
        if form:
            status, text = self.ask(path, *multipart(form))
        else:
            status, text = self.ask(path, None if value is None else json.dumps(value).encode())
        try:
            told = json.loads(text)
        except ValueError:
            return status, text[:200]
        return status, told.get("data", told)

    def log_in(self, username: str, password: str):
        status, told = self.call("/api/auth/login", {"username": username, "password": password})
        self.token = told.get("accessToken", "") if status == 200 else ""
        say(f"{username} logs in", self.token, status)

    def open_to_all(self):
        """What is told without a login."""
        status, told = self.call("/health/ready")
        say("GET /health/ready", status == 200, f"{status} {json.dumps(told)}")
        status, page = self.ask("/")
        title = re.search(r"<title>(.*?)</title>", page)
        say("GET / is the web application", status == 200 and title, f"{status} {title and title[1]}")


def multipart(form: dict) -> tuple[bytes, str]:
    """A form; a path is a file of it."""
    edge, parts = "part-of-the-check", []
    for name, value in form.items():
        file = f'; filename="{value.name}"' if isinstance(value, Path) else ""
        content = value.read_bytes() if file else str(value).encode()
        parts += [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


def demo(url: str, log: str, pictures: str):
    """The day of one candidate, by what the demo prints for people to try."""
    server, told = Server(url), Path(log).read_text()
    server.open_to_all()
    password = re.search(r"The password of every login is (\S+)", told)[1]
    exam = re.search(r"/api/candidates/([0-9a-f-]+)\?", told)[1]
    candidate = re.search(r"candidateId=([0-9a-f-]+)", told)[1]
    roll = re.search(r'"rollNumber":"(\d+)"', told)[1]
    server.log_in("op9a", password)
    status, listed = server.call(f"/api/candidates/{exam}?limit=3")
    say("candidates of the sample exam", status == 200, f"{status} {str(listed)[:90]}…")
    status, marked = server.call("/api/attendance", {"examId": exam, "rollNumber": roll})
    say("attendance", status in (200, 201), f"{status} {marked.get('status', marked)}")
    status, face = server.call("/api/face/verify", examId=exam, candidateId=candidate,
                               liveFaceImage=Path(pictures) / "obama2.jpg")
    found = f"{status} {face.get('matchPercentage', face)} %" if isinstance(face, dict) else f"{status} {face}"
    say("a live face is the enrolled one", status == 200 and face.get("matchPercentage", 0) > 96.5, found)
    # No sheet at all: only the close look, in its process of its own, can say so.
    status, sheet = server.call("/api/omr/scan", examId=exam, barcode="OMR-0001", image=Path(pictures) / "astronaut.png")
    say("a picture is looked at for a barcode", status in (200, 201, 422), f"{status} {json.dumps(sheet)[:160]}")
    server.log_in("head", password)
    status, figures = server.call(f"/api/admin/stats/{exam}")
    say("the figures of the day", status == 200, f"{status} {json.dumps(figures)[:160]}…")
    say("done", True)


def served(url: str, username: str):
    """What a new server answers its first administrator."""
    server = Server(url)
    server.open_to_all()
    server.log_in(username, sys.stdin.readline().strip())
    status, exams = server.call("/api/exams")
    say("the exams", status == 200, f"{status} {json.dumps(exams)[:120]}")
    say("done", True)


if __name__ == "__main__":
    {"demo": demo, "served": served}[sys.argv[1]](*sys.argv[2:])
