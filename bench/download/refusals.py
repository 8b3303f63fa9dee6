#!/usr/bin/env python3
"""How long each refusal of a download password takes, as ratios. See README.md."""

import json
import os
import statistics
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench/online"), str(ROOT / "examples")]
# Every operator speaks from an address of their own, so that only the operator's limit counts.
os.environ["MPA_TRUSTED_PROXY"] = "127.0.0.0/8"

from server import Server  # noqa: E402

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRIES_OF_ONE = 8
ROSTER = "Roll No,Name,Father Name,DOB,Centre Code,Slot\n1,Asha,Ram,2001-02-03,C1,Morning\n2,Usha,Ram,2001-02-03,C2,Noon\n"


def checked(values: list[int]) -> str:
    """Nineteen values with their check symbol: a sum in GF(32), see crates/domain/src/download.rs."""
    total = 0
    for value in [*values, 0]:
        total <<= 1
        total = (total ^ 0b100101 if total & 32 else total) ^ value
    return "".join(ALPHABET[value] for value in [*values, total])


def other_secret(password: str) -> str:
    values = [ALPHABET.index(symbol) for symbol in password.replace("-", "")][:19]
    return checked([*values[:18], values[18] ^ 1])


class Caller:
    def __init__(self, url: str, address: str, token: str = ""):
        self.url, self.address, self.token = url, address, token

    def send(self, method: str, path: str, body: object = None, form: bytes | None = None) -> tuple[int, dict]:
        headers = {"X-Forwarded-For": self.address}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = form if form is not None else None if body is None else json.dumps(body).encode()
        headers["Content-Type"] = "multipart/form-data; boundary=b" if form is not None else "application/json"
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def good(self, method: str, path: str, body: object = None, form: bytes | None = None) -> dict:
        status, answer = self.send(method, path, body, form)
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {answer}")
        return answer["data"]


def log_in(url: str, address: str, username: str, password: str) -> Caller:
    token = Caller(url, address).good("POST", "/api/auth/login", {"username": username, "password": password})
    return Caller(url, address, token["accessToken"])


class Office:
    """An exam with two centres; operators of the first are hired as they are needed."""

    def __init__(self, server: Server):
        self.url = server.url
        self.head = log_in(server.url, "10.0.0.1", server.admin, server.password)
        self.exam, self.other_exam = (
            self.head.good("POST", "/api/exams", {"code": code, "name": code})["id"] for code in ("A", "B")
        )
        form = f'--b\r\ncontent-disposition: form-data; name="file"; filename="f.csv"\r\n\r\n{ROSTER}\r\n--b--\r\n'
        self.head.good("POST", f"/api/exams/{self.exam}/candidates/import", form=form.encode())
        slots = self.head.good("GET", f"/api/slots?examId={self.exam}")["items"]
        self.slot = next(slot for slot in slots if slot["slotName"] == "Morning")
        self.elsewhere = next(slot["centreId"] for slot in slots if slot["slotName"] == "Noon")
        self.operator, self.hired, self.left = None, 0, 0

    def hire(self) -> tuple[Caller, str]:
        self.hired += 1
        name, password = f"op{self.hired}", uuid.uuid4().hex
        body = {"username": name, "password": password, "name": name, "role": "operator"}
        operator = self.head.good("POST", "/api/operators", body)["id"]
        self.head.good("POST", "/api/slot/assign", {"operatorId": operator, "slotId": self.slot["id"]})
        return log_in(self.url, f"10.1.{self.hired // 250}.{self.hired % 250 + 1}", name, password), operator

    def password(self, **more: object) -> str:
        body = {"examId": self.exam, **more}
        return self.head.good("POST", "/api/admin/download/password/generate", body)["password"]

    def refusal_ms(self, password: str) -> float:
        if self.left == 0:
            self.operator, self.left = self.hire()[0], TRIES_OF_ONE
        self.left -= 1
        begun = time.perf_counter()
        body = {"examId": self.exam, "password": password}
        status, answer = self.operator.send("POST", "/api/admin/download/verify", body)
        took = (time.perf_counter() - begun) * 1000
        if (status, answer["code"]) != (403, "INVALID_DOWNLOAD_PASSWORD"):
            raise SystemExit(f"{status} {answer}")
        return took


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with Server(None) as server:
        office = Office(server)
        user, used = office.hire()[0], office.password()
        user.good("POST", "/api/admin/download/verify", {"examId": office.exam, "password": used})
        theirs = office.hire()[1]
        expired = office.password(expiryMinutes=1)
        kinds = {
            "unknown": checked([7, 9] * 9 + [3]),
            "wrong": other_secret(office.password()),
            "used": used,
            "another's": office.password(operatorId=theirs),
            "elsewhere": office.password(centreId=office.elsewhere),
            "of another exam": office.password(examId=office.other_exam),
            "expired": expired,
            "mistyped": "0" * 19 + "1",
        }
        time.sleep(61)  # the expired one
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(rounds):  # in turns, so that what else the machine does falls on all alike
            for kind, password in kinds.items():
                times[kind].append(office.refusal_ms(password))
        base = statistics.median(times["wrong"])
        print("| refusal | median, in ratio to `wrong` | first quarter | third quarter |\n|---|---:|---:|---:|")
        for kind, values in times.items():
            low, middle, high = statistics.quantiles(values, n=4)
            print(f"| {kind} | {middle / base:.2f} | {low / base:.2f} | {high / base:.2f} |")


if __name__ == "__main__":
    main()
