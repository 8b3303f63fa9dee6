"""What leaves the program, as the proxies wrote it down: sealed, told to be sealed again, and naming nobody."""

import secrets

from aws.account import BUCKET, PREFIX
from aws.effects import Stage
from faults.hall import picture
from kit import draw
from kit.client import Form, image
from probe.report import at_once

AT_ONCE = 20
# How images begin: JPEG, PNG, BMP, WebP, GIF, TIFF, JPEG 2000, WSQ.
MAGIC = [b"\xff\xd8\xff", b"\x89PNG", b"BM", b"RIFF", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP", b"\xff\xa0"]
WRITES = ("PutObject", "CreateMultipartUpload")


def fill(stage: Stage, candidates: list[dict]) -> None:
    """A day's files: a fingerprint of each candidate and a sheet, the faces of some, a package."""
    hall = stage.hall

    def one(candidate: dict) -> None:
        hall.attend(candidate)
        form: Form = [*hall.whom(candidate).items(), ("fingerprintImage", image("f.png", draw.fingerprint(candidate["id"])))]
        captured = hall.first.post("/api/fingerprint/capture", form=form)
        assert captured.status == 201, captured
        barcode = f"X-{secrets.token_hex(5)}"
        assert hall.scan(barcode, draw.sheet(barcode)).status == 201

    for start in range(0, len(candidates), AT_ONCE):
        some = candidates[start : start + AT_ONCE]

        def work(place: int, some: list[dict] = some):
            one(some[place])
            return hall.client.request("GET", "/health/live")

        assert len(at_once(len(some), work)) == len(some)
    hall.attend(hall.obama)
    assert hall.verify(hall.obama, picture("obama2.jpg")).status == 200
    hall.capture_token()


def check(stage: Stage, long: bool) -> list[str]:
    """All requests and all objects; what is wrong."""
    proxies, hall = stage.two.peers.proxies, stage.hall
    people = [*hall.people, hall.obama, hall.biden]
    rolls = {person["rollNumber"].encode() for person in people}
    ids = {person["id"].encode() for person in people} | {hall.first.id.encode()}
    names = {f"Person {person['rollNumber']}".encode() for person in people}
    # A thousand words are looked for in each request; the rest in what lies in the bucket.
    words = set(sorted(rolls)[:500]) | set(sorted(names)[:500])
    first = {name: len(proxy.calls) for name, proxy in proxies.items()}
    before = set(stage.account.names())
    # The tables are meant to hold roll numbers; nothing else is.
    for name in ("s3", "kms", "sns"):
        proxies[name].words = words
    fill(stage, hall.people)
    made = {name: proxy.calls[first[name] :] for name, proxy in proxies.items()}
    wrong: list[str] = []
    writes = [call for call in made["s3"] if call.operation in WRITES]
    bare = [call for call in writes if "x-amz-server-side-encryption" not in call.headers]
    keyless = [c for c in writes if not c.headers.get("x-amz-server-side-encryption-aws-kms-key-id")]
    wrong += [f"{len(bare)} writes without SSE, such as {bare[0].path}"] if bare else []
    wrong += [f"{len(keyless)} writes without the key of SSE"] if keyless else []
    pictures = [call for call in writes if any(call.first.startswith(magic) for magic in MAGIC)]
    wrong += [f"{len(pictures)} bodies begin as an image, such as {pictures[0].path}"] if pictures else []
    telling = [call for calls in made.values() for call in calls if call.found]
    wrong += [f"{len(telling)} requests hold {telling[0].found}: {telling[0].operation}"] if telling else []
    named = [call for call in made["s3"] if any(one.decode() in call.path for one in ids)]
    wrong += [f"{len(named)} names hold an id, such as {named[0].path}"] if named else []
    lying = {name: stage.account.content(name) for name in stage.two.names()}
    begins = [name for name, body in lying.items() if any(body.startswith(magic) for magic in MAGIC)]
    # What is sealed begins at random: one in 65,536 begins with the two letters of a BMP.
    begins = [name for name in begins if not lying[name].startswith(b"BM") or len(begins) > 3]
    holds = [name for name, body in lying.items() if any(roll in body for roll in rolls)]
    wrong += [f"{len(begins)} objects begin as an image"] if begins else []
    wrong += [f"{len(holds)} objects hold a roll number"] if holds else []
    astray = [name for name in stage.account.names() if name not in before and not name.startswith(PREFIX + "/")]
    wrong += [f"{len(astray)} objects of {BUCKET} are not below {PREFIX}"] if astray else []
    wanted = 10_000 if long else 100
    wrong += [f"only {len(lying)} objects, {wanted} are to be looked at"] if len(lying) < wanted else []
    counts = {name: len(calls) for name, calls in made.items() if calls}
    print(f"  {len(lying)} objects, {len(writes)} writes; requests: {counts}; for each candidate: "
          f"{ {name: round(count / len(hall.people), 2) for name, count in counts.items()} }", flush=True)
    return wrong
