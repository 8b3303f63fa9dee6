"""Notices to SNS, against ministack: 1,000 of them, one of them poison, to a queue that filters; then an outage, and
lost answers to a topic that keeps order.

    python examples/aws/notices.py MPA MODELS [FIRST_PORT]

needs boto3, and `ministack` (its path in MINISTACK, or on the PATH). Prints what was seen; ends with 1 when something
was not as it has to be.
"""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aws.proxy import Loop, Proxy  # noqa: E402
from kit.client import Client, Session  # noqa: E402

MPA, MODELS = sys.argv[1], sys.argv[2]
PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 21400
PEER, LINE, REGION = PORT, PORT + 1, "ap-south-1"
URGENT, TOGETHER = 400, 1000
HEADER = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot"
ENV = {**os.environ, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true",
       "AWS_DEFAULT_REGION": REGION}
os.environ.update(ENV)
FAILED: list[str] = []


def check(what: str, holds: bool, seen: object = "") -> None:
    print(f"{'ok  ' if holds else 'FAIL'} {what}{f': {seen}' if seen != '' else ''}", flush=True)
    if not holds:
        FAILED.append(what)


def until(what: str, holds, seconds: float = 60) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if holds():
            return time.monotonic() - begun
        time.sleep(0.2)
    raise SystemExit(f"waited {seconds} s in vain: {what}")


def service(name: str):
    return boto3.client(name, endpoint_url=f"http://127.0.0.1:{PEER}", region_name=REGION)


def peer() -> subprocess.Popen:
    env = {**ENV, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(PEER), "IOT_MTLS_ENABLED": "0"}
    started = subprocess.Popen([os.environ.get("MINISTACK", "ministack")], env=env, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)

    def answers() -> bool:
        try:
            service("sns").list_topics()
            return True
        except Exception:
            return False

    until("ministack answers", answers)
    return started


def queue(topic: str, name: str, policy: dict | None) -> str:
    sqs, sns = service("sqs"), service("sns")
    fifo = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
    url = sqs.create_queue(QueueName=name, Attributes=fifo)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    attributes = {"FilterPolicy": json.dumps(policy)} if policy else {}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    return url


def drain(url: str) -> list[dict]:
    """Everything that lies in a queue: the notices, with the attributes that they came with."""
    sqs, notices, empty = service("sqs"), [], 0
    while empty < 3:
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
        empty = 0 if got else empty + 1
        for message in got:
            told = json.loads(message["Body"])
            attributes = {name: value["Value"] for name, value in told.get("MessageAttributes", {}).items()}
            notices.append({**json.loads(told["Message"]), "attributes": attributes})
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return notices


class Server:
    """A server on a fresh directory, and the head of it."""

    def __init__(self, topic: str, port: int):
        self.folder = Path(tempfile.mkdtemp())
        password = secrets.token_urlsafe(18)
        data = ["--data-dir", str(self.folder / "data")]
        added = [MPA, "user", "add", "--username", "head", "--role", "admin", "--password-stdin", *data]
        subprocess.run(added, input=password + "\n", text=True, check=True, capture_output=True)
        options = ["--listen", f"127.0.0.1:{port}", "--models", MODELS, "--notices", f"sns:{topic}", "--rate-limit", "0",
                   "--aws-endpoint-sns", f"http://127.0.0.1:{LINE}", *data]
        self.log = self.folder / "log"
        self.process = subprocess.Popen([MPA, "serve", *options], env=ENV, stdout=subprocess.DEVNULL,
                                        stderr=self.log.open("w"))
        self.url = f"http://127.0.0.1:{port}"
        until("the server answers", lambda: self.get("/health/live") is not None)
        self.client = Client(self.url)
        self.head = Session(self.client, "head", password)

    def get(self, path: str) -> str | None:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            return None

    def metric(self, name: str) -> float:
        lines = [line for line in (self.get("/metrics") or "").splitlines() if line.startswith(f"{name} ")]
        return float(lines[0].split()[1]) if lines else -1

    def notices(self) -> dict:
        health = json.loads(self.get("/health/ready") or "{}")
        return next((one for one in health["data"]["dependencies"] if one["name"] == "notices"), {})

    def rows(self, sql: str, *values) -> list:
        with sqlite3.connect(self.folder / "data" / "mpa.db", timeout=30) as db:
            return db.execute(sql, values).fetchall()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


class Day:
    """An exam with candidates, none of whom was at station 1."""

    def __init__(self, server: Server, code: str, candidates: int):
        head = server.head
        self.exam = head.must("POST", "/api/exams", json={"name": code, "code": code})["id"]
        rows = [f"{code}{n:04},Candidate {n},Father {n},2001-02-03,T1,Town School,Morning" for n in range(candidates)]
        form = [("file", ("roster.csv", "\n".join([HEADER, *rows]).encode(), "text/csv"))]
        head.must("POST", f"/api/exams/{self.exam}/candidates/import", form=form)
        slot = head.everything(f"/api/slots?examId={self.exam}")[0]
        head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
        password, name = secrets.token_urlsafe(18), f"op-{code}".lower()
        account = {"username": name, "password": password, "name": name, "role": "operator"}
        head.must("POST", "/api/operators", json={**account, "centreId": slot["centreId"]})
        self.operator = Session(server.client, name, password)
        head.must("POST", "/api/slot/assign", json={"operatorId": self.operator.id, "slotId": slot["id"]})
        self.candidates = head.everything(f"/api/candidates/{self.exam}")

    def medium(self, candidate: dict) -> None:
        """Station 2 without station 1."""
        whom = [("examId", self.exam), ("candidateId", candidate["id"]), ("exceptionReason", "no reader")]
        reply = self.operator.call("POST", "/api/fingerprint/capture", form=whom)
        assert reply.code == "ATTENDANCE_REQUIRED", reply

    def sheet(self) -> None:
        """One sheet, of the first candidate."""
        self.operator.must("POST", "/api/attendance", json={"examId": self.exam, "candidateId": self.candidates[0]["id"]})
        self.operator.must("POST", "/api/omr/scan", json={"examId": self.exam, "barcode": "S-1"})
        bound = {"examId": self.exam, "barcode": "S-1", "rollNumber": self.candidates[0]["rollNumber"]}
        self.operator.must("POST", "/api/omr/validate", json=bound)

    def high(self, candidate: dict) -> None:
        """The first candidate's sheet, bound again."""
        self.operator.must("POST", "/api/attendance", json={"examId": self.exam, "candidateId": candidate["id"]})
        again = {"examId": self.exam, "barcode": "S-1", "rollNumber": candidate["rollNumber"]}
        reply = self.operator.call("POST", "/api/omr/validate", json=again)
        assert reply.status == 409, reply


def poison(server: Server) -> str:
    """A notice that is too long for any topic. The program makes none; it is laid in by hand."""
    number, now = uuid.uuid4(), time.time_ns() // 1000
    payload = json.dumps({"severity": "high", "type": "face_mismatch", "filling": "x" * 300_000})
    server.rows("INSERT INTO notice_outbox (id, kind, payload, created_at, due_at, attempts) VALUES (?, 'alert', ?, ?, ?, 0)",
                number.bytes, payload, now, now)
    return str(number)


def main() -> None:
    ministack = peer()
    servers: list[Server] = []
    only = os.environ.get("ONLY")
    try:
        line = Proxy(Loop(), "sns", LINE, PEER)
        if only != "lost":
            filtered(servers, line)
        order = service("sns").create_topic(Name="mpa.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
        once = queue(order, "once.fifo", None)
        server = Server(order, PORT + 3)
        servers.append(server)
        lost(server, line, once)
        server.stop()
    finally:
        for server in servers:
            server.process.kill()
        ministack.terminate()
        ministack.wait(20)
    print(f"{len(FAILED)} failed" if FAILED else "all as it has to be")
    raise SystemExit(bool(FAILED))


def filtered(servers: list[Server], line: Proxy) -> None:
    topic = service("sns").create_topic(Name="mpa")["TopicArn"]
    urgent, everything = queue(topic, "urgent", {"severity": ["high"]}), queue(topic, "everything", None)
    server = Server(topic, PORT + 2)
    servers.append(server)
    thousand(server, urgent, everything)
    outage(server, line, everything)
    server.stop()


def thousand(server: Server, urgent: str, everything: str) -> None:
    day = Day(server, "N", TOGETHER)
    day.sheet()
    poisoned = poison(server)
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(day.high, day.candidates[1 : URGENT + 1]))
        list(pool.map(day.medium, day.candidates[URGENT + 1 :]))
    made = time.monotonic() - begun
    alerts = "SELECT COUNT(*) FROM notice_outbox WHERE kind = 'alert'"
    until("all alerts are in the outbox", lambda: server.rows(alerts)[0][0] >= TOGETHER)
    waiting = f"{alerts} AND sent_at IS NULL"
    took = until("all but one went out", lambda: server.rows(waiting)[0][0] <= 1)
    total = server.rows(alerts)[0][0]
    check("alerts, one of them poison", total == TOGETHER, f"{total}, made in {made:.1f} s, out {took:.1f} s later")
    got, all_told = drain(urgent), [told for told in drain(everything) if told["kind"] == "alert"]
    raised = {str(uuid.UUID(bytes=row[0])) for row in server.rows(
        "SELECT id FROM notice_outbox WHERE kind = 'alert' AND payload LIKE '%\"severity\":\"high\"%'")} - {poisoned}
    ids = [told["noticeId"] for told in got]
    check("the queue with the filter has exactly those that are high", set(ids) == raised, f"{len(ids)} of {len(raised)}")
    check("none twice by its id", len(ids) == len(set(ids)) and len(all_told) == len({t["noticeId"] for t in all_told}))
    check("the queue without a filter has all but the poison one", len(all_told) == TOGETHER - 1, len(all_told))
    check("each can be filtered", all(told["attributes"].keys() >= {"kind", "type", "severity", "examId", "centreId", "mode"}
                                      for told in got), sorted(got[0]["attributes"]))
    names = json.dumps(got)
    check("ids and numbers only", "Candidate" not in names and "Town School" not in names and "N0001" not in names)
    row = "SELECT attempts, refusals, last_error, sent_at FROM notice_outbox WHERE id = ?"
    one = uuid.UUID(poisoned).bytes
    before = server.rows(row, one)[0]
    until("the poison one is tried again", lambda: server.rows(row, one)[0][1] > before[1], 200)
    after = server.rows(row, one)[0]
    check("the poison one waits alone", after[2:] == ("invalid", None) and after[1] > before[1], f"{before} {after}")
    until("it is counted", lambda: server.metric("mpa_notices_waiting") == 1)
    # Its last refusal is near: it is set apart, kept and counted.
    server.rows("UPDATE notice_outbox SET refusals = 7, due_at = 0 WHERE id = ?", one)
    until("it is set apart", lambda: server.metric("mpa_notices_set_apart") == 1)
    check("set apart it is told by its id", poisoned in server.log.read_text())
    check("nothing else waits", server.metric("mpa_notices_waiting") == 0)


def outage(server: Server, line: Proxy, everything: str) -> None:
    day = Day(server, "G", 60)
    drain(everything)
    line.gone()
    ended = time.monotonic() + 20
    for candidate in day.candidates:
        day.medium(candidate)
        time.sleep(max(0.0, min(0.3, ended - time.monotonic())))
    until("the health says so", lambda: server.notices().get("state") == "down")
    check("ready all the same, and notices are said to be down", server.notices() == {
        "name": "notices", "kind": "sns", "state": "down"}, server.notices())
    said = server.log.read_text().count("notices do not go out")
    check("the log is not flooded", said <= 2, said)
    time.sleep(max(0.0, ended - time.monotonic()))
    line.back()
    waiting = "SELECT COUNT(*) FROM notice_outbox WHERE sent_at IS NULL AND set_apart_at IS NULL"
    took = until("all went out", lambda: server.rows(waiting)[0][0] == 0)
    check("within ten seconds of the end of the outage", took < 10, f"{took:.1f} s")
    ids = [told["noticeId"] for told in drain(everything) if told["kind"] == "alert"]
    check("each once", len(ids) == len(set(ids)) == len(day.candidates), len(ids))
    check("up again", server.notices().get("state") == "up")


def lost(server: Server, line: Proxy, once: str) -> None:
    """Answers that are lost: what the topic took is handed over again, and the topic knows it by its id."""
    day = Day(server, "L", 30)
    rule = line.cut("PublishBatch", 4)
    for candidate in day.candidates:
        day.medium(candidate)
    waiting = "SELECT COUNT(*) FROM notice_outbox WHERE sent_at IS NULL"
    until("all went out", lambda: server.rows(waiting)[0][0] == 0)
    ids = [told["noticeId"] for told in drain(once) if told["kind"] == "alert"]
    check("of lost answers each notice is there once", len(ids) == len(set(ids)) == len(day.candidates),
          f"{rule.done} answers lost, {len(ids)} notices, {len(set(ids))} different")


main()
