"""The life of a store's keys with KMS, against peers on this machine: one line for each thing that has to hold.

    MPA_BIN=… MPA_TEST_AWS=http://127.0.0.1:4566 python3 examples/aws/keys.py [IMAGES]

MPA_TEST_AWS is a KMS that knows Ed25519 keys (ministack); MPA_TEST_S3, if given, a store with Object Lock (SeaweedFS).
Needs boto3 and cryptography. KMS is asked through a proxy that counts.
"""

import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

import boto3  # noqa: E402
from aws.proxy import Loop, Proxy  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from kit import draw  # noqa: E402
from kit.client import Client, Session, image  # noqa: E402

REGION = "ap-south-1"
SOFT_S, HARD_S = 2, 6
WHO = {"region_name": REGION, "aws_access_key_id": "test", "aws_secret_access_key": "test"}
ENVIRONMENT = {
    **os.environ,
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def say(is_so: bool, what: str) -> None:
    """One line; the first thing that does not hold ends the run."""
    print(f"{'ok  ' if is_so else 'NOT '} {what}", flush=True)
    if not is_so:
        sys.exit(1)


def counted(target: str) -> Proxy:
    """A proxy in front of KMS, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Proxy(Loop(), "kms", port, urllib.parse.urlsplit(target).port or 80)


class Server:
    """The program on a directory of its own."""

    def __init__(self, folder: Path, kms: str):
        self.folder, self.kms = folder, kms
        self.process: subprocess.Popen | None = None
        self.options: list[str] = []
        self.password = secrets.token_urlsafe(18)

    def command(self, *words: str, check: bool = True, **options: object) -> str:
        """What a command of the program prints."""
        common = ["--data-dir", str(self.folder), "--aws-region", REGION, "--aws-endpoint-kms", self.kms]
        call = [os.environ["MPA_BIN"], *words, *common, *self.options]
        done = subprocess.run(call, env=ENVIRONMENT, capture_output=True, text=True, **options)
        if check and done.returncode:
            raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, *options: str) -> None:
        self.options = list(options)
        log = open(self.folder.parent / "log", "a", encoding="utf-8")
        models = os.environ.get("MPA_MODELS", str(ROOT / "models"))
        common = ["--data-dir", str(self.folder), "--aws-region", REGION, "--aws-endpoint-kms", self.kms]
        call = [os.environ["MPA_BIN"], "serve", "--listen", "127.0.0.1:0", "--models", models, *common, *options]
        self.process = subprocess.Popen(call, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError(f"the server did not start: {self.folder.parent}/log")
        self.client = Client(line.removeprefix("listening on ").strip())
        self.head = Session(self.client, "head", self.password)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


class Day:
    """An exam at whose station sheets are scanned."""

    def __init__(self, server: Server, code: str):
        head = server.head
        self.server, self.code = server, code
        self.exam = head.must("POST", "/api/exams", json={"name": code, "code": code})["id"]
        row = f"Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot\n{code}1,A,B,2001-02-03,T1,School,Morning"
        form = [("file", ("roster.csv", row.encode(), "text/csv"))]
        head.must("POST", f"/api/exams/{self.exam}/candidates/import", form=form)
        slot = head.everything(f"/api/slots?examId={self.exam}")[0]
        head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
        self.username, self.secret = f"op-{code}".lower(), secrets.token_urlsafe(18)
        account = {"username": self.username, "password": self.secret, "name": "op", "role": "operator"}
        made = head.must("POST", "/api/operators", json={**account, "centreId": slot["centreId"]})
        head.must("POST", "/api/slot/assign", json={"operatorId": made["id"], "slotId": slot["id"]})
        self.sheets: dict[str, bytes] = {}
        self.login()

    def login(self) -> None:
        self.operator = Session(self.server.client, self.username, self.secret)

    def scan(self, **options: object):
        barcode = f"S{self.code}{len(self.sheets):06}"
        page = draw.sheet(barcode)
        form = [("barcode", barcode), ("examId", self.exam), ("image", image("sheet.png", page))]
        reply = self.operator.post("/api/omr/scan", form=form, **options)
        if reply.status == 201:
            self.sheets[barcode] = page
        return reply

    def read(self, barcode: str, **options: object):
        return self.server.head.get(f"/api/omr/{self.exam}/{barcode}/image", **options)

    def all_there(self) -> bool:
        return all(self.read(barcode).body == page for barcode, page in list(self.sheets.items()))


def makers(folder: Path) -> Counter[str]:
    """Who has wrapped the keys of a store."""
    found: Counter[str] = Counter()
    with sqlite3.connect(f"file:{folder / 'mpa.db'}?mode=ro", uri=True) as db:
        for (wrapped,) in db.execute("SELECT wrapped FROM data_key UNION ALL SELECT wrapped FROM server_key"):
            length = int.from_bytes(wrapped[1:3], "big")
            found["file" if wrapped[0] == 1 else wrapped[3 : 3 + length].decode()] += 1
    return found


def swap(folder: Path, one: str, other: str) -> None:
    """Exchanges the wrapped keys of two exams, behind the program's back."""
    with sqlite3.connect(folder / "mpa.db", timeout=10) as db:
        read = "SELECT wrapped FROM data_key WHERE scope_id = ?"
        ids = [bytes.fromhex(exam.replace("-", "")) for exam in (one, other)]
        kept = [db.execute(read, (exam,)).fetchone()[0] for exam in ids]
        for exam, wrapped in zip(ids, reversed(kept)):
            db.execute("UPDATE data_key SET wrapped = ? WHERE scope_id = ?", (wrapped, exam))


def moves(server: Server, day: Day, targets: list[str]) -> None:
    """The keys move while somebody scans and reads."""
    is_over = threading.Event()
    refused: list[object] = []

    def load() -> None:
        while not is_over.is_set():
            reply = day.scan(patient=False)
            if reply.status != 201:
                refused.append(reply)
            newest = next(reversed(day.sheets))
            if day.read(newest, patient=False).body != day.sheets[newest]:
                refused.append(newest)

    loading = threading.Thread(target=load)
    loading.start()
    try:
        for target in targets:
            before = len(day.sheets)
            printed = server.command("keys", "rewrap", "--to", target)
            key = target.removeprefix("kms:")
            say(" 0 are left under another" in printed, f"rewrap to {key}: {printed.splitlines()[-2]}")
            say(set(makers(server.folder)) == {key}, f"all {makers(server.folder)[key]} rows say so")
            while len(day.sheets) < before + 5:
                time.sleep(0.1)
    finally:
        is_over.set()
        loading.join()
    say(not refused, f"nothing was refused meanwhile {refused[:1] or ''}")


def verified(server: Server, when: str) -> None:
    say("nothing was changed" in server.command("audit", "verify"), f"mpa audit verify {when}")


def checkpoint_is_good(server: Server, folder: Path, key: str) -> None:
    """A note of KMS, and what Python makes of it."""
    deadline = time.monotonic() + 30
    server.head.must("POST", "/api/exams", json={"name": "n", "code": f"N{secrets.token_hex(4)}".upper()})
    public = server.command("keys", "public")
    while True:
        view = server.head.must("GET", "/api/audit/checkpoint")
        if view["publicKey"] == public.splitlines()[-1] or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    (folder / "note").write_text(view["checkpoint"], encoding="utf-8")
    (folder / "keys").write_text(public, encoding="utf-8")
    check = [sys.executable, str(HERE.parent / "checkpoint_verify.py"), str(folder / "note"), str(folder / "keys")]
    done = subprocess.run(check, capture_output=True, text=True)
    say(done.returncode == 0 and key in done.stdout, f"a checkpoint signed by KMS: {done.stdout.strip()}")
    forged = re.sub(r"\n(\d+)\n", lambda found: f"\n{int(found[1]) + 1}\n", view["checkpoint"], count=1)
    (folder / "note").write_text(forged, encoding="utf-8")
    done = subprocess.run(check, capture_output=True, text=True)
    say(done.returncode == 1, f"with another size it is not: {done.stdout.strip()}")


def locked_bucket(endpoint: str) -> tuple[object, str]:
    s3 = boto3.client("s3", endpoint_url=endpoint, **WHO)
    bucket = f"checkpoints-{secrets.token_hex(4)}"
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}
    lock = {"ObjectLockEnabled": "Enabled", "Rule": rule}
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=lock)
    return s3, bucket


def is_locked(s3, bucket: str) -> None:
    deadline = time.monotonic() + 90
    while not (found := s3.list_object_versions(Bucket=bucket).get("Versions")) and time.monotonic() < deadline:
        time.sleep(1)
    say(bool(found), f"a checkpoint lies in the bucket: {found and found[0]['Key']}")
    version = {"Bucket": bucket, "Key": found[0]["Key"], "VersionId": found[0]["VersionId"]}
    text = s3.get_object(**version)["Body"].read().decode()
    say("\n\n\u2014 mpa/" in text, "it is a signed note")
    try:
        s3.delete_object(**version)
        say(False, "deleting it is refused")
    except ClientError as error:
        say(True, f"deleting it is refused: {error.response['Error']['Code']}")


def few_calls(day: Day, line: Proxy, images: int) -> None:
    """At most two calls an exam, copy and soft age. Checkpoints are signed beside that."""
    began = time.monotonic()
    for _ in range(images):
        day.scan()
    ages = int((time.monotonic() - began) / SOFT_S) + 1
    calls = sum(len(line.of(operation, began)) for operation in ("Decrypt", "GenerateDataKey", "Encrypt"))
    # Two scopes: the exam, and what belongs to none.
    say(calls <= 2 * 2 * ages, f"{calls} calls of KMS for {images} captures in {ages} soft ages")


def until_the_hard_age(day: Day, kms, key: str) -> None:
    barcode = next(iter(day.sheets))
    kms.disable_key(KeyId=key)
    began = time.monotonic()
    while (reply := day.read(barcode, patient=False)).status == 200 and time.monotonic() < began + 3 * HARD_S:
        time.sleep(0.2)
    took = time.monotonic() - began
    late = HARD_S - SOFT_S - 1 <= took <= HARD_S + 2
    say(late, f"a disabled key worked for {took:.1f} s (soft age {SOFT_S} s, hard age {HARD_S} s)")
    after = reply.headers.get("retry-after")
    say((reply.status, reply.code) == (503, "DEPENDENCY_UNAVAILABLE"), f"then {reply.status} {reply.code}")
    say(bool(after), f"Retry-After: {after}")
    ready = day.server.client.request("GET", "/health/ready", patient=False)
    keys = [it for it in ready.data["dependencies"] if it["name"] == "keys"]
    say(keys == [{"name": "keys", "kind": "kms", "state": "down"}] and ready.status == 200, f"/health/ready: {keys}")
    kms.enable_key(KeyId=key)
    began = time.monotonic()
    while day.read(barcode, patient=False).status != 200 and time.monotonic() < began + 10:
        time.sleep(0.2)
    say(day.read(barcode, patient=False).status == 200, f"enabled, it is well after {time.monotonic() - began:.1f} s")


def swapped(server: Server, one: Day, other: Day) -> None:
    barcode = next(iter(one.sheets))
    swap(server.folder, one.exam, other.exam)
    time.sleep(HARD_S + 1)
    reply = one.read(barcode, patient=False)
    say(reply.status >= 500, f"swapped by SQL, the wrapped keys of two exams are refused: {reply.status} {reply.code}")
    swap(server.folder, one.exam, other.exam)
    say(one.read(barcode).status == 200, "back in their places they are good")


def main() -> int:
    images = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    kms = boto3.client("kms", endpoint_url=os.environ["MPA_TEST_AWS"], **WHO)
    one, two = (f"kms:{kms.create_key()['KeyMetadata']['Arn']}" for _ in range(2))
    signing = kms.create_key(KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    line = counted(os.environ["MPA_TEST_AWS"])
    folder = Path(tempfile.mkdtemp(prefix="mpa-keys-"))
    print(f"     in {folder}")
    server = Server(folder / "data", line.url)
    add = ("user", "add", "--username", "head", "--role", "admin", "--password-stdin")
    server.command(*add, input=server.password + "\n")
    server.start("--keys", "file")
    try:
        day, other = Day(server, "KEYS"), Day(server, "OTHER")
        for _ in range(images):
            day.scan()
        other.scan()
        say(set(makers(server.folder)) == {"file"}, f"{len(day.sheets)} images under the key file")
        moves(server, day, [one, two])
        say(day.all_there(), f"all {len(day.sheets)} images are what they were")
        verified(server, "beside the server that began with the key file")
        server.stop()
        witness = ["--checkpoint-key", f"kms:{signing}"]
        endpoint = os.environ.get("MPA_TEST_S3")
        if endpoint:
            s3, bucket = locked_bucket(endpoint)
            witness += ["--checkpoints-to", f"s3://{bucket}/here", "--aws-endpoint-s3", endpoint, "--s3-sse", "none"]
        ages = ["--key-soft-age", str(SOFT_S), "--key-hard-age", str(HARD_S)]
        (server.folder / "mpa.key").rename(folder / "old.key")
        server.start("--keys", two, *ages, *witness)
        for it in (day, other):
            it.login()
        say(day.all_there(), "and with KMS alone, without the key file")
        checkpoint_is_good(server, folder, "signed by mpa/")
        few_calls(day, line, images)
        until_the_hard_age(day, kms, two.removeprefix("kms:"))
        swapped(server, day, other)
        if endpoint:
            is_locked(s3, bucket)
        verified(server, "with checkpoints of both keys")
        server.stop()
        (folder / "old.key").rename(server.folder / "mpa.key")
        printed = server.command("keys", "rewrap", "--to", "file")
        say(set(makers(server.folder)) == {"file"}, f"and back: {printed.splitlines()[-2]}")
        server.start("--keys", "file")
        day.login()
        say(day.all_there(), f"all {len(day.sheets)} images are what they were")
        verified(server, "at the end, with checkpoints of three times")
    finally:
        if server.process and server.process.poll() is None:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
