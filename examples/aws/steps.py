"""What a server does that needs Amazon, a step for each need; a step that cannot be taken raises."""

import secrets
import time
from collections.abc import Callable

from aws.account import BUCKET, prefix, tables
from aws.effects import (
    CompareFaces,
    CompleteMultipartUpload,
    DeleteFaces,
    DeleteObject,
    Effect,
    GenerateDataKey,
    IndexFaces,
    Patience,
    PublishBatch,
    PutItem,
    PutObject,
    Sign,
    Stage,
    UpdateItem,
)
from aws.two import Two

SOON_S = 8.0


def until(holds: Callable[[], object], what: str, seconds: float = SOON_S) -> None:
    """Waits for it, for a while."""
    end = time.monotonic() + Patience.of(seconds)
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def once(stage: Stage, kind: type[Effect]) -> None:
    """The call succeeds and has happened once."""
    effect = kind(stage)
    reply = effect.act()
    assert reply.status in (200, 201, 202), reply
    counted = effect.settled(SOON_S)
    assert counted == 1, f"it has happened {counted} times"


def starts(stage: Stage) -> None:
    """A copy starts and is ready."""
    stage.copy.stop()
    stage.copy.start()
    until(lambda: stage.copy.ready()[0] == 200, f"not ready: {stage.copy.ready()}")


def a_new_store(stage: Stage) -> None:
    """A store is made: its own keys are wrapped."""
    two = stage.two
    elsewhere = {"MPA_BLOBS": f"s3://{BUCKET}/{prefix(two.tag)}/{secrets.token_hex(4)}"}
    fresh = Two(two.binary, two.peers, two.account, keys=two.keys, said=elsewhere, tag=two.tag)
    fresh.begin().end()


def a_picture_is_read(stage: Stage) -> None:
    """A copy that knows nothing yet gives a picture back."""
    effect = PutObject(stage)
    assert effect.act().status == 201
    stage.copy.stop()
    stage.copy.start()
    assert effect.count() == 1, "the picture does not come back"


def a_failed_upload_is_taken_back(stage: Stage) -> None:
    """An upload of which a part does not get through leaves nothing."""
    proxy = stage.two.peers.proxies["s3"]
    rule = proxy.refuse("UploadPart")
    since = time.monotonic()
    try:
        assert CompleteMultipartUpload(stage).act().status == 503
    finally:
        rule.left = 0
    until(lambda: any(call.status == 204 for call in proxy.of("AbortMultipartUpload", since)), "it was not taken back")
    left = stage.account.s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads") or []
    assert not left, f"{len(left)} uploads are left"


def the_sweep(stage: Stage) -> None:
    """What no row names is taken away, with all its versions and what was begun in parts."""
    effect = DeleteObject(stage)
    begun = stage.account.s3.create_multipart_upload(Bucket=BUCKET, Key=begun_name(effect))["UploadId"]
    assert effect.settled(30.0) == 1, "what is left over is still there"

    def versions() -> list[str]:
        page = stage.account.s3.list_object_versions(Bucket=BUCKET)
        listed = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        return [one["Key"] for one in listed if one["Key"] in effect.left]

    until(lambda: not versions(), f"versions are left: {versions()}")
    uploads = lambda: [u["UploadId"] for u in stage.account.s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads") or []]  # noqa: E731
    until(lambda: begun not in uploads(), "an upload that was begun is still there", 20.0)


def begun_name(effect: DeleteObject) -> str:
    """A name like that of what was left, for something that never got whole."""
    name = next(iter(effect.left))
    return name[:-6] + secrets.token_hex(2) + name[-2:]  # the folder is named by the last two


def a_sheet_in_the_table(stage: Stage) -> None:
    """A sheet that was scanned is answered from the table."""
    effect = PutObject(stage)
    assert effect.act().status == 201
    path = f"/api/omr/{stage.hall.exam}/{effect.barcode}"
    until(lambda: stage.who(stage.hall.supervisor).get(path, patient=False).status == 200, "the table does not know it")
    rows = lambda: [i for i in stage.two.items("OMRRecords") if i["barcode"]["S"] == effect.barcode]  # noqa: E731
    until(rows, f"nothing in {tables(stage.two.tag)}OMRRecords")


def a_face_in_the_table(stage: Stage) -> None:
    """An enrolled face is in the table."""
    effect = IndexFaces(stage)
    assert effect.act().status == 201
    candidate = effect.candidate["id"]
    until(lambda: any(i["candidateId"]["S"] == candidate for i in stage.two.items("FaceRecords")), f"nothing in {tables(stage.two.tag)}FaceRecords")


def the_stores_agree(stage: Stage) -> None:
    """`mpa aws check` compares every item."""
    until(lambda: stage.two.command("aws", "check", must=False).returncode == 0, "they differ, or cannot be compared")


def a_second_opinion(stage: Stage) -> None:
    """A face that somebody else has as well is searched for among the others."""
    since = time.monotonic()
    effect = IndexFaces(stage)
    assert effect.act().status == 201
    effect.candidate, effect.key = effect.hall.people[1], f"{effect.key}-twin"
    assert effect.act().status == 201
    proxy = stage.two.peers.proxies["rekognition"]
    until(lambda: any(call.status == 200 for call in proxy.of("SearchFacesByImage", since)), "nobody searched", 15.0)


STEPS: dict[str, Callable[[Stage], None]] = {
    "starts": starts,
    "a new store": a_new_store,
    "a picture is kept": lambda stage: once(stage, PutObject),
    "a large picture is kept": lambda stage: once(stage, CompleteMultipartUpload),
    "a picture is read": a_picture_is_read,
    "a failed upload is taken back": a_failed_upload_is_taken_back,
    "the sweep": the_sweep,
    "a key of an exam": lambda stage: once(stage, GenerateDataKey),
    "a checkpoint": lambda stage: once(stage, Sign),
    "a password is made": lambda stage: once(stage, PutItem),
    "a password is used": lambda stage: once(stage, UpdateItem),
    "a sheet in the table": a_sheet_in_the_table,
    "a face in the table": a_face_in_the_table,
    "the stores agree": the_stores_agree,
    "a notice": lambda stage: once(stage, PublishBatch),
    "a face is compared": lambda stage: once(stage, CompareFaces),
    "a face is indexed": lambda stage: once(stage, IndexFaces),
    "a face is deleted": lambda stage: once(stage, DeleteFaces),
    "a second opinion": a_second_opinion,
}
# The step that is expected to miss a statement; it is tried first.
MISSED_BY = {
    "ReadFiles": "a picture is read",
    "WriteFiles": "a picture is kept",
    "AbortUploads": "a failed upload is taken back",
    "DeleteFiles": "the sweep",
    "ListFiles": "the sweep",
    "ListVersions": "the sweep",
    "ListUploads": "the sweep",
    "MakeDataKeys": "a key of an exam",
    "WrapKeys": "a new store",
    "OpenKeys": "starts",
    "SignCheckpoints": "a checkpoint",
    "ReadCheckpointKey": "starts",
    "DownloadPasswords": "a password is made",
    "SheetRecords": "a sheet in the table",
    "FaceRecords": "a face in the table",
    "CompareRecords": "the stores agree",
    "SendNotices": "a notice",
    "CompareFaces": "a face is compared",
    "MakeCollections": "a face is indexed",
    "FollowFaces": "a face is indexed",
    "CheckFaces": "the stores agree",
    "SearchFaces": "a second opinion",
}
OF_REKOGNITION = {"a face is compared", "a face is indexed", "a face is deleted", "a second opinion", "a face in the table"}


def told(error: Exception) -> str:
    return f"{type(error).__name__} {' '.join(str(error).split())}"[:160]
