"""The steps of backup-drill.sh that want more than a shell: a day, rows, files, what has to work afterwards.

Reads URL, ADMIN, ADMIN_PASSWORD and WORK from the environment; backup-drill.sh sets them.
"""

import csv
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

from kit.client import Client, Session, Unexpected

# A store's own: see store/src/copies/mod.rs.
OWN = {"_sqlx_migrations", "backup_run", "pulse", "store_hold"}


def note() -> Path:
    """Where the day leaves what the later steps need."""
    return Path(os.environ["WORK"]) / "day.json"


def head() -> Session:
    """Head office, logged in."""
    return Session(Client(os.environ["URL"]), os.environ["ADMIN"], os.environ["ADMIN_PASSWORD"])


def day(faces: Path, candidates: int) -> None:
    """Both stations for the first few candidates of a roster."""
    import exam_day

    small = Path(os.environ["WORK"]) / "faces"
    small.mkdir()
    (small / "images").symlink_to(faces / "images")
    with open(faces / "roster.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[:candidates]
    with open(small / "roster.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    roster = exam_day.read_roster(small)
    office = head()
    exam, imported = exam_day.create_exam(office, "Drill", small, exam_day.photo_archive(small, roster))
    centres = exam_day.employ(office, office.client, {candidate.centre for candidate in roster})
    exam_day.assign(office, exam, centres)
    queue = [(candidate, small / candidate.live) for candidate in roster]
    outcomes = exam_day.run_day(office, exam, centres, queue, exam_day.both_stations)
    wrong = [outcome.error for outcome in outcomes if outcome.error]
    if wrong:
        raise Unexpected("; ".join(wrong))
    code, centre = next(iter(centres.items()))
    people = {"operator": centre.operator, "supervisor": centre.supervisor}
    logins = {role: [who.username, who.password] for role, who in people.items()}
    note().write_text(json.dumps({"exam": exam.id, "centre": code, **logins}))
    print(f"{len(outcomes)} candidates through both stations, {sum(o.verified for o in outcomes)} verified; {imported}")


def package() -> None:
    """A download package, fetched by a supervisor; the digests of what is in it."""
    known = json.loads(note().read_text())
    office = head()
    made = office.must("POST", "/api/admin/download/password/generate", json={"examId": known["exam"]})
    who = Session(office.client, *known["supervisor"])
    body = {"examId": known["exam"], "password": made["password"]}
    given = who.must("POST", "/api/admin/download/verify", json=body)
    reply = who.get(given["packageUrl"], headers={"x-download-token": given["downloadToken"]})
    if reply.status != 200:
        raise Unexpected(f"the package: {reply}")
    with zipfile.ZipFile(io.BytesIO(reply.body)) as archive:
        for name in sorted(archive.namelist()):
            # The manifest has its own moment and id; it names the others' digests.
            if name.startswith("manifest"):
                continue
            content = archive.read(name)
            if name == "exam.json":
                # The download's id, moment and token are its own; JSON has no order.
                exam = {key: json.loads(content)[key] for key in ("format", "exam", "centres", "slots")}
                content = json.dumps(exam, sort_keys=True).encode()
            print(f"{hashlib.sha256(content).hexdigest()}  {name}")


def after() -> None:
    """What has to work on a restored store."""
    known = json.loads(note().read_text())
    office = head()
    listed = office.everything(f"/api/candidates/{known['exam']}")
    print(f"logged in as {office.username}; {len(listed)} candidates")
    for role in ("supervisor", "operator"):
        print(f"logged in as {Session(office.client, *known[role]).username}")


def rows(store: str) -> None:
    """How many rows each table has."""
    if store.startswith("sqlite:"):
        connection = sqlite3.connect(f"file:{store.removeprefix('sqlite:')}?mode=ro", uri=True)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        count = {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in tables}
    else:
        def ask(sql: str) -> str:
            command = ["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", store, "-c", sql]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

        tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").split()
        count = {name: int(ask(f"SELECT COUNT(*) FROM {name}")) for name in tables}
    for name in sorted(count.keys() - OWN):
        print(f"{name} {count[name]}")


def files(data_dir: Path) -> None:
    """The digests of the encrypted files of a data directory."""
    for path in sorted((data_dir / "blobs").rglob("*")):
        if path.is_file():
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(data_dir)}")


def s3(endpoint: str):
    """A client of S3, and one of KMS."""
    import boto3
    from botocore.config import Config

    config = Config(s3={"addressing_style": "path"})
    return [
        boto3.client(name, endpoint_url=endpoint, region_name=os.environ["AWS_REGION"], config=config)
        for name in ("s3", "kms")
    ]


def amazon(endpoint: str) -> None:
    """Makes a bucket and a key of KMS, and names them."""
    client, kms = s3(endpoint)
    bucket = f"drill-{os.urandom(4).hex()}"
    region = {"LocationConstraint": os.environ["AWS_REGION"]}
    client.create_bucket(Bucket=bucket, CreateBucketConfiguration=region)
    print(bucket, kms.create_key(Description="backup drill")["KeyMetadata"]["Arn"])


def bucket(endpoint: str, name: str, prefix: str) -> None:
    """The digests of the encrypted files below a prefix of a bucket."""
    client, _ = s3(endpoint)
    lines = []
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=name, Prefix=f"{prefix}blobs/"):
        for item in page.get("Contents", []):
            content = client.get_object(Bucket=name, Key=item["Key"])["Body"].read()
            lines.append(f"{hashlib.sha256(content).hexdigest()}  {item['Key'].removeprefix(prefix)}")
    print("\n".join(sorted(lines, key=lambda line: line.split("  ")[1])))


def main() -> None:
    """Runs the step that is named."""
    step, *rest = sys.argv[1:]
    if step == "day":
        day(Path(rest[0]), int(rest[1]))
    elif step == "files":
        files(Path(rest[0]))
    else:
        {"package": package, "after": after, "rows": rows, "amazon": amazon, "bucket": bucket}[step](*rest)


if __name__ == "__main__":
    main()
