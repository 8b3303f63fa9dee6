"""A device at the centre: its clock, its queue and the records that it makes."""

import base64
import hashlib
import json
import random
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from kit.client import Form, image, multipart

# How far each device's clock is ahead, in seconds: some by minutes, one by hours.
CLOCKS_AHEAD_S = (0, 0, 190, -420, 40, 0, -5 * 3600, 75)


@dataclass(frozen=True)
class Captor:
    """Who captures, and the token of their package that proves it."""

    id: str
    token: str


@dataclass(frozen=True)
class Record:
    """One capture. `picture` is the name and content of its image."""

    id: str
    device: str
    operator: str
    kind: str
    roll: str
    candidate: str
    captured_at: datetime
    token: str
    data: dict[str, Any]
    picture: tuple[str, bytes] | None = None

    @property
    def digest(self) -> str | None:
        """SHA-256 of the image."""
        return hashlib.sha256(self.picture[1]).hexdigest() if self.picture else None

    def as_json(self, inline: bool) -> dict[str, Any]:
        """As a batch holds it; an image that is not `inline` is a part of its own."""
        data = dict(self.data)
        if self.picture and inline:
            data["image"] = base64.b64encode(self.picture[1]).decode()
        # Stations know the roll number from the admit card, or the id from the package.
        whom = {"rollNumber": self.roll} if int(self.id[-1], 16) % 2 else {"candidateId": self.candidate}
        return {
            "id": self.id,
            "entityType": self.kind,
            **whom,
            "capturedAt": written(self.captured_at),
            "captureToken": self.token,
            "data": data,
        }


def written(moment: datetime) -> str:
    """RFC 3339 in UTC, to the microsecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass
class Device:
    """The device of one operator. `ahead` is what its clock is wrong by."""

    id: str
    captor: Captor
    ahead: timedelta
    chance: random.Random
    queue: list[Record] = field(default_factory=list)

    def now(self) -> datetime:
        """What the device believes to be the time."""
        return datetime.fromtimestamp(time.time(), timezone.utc) + self.ahead

    def new_id(self) -> str:
        """A UUIDv7 (RFC 9562) of the device's own clock."""
        milliseconds = int(self.now().timestamp() * 1000)
        number = milliseconds << 80 | 7 << 76 | self.chance.getrandbits(12) << 64
        return str(uuid.UUID(int=number | 2 << 62 | self.chance.getrandbits(62)))

    def capture(
        self,
        kind: str,
        whom: tuple[str, str],
        data: dict[str, Any],
        picture: tuple[str, bytes] | None = None,
        by: Captor | None = None,
    ) -> Record:
        """A new record of the candidate `whom` (roll number and id), now by the device's clock."""
        roll, candidate = whom
        captor = by or self.captor
        record = Record(
            id=self.new_id(),
            device=self.id,
            operator=captor.id,
            kind=kind,
            roll=roll,
            candidate=candidate,
            captured_at=self.now(),
            token=captor.token,
            data=data,
            picture=picture,
        )
        self.queue.append(record)
        return record

    def batch(self, exam: str, records: list[Record], as_form: bool) -> tuple[bytes, str]:
        """The body and content type of an upload: a form, or JSON with the images in base64."""
        batch = {
            "examId": exam,
            "deviceId": self.id,
            "deviceTime": written(self.now()),
            "records": [record.as_json(inline=not as_form) for record in records],
        }
        if not as_form:
            return json.dumps(batch).encode(), "application/json"
        form: Form = [("batch", ("batch.json", json.dumps(batch).encode(), "application/json"))]
        for record in records:
            if record.picture:
                form.append((record.id, image(*record.picture)))
        return multipart(form)
