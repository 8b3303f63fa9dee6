"""Whose a bucket is: a second installation is refused at the start, and a database that was set back sweeps nothing
until somebody says so."""

import secrets
import time

from aws.effects import Stage
from aws.two import Two
from kit import draw

# The mark in the bucket changes every 15 s, and what nobody names is swept five seconds after that.
MARK_S, SWEPT_WITHIN_S = 20.0, 60.0
SHEETS = 5


def second(two: Two) -> list[str]:
    """Another database on the same bucket; what was wrong."""
    other = Two(two.binary, two.peers, two.account, said=two.said, tag=two.tag)
    try:
        other.begin()
    except AssertionError as refused:
        sentence = str(refused).strip().splitlines()[-1]
        print(f"  {sentence}", flush=True)
        return [] if "another installation" in sentence or "store-id" in sentence else ["a refusal without a reason"]
    finally:
        other.end()
    return ["a second installation on one bucket has started"]


def sheets(stage: Stage) -> None:
    """Some sheets with pictures, which lie in the bucket."""
    for _ in range(SHEETS):
        barcode = f"B-{secrets.token_hex(5)}"
        who = stage.who(stage.hall.first)
        assert stage.hall.scan(barcode, draw.sheet(barcode), who=who).status == 201


def set_back(stage: Stage) -> list[str]:
    """The database as it was before some of the files came; what was wrong."""
    two = stage.two
    for copy in two.copies:
        copy.stop()
    now = two.sql("SELECT current_database()")[0][0]
    before = f"mpa_{secrets.token_hex(4)}"
    postgres = two.peers.postgres
    postgres.sql(postgres.url("postgres"), f"CREATE DATABASE {before} TEMPLATE {now}")
    for copy in two.copies:
        copy.start()
    sheets(stage)
    time.sleep(MARK_S)
    for copy in two.copies:
        copy.stop()
    there = two.names()
    two.database, two.straight = (url.replace(now, before) for url in (two.database, two.straight))
    for copy in two.copies:
        copy.start()
    time.sleep(MARK_S + 10)
    gone = there - two.names()
    said = " ".join(two.command("sweep", "status").stdout.split())
    print(f"  set back: {len(gone)} of {len(there)} files gone; {said}", flush=True)
    wrong = [f"{len(gone)} files were swept"] if gone else []
    wrong += [] if "set back" in said else ["`mpa sweep status` does not say why"]
    two.command("sweep", "allow")
    until = time.monotonic() + SWEPT_WITHIN_S
    while len(swept := there - two.names()) < SHEETS and time.monotonic() < until:
        time.sleep(1)
    print(f"  allowed: {len(swept)} files that nobody names are gone", flush=True)
    return wrong + ([] if len(swept) == SHEETS else [f"{len(swept)} files were swept, not {SHEETS}"])


def check(stage: Stage) -> list[str]:
    """Both; what was wrong."""
    sheets(stage)
    time.sleep(MARK_S)
    return second(stage.two) + set_back(stage)
