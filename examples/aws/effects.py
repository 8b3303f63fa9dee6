"""Calls that change something in two stores, each with the count of what has become of it: one, however often asked.

`act` can be repeated until it succeeds. `count` is asked past the program: of SQL, of the bucket, the tables, the queues.
"""

import io
import json
import math
import secrets
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aws.account import Account, client
from aws.calls import Call
from aws.peers import PORTS
from aws.two import Copy, Two
from faults.hall import HEADER, Hall, picture
from kit import draw
from kit.client import Client, Form, Reply, Session, image

SETTLED_WITHIN_S = 30.0
PATIENT_FOR_S = 180.0
BIG_SIDE_PX = 3000


class Patience:
    """How long is waited for what should come: as long as whoever waits says, and never longer than `at_most`."""

    at_most = math.inf

    @classmethod
    def of(cls, seconds: float) -> float:
        return min(seconds, cls.at_most)


@dataclass
class Stage:
    """Where an effect takes place: an exam that is on, and the copy that is asked."""

    two: Two
    account: Account
    hall: Hall
    copy: Copy

    def who(self, session: Session) -> Session:
        return self.copy.as_seen(session)


def patiently(call: Callable[[], Reply], wanted: tuple[int, ...] = (200, 201)) -> Reply:
    """Comes again as long as the server says so, or the line breaks."""
    until = time.monotonic() + PATIENT_FOR_S
    while True:
        try:
            reply = call()
        except OSError:
            reply = None
        if reply is not None and reply.status in wanted:
            return reply
        assert reply is None or is_passing(reply), f"told: {reply}"
        assert time.monotonic() < until, f"out of patience: {reply}"
        time.sleep(0.5)


def is_passing(reply: Reply) -> bool:
    """A 503, or a 429, that says when to come again."""
    return reply.status in (429, 503) and int(reply.headers.get("retry-after", "0") or 0) > 0


class Effect:
    """One operation of one service, and the call that needs it."""

    service = ""
    operation = ""
    # Whether the call itself waits for the operation; else it happens afterwards.
    waits = True
    # Which requests of the operation are this one's.
    of: Callable[[Call], bool] | None = None

    def __init__(self, stage: Stage):
        self.stage, self.key = stage, secrets.token_hex(12)
        self.prepare()

    def prepare(self) -> None:
        """What has to be there before."""

    def act(self) -> Reply:
        """The call; the same each time."""
        raise NotImplementedError

    def count(self) -> int:
        """How often it has come about."""
        raise NotImplementedError

    def settled(self, seconds: float = SETTLED_WITHIN_S) -> int:
        """The count when it is one, or what it is after so many seconds."""
        until = time.monotonic() + Patience.of(seconds)
        while (counted := self.count()) != 1 and time.monotonic() < until:
            time.sleep(0.3)
        return counted

    def number(self, text: str) -> int:
        """The number that a statement gives."""
        return int(self.stage.two.sql(text)[0][0])


def of_a_file(call: Call) -> bool:
    """Whether an object is a file of the exam: not the mark of the store, nor what readiness writes."""
    return "/blobs/" in call.path


class PutObject(Effect):
    """A sheet with its picture: one picture of it, and the bucket gives it back."""

    service, operation, of = "s3", "PutObject", staticmethod(of_a_file)

    def prepare(self) -> None:
        self.barcode = f"E-{secrets.token_hex(5)}"
        self.picture = self.drawn()

    def drawn(self) -> bytes:
        return draw.sheet(self.barcode)

    def act(self) -> Reply:
        texts: Form = [("examId", self.stage.hall.exam), ("barcode", self.barcode)]
        form: Form = [*texts, ("image", image("sheet.png", self.picture))]
        who = self.stage.who(self.stage.hall.first)
        return who.post("/api/omr/scan", form=form, key=self.key, patient=False)

    def count(self) -> int:
        hall = self.stage.hall
        seen = self.stage.who(hall.supervisor).get(f"/api/omr/{hall.exam}/{self.barcode}/image", patient=False)
        if seen.status != 200 or seen.body != self.picture:
            return 0
        first = f"SELECT blob_id FROM omr_sheet WHERE barcode = '{self.barcode}' AND blob_id IS NOT NULL"
        more = f"SELECT blob_id FROM sheet_picture WHERE barcode = '{self.barcode}'"
        return self.number(f"SELECT count(*) FROM ({first} UNION ALL {more}) AS pictures")


class CompleteMultipartUpload(PutObject):
    """The same with a picture of nine million bytes, which goes up in parts."""

    operation = "CompleteMultipartUpload"

    def drawn(self) -> bytes:
        rows = [bytes([255 - (y + secrets.randbelow(3)) % 7]) * BIG_SIDE_PX for y in range(BIG_SIDE_PX)]
        return draw.png(rows, BIG_SIDE_PX, level=0)


class DeleteObject(Effect):
    """An object that no row names, as a kill between the two stores leaves it: the sweep takes it away."""

    service, operation, waits = "s3", "DeleteObject", False

    def prepare(self) -> None:
        """One of the program's own objects under a new name of its kind."""
        before = self.stage.two.names()
        sheet = PutObject(self.stage)
        proxy = self.stage.two.peers.proxies["s3"]
        killed = proxy.at("after", "PutObject", self.stage.copy.kill, of_a_file)
        try:
            sheet.act()
        except OSError:
            pass
        assert killed.over.wait(SETTLED_WITHIN_S), "no object was written"
        self.stage.copy.start()
        self.left = self.stage.two.names() - before
        assert self.left, "nothing was left behind"
        self.of = lambda call: call.key in self.left

    def act(self) -> Reply:
        return self.stage.copy.client.request("GET", "/health/live", patient=False)

    def count(self) -> int:
        return 1 if not self.left & self.stage.two.names() else 0


class GenerateDataKey(Effect):
    """A new exam with one photograph: one key that its files are sealed with."""

    service, operation = "kms", "GenerateDataKey"

    def prepare(self) -> None:
        self.code, self.tag = f"K{secrets.token_hex(5)}".upper(), secrets.token_hex(3).upper()

    def act(self) -> Reply:
        head = self.stage.copy.head()
        body = {"name": "With a key", "code": self.code}
        made = head.post("/api/exams", body, key=self.key, patient=False)
        if made.status != 201:
            return made
        self.exam = made.data["id"]
        row = f"{self.tag},Person,Father,2001-02-03,F,{self.stage.hall.centre_a['code']},Centre,Noon,biden.jpg"
        roster = ("file", ("roster.csv", f"{HEADER}\n{row}\n".encode(), "text/csv"))
        form: Form = [roster, ("photos", ("photos.zip", zipped("biden.jpg"), "application/zip"))]
        return head.post(f"/api/exams/{self.exam}/candidates/import", form=form, patient=False)

    def count(self) -> int:
        exams = self.number(f"SELECT count(*) FROM exam WHERE code = '{self.code}'")
        keys = self.number(f"SELECT count(*) FROM data_key WHERE scope_id = '{self.exam}'")
        return keys if exams == 1 else -exams


class Sign(Effect):
    """A change: its checkpoint is signed once, and the tree has no other of that size."""

    service, operation, waits = "kms", "Sign", False

    def act(self) -> Reply:
        body = {"code": f"S{secrets.token_hex(6)}".upper(), "name": "To be signed"}
        made = self.stage.copy.head().post("/api/centres", body, patient=False)
        if made.status == 201:
            # The entry may have no number yet.
            self.size = self.number("SELECT count(*) FROM journal")
        return made

    def count(self) -> int:
        sizes = self.stage.two.sql("SELECT size, count(*) FROM journal_checkpoint GROUP BY size")
        covering = [int(size) for size, _ in sizes if int(size) >= self.size]
        doubled = [size for size, count in sizes if int(count) != 1]
        return 0 if not covering else -len(doubled) if doubled else 1


class PutItem(Effect):
    """A password that head office makes: the one that was told opens one download, of one operator."""

    service, operation = "dynamodb", "PutItem"

    def prepare(self) -> None:
        hall = self.stage.hall
        self.one, self.other = hall.operator(hall.centre_a, hall.slot), hall.operator(hall.centre_a, hall.slot)
        self.told: str | None = None
        self.opened: list[int] = []

    def act(self) -> Reply:
        made = self.stage.copy.head().post(GENERATE, {"examId": self.stage.hall.exam}, patient=False)
        if made.status == 201:
            self.told = made.data["password"]
        return made

    def count(self) -> int:
        if self.told is None:
            return 0
        if not self.opened:
            self.opened = [self.use(who) for who in (self.one, self.other)]
        return self.opened.count(200) if set(self.opened) == {200, 403} else -1

    def use(self, who: Session) -> int:
        """What an operator is told who types the password."""
        return patiently(lambda: self.typed(who), (200, 403)).status

    def typed(self, who: Session) -> Reply:
        """From an address of its own: wrong passwords are counted by address."""
        here = self.stage.who(who)
        address = f"127.77.{secrets.randbelow(250) + 1}.{secrets.randbelow(250) + 1}"
        here.client = Client(f"http://{here.client.host}:{here.client.port}", address)
        asked = {"examId": self.stage.hall.exam, "password": self.told}
        return here.post(VERIFY, asked, patient=False)


class UpdateItem(PutItem):
    """A password that is used: one download, and nobody else gets one."""

    operation = "UpdateItem"

    def prepare(self) -> None:
        super().prepare()
        assert super().act().status == 201
        self.given: Reply | None = None

    def act(self) -> Reply:
        # It opens one download: whoever has that need not, and may not, type it again.
        if self.given is None:
            reply = self.typed(self.one)
            self.given = reply if reply.status == 200 else None
            return reply
        again = self.typed(self.one)
        assert again.status == 403, again
        return self.given

    def count(self) -> int:
        if not self.opened:
            self.opened = [self.use(self.other)]
        given = self.number(f"SELECT count(*) FROM download WHERE operator_id IN ('{self.one.id}', '{self.other.id}')")
        return given if self.opened == [403] else -1


class PublishBatch(Effect):
    """A setting that is loosened: its alert goes out as one notice, however often it is sent."""

    service, operation, waits = "sns", "PublishBatch", False

    def prepare(self) -> None:
        self.heard: set[str] = set()
        self.reason = f"a reason {self.key}"
        self.alert = ""
        # An exam of its own: of many alike alerts only the first are told.
        self.exam = Hall(self.stage.copy, people=1, faces=False).exam

    def alerts(self) -> list[str]:
        """The alerts of the exam."""
        return [alert["id"] for alert in self.stage.copy.head().everything(f"/api/alerts/{self.exam}")]

    def act(self) -> Reply:
        path = f"/api/exams/{self.exam}"
        head = self.stage.copy.head()
        tight = head.patch(path, {"settings": {"graceMinutes": 1}, "reason": "before"}, patient=False)
        if tight.status != 200:
            return tight
        before = self.alerts()
        wider = {"settings": {"graceMinutes": 2 + secrets.randbelow(200)}, "reason": self.reason}
        made = head.patch(path, wider, patient=False)
        if made.status == 200:
            new = [alert for alert in self.alerts() if alert not in before]
            self.alert = new[0] if new else ""
        return made

    def count(self) -> int:
        for message in self.stage.account.hear(self.stage.account.everything):
            said = json.loads(message["Message"])
            if self.alert and self.alert in message["Message"]:
                self.heard.add(str(said.get("noticeId") or said.get("id")))
        return len(self.heard)


class CompareFaces(Effect):
    """A live picture at the station: one attempt, and it verifies."""

    service, operation = "rekognition", "CompareFaces"

    def prepare(self) -> None:
        self.hall = Hall(self.stage.copy, people=1, settings={"faceEngine": "rekognition"})
        self.hall.attend(self.hall.obama)

    def act(self) -> Reply:
        form: Form = [*self.hall.whom(self.hall.obama).items()]
        form.append(("liveFaceImage", image("live.jpg", picture("obama2.jpg"))))
        who = self.stage.who(self.hall.first)
        return who.post("/api/face/verify", form=form, key=self.key, patient=False)

    def count(self) -> int:
        head = self.stage.copy.head()
        found = head.must("GET", f"/api/candidates/{self.hall.exam}/{self.hall.obama['id']}").get("face") or {}
        return found.get("attempts", 0) if found.get("verified") else 0


class IndexFaces(Effect):
    """An enrolled photograph: one face of the candidate in the exam's collection."""

    service, operation, waits = "rekognition", "IndexFaces", False
    photo = "astronaut.png"

    def prepare(self) -> None:
        self.hall = Hall(self.stage.copy, people=2, settings={"faceEngine": "rekognition"})
        self.candidate = self.hall.people[0]
        until = time.monotonic() + Patience.of(SETTLED_WITHIN_S)
        while len(self.collection()) < 2:
            assert time.monotonic() < until, "the photographs of the roster were not indexed"
            time.sleep(0.3)

    def act(self) -> Reply:
        return self.enrol(self.photo)

    def enrol(self, photo: str) -> Reply:
        form: Form = [*self.hall.whom(self.candidate).items(), ("faceImage", image(photo, picture(photo)))]
        return self.stage.copy.head().post("/api/face/enroll", form=form, key=f"{self.key}{photo}", patient=False)

    def faces(self) -> list[dict[str, Any]]:
        """The candidate's faces in the collection."""
        return [face for face in self.collection() if face.get("ExternalImageId") == self.candidate["id"]]

    def collection(self) -> list[dict[str, Any]]:
        """All faces of the exam's collection."""
        peer = client("rekognition", f"http://127.0.0.1:{PORTS['rekognition']}")
        try:
            return peer.list_faces(CollectionId=f"exam-{self.hall.exam}", MaxResults=1000)["Faces"]
        except peer.exceptions.ResourceNotFoundException:
            return []

    def count(self) -> int:
        return len(self.faces())


class DeleteFaces(IndexFaces):
    """Another photograph of the candidate: the face of the first is gone, that of the second is there."""

    operation = "DeleteFaces"

    def prepare(self) -> None:
        self.first: set[str] = set()
        super().prepare()
        self.candidate = self.hall.people[1]
        assert self.enrol("obama3.jpg").status == 201
        assert self.settled() == 1, "the first photograph was not indexed"
        self.first = {face["FaceId"] for face in self.faces()}

    def act(self) -> Reply:
        return self.enrol("obama2.jpg")

    def count(self) -> int:
        faces = self.faces()
        return len(faces) if not self.first & {face["FaceId"] for face in faces} else 0


def zipped(name: str) -> bytes:
    """One of the sample pictures in an archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(name, picture(name))
    return whole.getvalue()


GENERATE, VERIFY = "/api/admin/download/password/generate", "/api/admin/download/verify"
ELEVEN: list[type[Effect]] = [
    PutObject,
    CompleteMultipartUpload,
    DeleteObject,
    GenerateDataKey,
    Sign,
    UpdateItem,
    PutItem,
    PublishBatch,
    IndexFaces,
    CompareFaces,
    DeleteFaces,
]
