"""Section 2.5: enrolment, verification, attempts. Needs pictures of real faces for the most part."""

from typing import Any

from kit import draw
from kit.client import Reply, Session, image
from probe.pictures import Bitmap, Picture, huge_header
from probe.report import at_once
from probe.world import World, new_id

MAX_ATTEMPTS = 3
PARALLEL = 12
NO_PICTURES = [
    ("text", b"this is no picture"),
    ("nothing", b""),
    ("half a PNG", draw.blank(200, 200)[:60]),
    ("a JPEG's first bytes", b"\xff\xd8\xff\xe0" + bytes(50)),
]


def enroll(w: World, candidate: dict[str, Any], name: str, content: bytes) -> Reply:
    return w.head.post("/api/face/enroll", form=w.form(candidate, "faceImage", name, content))


def verify(
    w: World, candidate: dict[str, Any], name: str, content: bytes, who: Session | None = None
) -> Reply:
    form = w.form(candidate, "liveFaceImage", name, content)
    return (who or w.first).post("/api/face/verify", form=form)


def enrolled(w: World, picture: Picture, who: Session | None = None) -> dict[str, Any]:
    """A present candidate with that face on the form."""
    candidate = w.take()
    w.attend(candidate, who)
    form = w.form(candidate, "faceImage", *picture)
    w.head.must("POST", "/api/face/enroll", form=form)
    return candidate


def check(w: World) -> None:
    check_without_faces(w)
    if not w.pictures:
        w.report.note("faces: no pictures given (--pictures or --faces)")
        return
    check_enrolment(w)
    check_attempts(w)
    check_limit(w)
    if w.pictures.third:
        check_composed(w, Bitmap(w.pictures.third))
    else:
        w.report.note("composed faces: no astronaut.png in --pictures")


def check_without_faces(w: World) -> None:
    r, candidate = w.report, w.present()
    for name, content in NO_PICTURES:
        reply = enroll(w, candidate, "x.jpg", content)
        # An empty file may count as a missing part.
        empty = ((400, 422), ("IMAGE_UNREADABLE", "VALIDATION"))
        r.answer(f"enroll {name}", reply, *(empty if not content else (422, "IMAGE_UNREADABLE")))
    # Blank paper has no face, and is too bright or too dark to tell: either reason is true.
    r.answer(
        "enroll a blank picture",
        enroll(w, candidate, "x.png", draw.blank(300, 300)),
        422,
        "FACE_NOT_DETECTED",
    )
    huge = enroll(w, candidate, "x.png", huge_header())
    r.answer("enroll 30,000 × 30,000", huge, (413, 422), ("IMAGE_UNREADABLE", "PAYLOAD_TOO_LARGE"))
    r.refused(
        "enroll without a picture", w.head.post("/api/face/enroll", form=list(w.whom(candidate).items()))
    )
    nobody = {"id": new_id()}
    r.answer("enroll nobody", enroll(w, nobody, "x.png", draw.blank(300, 300)), 404, "CANDIDATE_NOT_FOUND")
    reply = verify(w, candidate, "x.png", draw.blank(300, 300))
    r.answer("verify without an enrolled face", reply, 409, "FACE_NOT_ENROLLED")
    r.refused(
        "verify without a picture", w.first.post("/api/face/verify", form=list(w.whom(candidate).items()))
    )
    photo = w.supervisor.get(f"/api/candidates/{w.exam['id']}/{candidate['id']}/photo")
    # The noun of a missing photograph is not said.
    r.answer("a photograph that is not there", photo, 404)


def check_enrolment(w: World) -> None:
    r, candidate = w.report, w.take()
    reply = enroll(w, candidate, *w.pictures.own[0])
    r.answer("enroll a face", reply, 201)
    r.holds("enrolment answers", reply.data, "faceId quality engine")
    path = f"/api/candidates/{w.exam['id']}/{candidate['id']}"
    photo = w.supervisor.get(f"{path}/photo")
    kind = photo.headers.get("content-type", "")
    r.check(
        "the photograph comes back",
        photo.status == 200 and kind.startswith("image/"),
        "200 image/…",
        f"{photo.status} {kind}",
    )
    r.check("faceEnrolled", w.supervisor.must("GET", path)["faceEnrolled"] is True, "true", "not true")


def check_attempts(w: World) -> None:
    r, (own, live, *_), other = w.report, w.pictures.own, w.pictures.other
    candidate = enrolled(w, own)
    stranger = verify(w, candidate, *other)
    r.answer("another person", stranger, 200)
    fields = "attemptId verified matchPercentage threshold attempt attemptsLeft engine message"
    if r.holds("verification answers", stranger.data, fields):
        data = stranger.data
        r.check("not verified", data["verified"] is False, "false", data)
        real = data["matchPercentage"]
        sane = isinstance(real, (int, float)) and 0 <= real < 96.5 and round(real, 2) == real
        r.check("the real percentage with two decimals", sane, "a number under 96.5", real)
        r.check("threshold", data["threshold"] == 96.5, "96.5", data["threshold"])
        r.check("the first of three", (data["attempt"], data["attemptsLeft"]) == (1, 2), "(1, 2)", data)
    for name, content in NO_PICTURES[:1]:
        r.answer(f"verify {name}", verify(w, candidate, "x.jpg", content), 422, "IMAGE_UNREADABLE")
    blank = verify(w, candidate, "x.png", draw.blank(300, 300))
    r.answer("verify a blank picture", blank, 422, "FACE_NOT_DETECTED")
    huge = verify(w, candidate, "x.png", huge_header())
    r.answer("verify 30,000 × 30,000", huge, (413, 422), ("IMAGE_UNREADABLE", "PAYLOAD_TOO_LARGE"))
    match = verify(w, candidate, *live)
    r.answer("the same person", match, 200)
    data = match.data or {}
    r.check("verified", data.get("verified") is True and data.get("matchPercentage", 0) >= 96.5, "true", data)
    r.check("what was no comparison did not count", data.get("attempt") == 2, "attempt 2", data)
    check_images(w, stranger.data["attemptId"])
    check_duplicate(w, live)
    shown = w.supervisor.must("GET", f"/api/candidates/{w.exam['id']}/{candidate['id']}").get("face")
    r.holds("the candidate's face", shown, "verified matchPercentage attempts")


def check_images(w: World, attempt: str) -> None:
    r, path = w.report, f"/api/face/attempts/{attempt}/image"
    for name, who in (("supervisor", w.supervisor), ("head office", w.head)):
        reply = who.get(path)
        fits = reply.status == 200 and reply.headers.get("content-type", "").startswith("image/")
        r.check(f"the attempt's image for {name}", fits, "200 image/…", f"{reply.status} {reply.code}")
    r.answer("not for the operator", w.first.get(path), 403, "FORBIDDEN")
    r.answer("not for another centre", w.far_supervisor.get(path), (403, 404))
    r.answer("an unknown attempt", w.supervisor.get(f"/api/face/attempts/{new_id()}/image"), 404)


def check_duplicate(w: World, live: Picture) -> None:
    """Pixels that verified one candidate never verify another one."""
    other = enrolled(w, w.pictures.own[0])
    w.report.answer("the same picture for another candidate", verify(w, other, *live), 409, "DUPLICATE_IMAGE")


def check_limit(w: World) -> None:
    r, own, other = w.report, w.pictures.own[0], w.pictures.other
    candidate = enrolled(w, own)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        data = verify(w, candidate, *other).data or {}
        seen = data.get("attempt"), data.get("attemptsLeft")
        r.check(f"attempt {attempt}", seen == (attempt, MAX_ATTEMPTS - attempt), "counted", data)
    r.answer("one more", verify(w, candidate, *other), 409, "ATTEMPTS_EXHAUSTED")
    candidate = enrolled(w, own)
    replies = at_once(PARALLEL, lambda _: verify(w, candidate, *other))
    made = sorted((reply.data or {}).get("attempt", 0) for reply in replies if reply.status == 200)
    r.check("attempts in parallel stay three", made == [1, 2, 3], "[1, 2, 3]", made)
    rest = {reply.code for reply in replies if reply.status != 200} - {"BUSY", "RATE_LIMITED"}
    r.check("the others are told so", rest <= {"ATTEMPTS_EXHAUSTED"}, "ATTEMPTS_EXHAUSTED", rest)


def check_composed(w: World, picture: Bitmap) -> None:
    """Pictures made of one: the same pixels in another file, two faces, bad light, too small."""
    r, content = w.report, w.pictures.third
    candidate = enrolled(w, ("a.png", content))
    again = verify(w, candidate, "a.png", content)
    r.answer("the photograph itself is nobody before the camera", again, 409, "DUPLICATE_IMAGE")
    other = enrolled(w, ("a.png", content))
    again = verify(w, other, "b.png", picture.same_pixels())
    r.answer("the same pixels in another file", again, 409, "DUPLICATE_IMAGE")
    fresh = w.take()
    r.answer("two faces", enroll(w, fresh, "x.png", picture.twice()), 422, "MULTIPLE_FACES")
    # Where light or size leave nothing for the detector to find, it may say so instead.
    cases = {
        "dark": (picture.scaled_light(0.06), {"dark"}),
        "bright": (picture.scaled_light(255), {"bright"}),
        "small": (picture.smaller(4), {"small"}),
    }
    for name, (made, wanted) in cases.items():
        reply = enroll(w, fresh, "x.png", made)
        if r.answer(f"a {name} picture", reply, 422, ("IMAGE_QUALITY", "FACE_NOT_DETECTED")):
            if reply.code == "IMAGE_QUALITY":
                reason = reply.details.get("reason")
                r.check("  with its reason", reason in wanted, str(wanted), reason)


def check_operator_face(w: World) -> None:
    """Comes after the stations: from then on the picture of `other` is an operator's."""
    r = w.report
    if not w.pictures:
        r.note("an operator's face: no pictures given")
        return
    form = [("faceImage", image(*w.pictures.other))]
    r.answer("an operator's face", w.head.post(f"/api/operators/{w.second.id}/face", form=form), (200, 201))
    blank = [("faceImage", image("x.png", draw.blank(300, 300)))]
    reply = w.head.post(f"/api/operators/{w.idle.id}/face", form=blank)
    r.answer("an operator's face that is none", reply, 422, "FACE_NOT_DETECTED")
    candidate = enrolled(w, w.pictures.own[0], w.second)
    reply = verify(w, candidate, *w.pictures.other, who=w.second)
    r.answer("the operator before the camera", reply, 422, "OPERATOR_FACE")
