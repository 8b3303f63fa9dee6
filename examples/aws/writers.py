"""Fifty writers at two copies: one winner each for a barcode, a candidate's sheet and a password, round after round."""

import secrets
import uuid
from collections import Counter
from collections.abc import Callable
from copy import copy

from aws.effects import GENERATE, VERIFY, Stage
from aws.kills import compared
from kit.client import Client, Reply, Session
from probe.report import at_once

WRITERS = 50
OPERATORS = 10


class Crowd:
    """Operators, each with writers at both copies and an address of its own: wrong passwords are counted by address."""

    def __init__(self, stage: Stage):
        self.stage, hall = stage, stage.hall
        people = [hall.operator(hall.centre_a, hall.slot) for _ in range(OPERATORS)]
        copies = stage.two.copies
        self.writers = [self.at(copies[n // OPERATORS % 2].port, people[n % OPERATORS]) for n in range(WRITERS)]

    def at(self, port: int, person: Session) -> Session:
        """The same person, at a copy."""
        seen = copy(person)
        number = uuid.UUID(person.id).int
        seen.client = Client(f"http://127.0.0.1:{port}", f"127.{number % 200 + 1}.{number // 200 % 250}.{number // 50_000 % 250 + 1}")
        return seen

    def at_once(self, call: Callable[[Session, int], Reply]) -> list[Reply]:
        return at_once(WRITERS, lambda n: call(self.writers[n], n))


def told(replies: list[Reply]) -> dict[str, int]:
    return dict(Counter(f"{reply.status} {reply.code or ''}".strip() for reply in replies))


def lost_by(replies: list[Reply], won: int, code: str) -> list[Reply]:
    """Those who did not win; each is told the same, or to come again."""
    losers = [reply for reply in replies if reply.status != won]
    strange = [r for r in losers if (r.status, r.code) != (409, code) and r.status not in (429, 503)]
    assert not strange, f"{told(replies)}, such as {strange[0]}"
    return losers


def barcode(crowd: Crowd) -> None:
    """Fifty scans of one barcode."""
    text, exam = f"W-{secrets.token_hex(5)}", crowd.stage.hall.exam
    replies = crowd.at_once(lambda who, _: who.post("/api/omr/scan", {"examId": exam, "barcode": text}))
    assert WRITERS - len(lost_by(replies, 201, "BARCODE_EXISTS")) == 1, told(replies)


def sheet(crowd: Crowd, candidate: dict) -> None:
    """Fifty sheets for one candidate."""
    hall = crowd.stage.hall
    hall.attend(candidate)
    sheets = [f"W-{secrets.token_hex(5)}" for _ in range(WRITERS)]
    scanned = crowd.at_once(lambda who, n: who.post("/api/omr/scan", {"examId": hall.exam, "barcode": sheets[n]}))
    assert all(reply.status == 201 for reply in scanned), told(scanned)

    def bind(who: Session, n: int) -> Reply:
        body = {"examId": hall.exam, "barcode": sheets[n], "rollNumber": candidate["rollNumber"]}
        return who.post("/api/omr/validate", body)

    replies = crowd.at_once(bind)
    assert WRITERS - len(lost_by(replies, 200, "CANDIDATE_HAS_OMR")) == 1, told(replies)
    bound = [reply.data["barcode"] for reply in replies if reply.status == 200]
    shown = hall.head.must("GET", f"/api/candidates/{hall.exam}/{candidate['id']}")["omr"]["barcode"]
    assert [shown] == bound, (shown, bound)


def password(crowd: Crowd) -> None:
    """Fifty uses of one password by ten people: one of them gets the download, the others what a wrong one gets."""
    stage, exam = crowd.stage, crowd.stage.hall.exam
    made = stage.hall.head.must("POST", GENERATE, json={"examId": exam})
    replies = crowd.at_once(lambda who, _: who.post(VERIFY, {"examId": exam, "password": made["password"]}, patient=False))
    won = {crowd.writers[n].id for n, reply in enumerate(replies) if reply.status == 200}
    assert len(won) == 1, f"{len(won)} have it: {told(replies)}"
    # A wrong password whose check character fits: another one, used up.
    wrong = [reply for n, reply in enumerate(replies) if reply.status == 403 and crowd.writers[n].id not in won]
    fresh = crowd.at(stage.copy.port, stage.hall.operator(stage.hall.centre_a, stage.hall.slot))
    typed = made["password"][:-1] + ("A" if made["password"][-1] != "A" else "B")
    mistaken = fresh.post(VERIFY, {"examId": exam, "password": typed})
    assert wrong and {bare(reply) for reply in wrong} == {bare(mistaken)}, (wrong[:1], mistaken)
    taken = stage.two.sql(f"SELECT count(*) FROM download WHERE password_id = '{made['passwordId']}'")
    assert taken == [("1",)], taken


def bare(reply: Reply) -> tuple:
    """What a refusal says, without what names the request."""
    said = {name: value for name, value in reply.envelope.items() if name not in ("requestId", "timestamp")}
    return reply.status, repr(sorted(said.items()))


def check(stage: Stage, rounds: int) -> list[str]:
    """So many rounds of each; then the stores agree."""
    failed = []
    for number in range(1, rounds + 1):
        crowd = Crowd(stage)
        candidates = stage.hall.people
        for kind in (barcode, lambda crowd: sheet(crowd, candidates.pop()), password):
            name = kind.__doc__ or "Fifty sheets for one candidate."
            try:
                kind(crowd)
            except Exception as error:  # noqa: BLE001: whatever it is, this round failed
                failed.append(f"round {number}: {name}")
                print(f"  FAIL round {number}, {name} {type(error).__name__} {' '.join(str(error).split())[:400]}", flush=True)
        print(f"  round {number} of {rounds}", flush=True)
    alike, said = compared(stage.two)
    print(f"  mpa aws check: {said}", flush=True)
    return failed + ([] if alike else ["the stores differ"])
