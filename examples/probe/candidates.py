"""Section 2.3: who sees which candidates. What lies outside looks like what does not exist."""

import urllib.parse
from typing import Any

from kit import draw
from kit.client import Reply, Session
from probe.world import World, new_id

FIELDS = "id examId rollNumber name centreId slotId status faceEnrolled"
PICTURE = draw.blank(200, 200)


def check(w: World) -> None:
    check_lists(w)
    check_filters(w)
    check_outside(w)


def seen(who: Session, w: World, query: str = "") -> set[str]:
    return {item["id"] for item in who.everything(f"/api/candidates/{w.exam['id']}{query}")}


def check_lists(w: World) -> None:
    r, path = w.report, f"/api/candidates/{w.exam['id']}"
    evening = {candidate["id"] for candidate in w.evening_candidates}
    far = {candidate["id"] for candidate in w.far_candidates}
    mine, centre = seen(w.first, w), seen(w.supervisor, w)
    r.check(
        "an operator sees their active slot",
        bool(mine) and not mine & (evening | far),
        "only the slot",
        len(mine),
    )
    r.check("a supervisor their centre", centre == mine | evening, "both slots", len(centre))
    r.check(
        "another supervisor another",
        far <= seen(w.far_supervisor, w) and not seen(w.far_supervisor, w) & centre,
        "the other centre",
        "an overlap",
    )
    r.check(
        "an observer the exam", seen(w.observer, w) == centre | far, "everybody", len(seen(w.observer, w))
    )
    r.check("head office too", seen(w.head, w) == centre | far, "everybody", "others")
    r.answer("an operator without a slot", w.idle.get(path), 403, "NO_SLOT_ASSIGNED")
    waiting = w.waiting.get(path)
    # Assigned, but not active yet: an empty list and NO_SLOT_ASSIGNED both tell the truth.
    r.answer("an operator whose slot is not active", waiting, (200, 403), "NO_SLOT_ASSIGNED")
    items = (waiting.data or {}).get("items", [])
    r.check("sees nobody", items == [], "[]", items)
    r.answer(
        "an observer of another exam", w.observer.get(f"/api/candidates/{w.other_exam['id']}"), (403, 404)
    )
    item = w.first.get(f"{path}?limit=1").data["items"][0]
    r.holds("an item", item, FIELDS)
    r.check("nothing of the father and the birth", not {"fatherName", "dob"} & set(item), "neither", item)
    item = w.supervisor.get(f"{path}?limit=1").data["items"][0]
    r.holds("an item for a supervisor", item, FIELDS + " fatherName dob")


def check_filters(w: World) -> None:
    r, path = w.report, f"/api/candidates/{w.exam['id']}"
    one = w.free[0]
    found = seen(w.supervisor, w, f"?q={urllib.parse.quote(one['rollNumber'])}")
    r.check("q finds a roll number", found == {one["id"]}, "one", found)
    found = seen(w.supervisor, w, f"?slotId={w.evening['id']}")
    r.check("slotId", found == {c["id"] for c in w.evening_candidates}, "the evening", len(found))
    found = w.supervisor.everything(f"{path}?status=attendance_completed")
    fits = found and all(item["status"] == "attendance_completed" for item in found)
    r.check("status", bool(fits), "only such", [item["status"] for item in found][:5])
    r.check("with the one marked early", w.early["id"] in {item["id"] for item in found}, "it", "not there")
    r.refused("an unknown status", w.supervisor.get(f"{path}?status=asleep"))
    for text in ("%25", "_", "'", "%22", "%5C", "%27%20OR%201%3D1--"):
        found = w.supervisor.get(f"{path}?q={text}")
        r.answer(f"q={text}", found, 200)
        # `_` is a letter of roll numbers here nowhere, and a pattern nowhere either.
        r.check("  finds nobody", (found.data or {}).get("items") == [], "[]", found)
    r.answer("q with NUL", w.supervisor.get(f"{path}?q=%00"), (200, 400))
    into = w.first.get(f"{path}?slotId={w.evening['id']}")
    # An empty list or a refusal: nobody is shown either way.
    r.check("an operator cannot filter into another slot", not (into.data or {}).get("items"), "nobody", into)


def masked(reply: Reply, *own: str) -> tuple[int, Any]:
    """The answer without the words that the caller sent."""
    text = reply.body.decode("utf-8", "replace")
    for word in own:
        text = text.replace(word, "*")
    return reply.status, text


def check_outside(w: World) -> None:
    """A candidate of another slot or centre, in every online call, beside one that never was."""
    exam = w.exam["id"]
    nobody = {"id": new_id(), "rollNumber": f"{w.tag}-NOBODY"}
    barcode = f"OUT-{w.tag}"
    w.first.must("POST", "/api/omr/scan", json={"barcode": barcode, "examId": exam})

    def form(one: dict[str, Any], name: str) -> list:
        return [("examId", exam), ("candidateId", one["id"]), (name, ("x.png", PICTURE, "image/png"))]

    def with_ids(one: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"examId": exam, "candidateId": one["id"], **more}

    calls = {
        "one": lambda who, one: who.get(f"/api/candidates/{exam}/{one['id']}"),
        "photo": lambda who, one: who.get(f"/api/candidates/{exam}/{one['id']}/photo"),
        "attendance": lambda who, one: who.post("/api/attendance", with_ids(one, status="completed")),
        "attendance by roll number": lambda who, one: who.post(
            "/api/attendance", {"examId": exam, "rollNumber": one["rollNumber"]}
        ),
        "face/verify": lambda who, one: who.post("/api/face/verify", form=form(one, "liveFaceImage")),
        "fingerprint/capture": lambda who, one: who.post(
            "/api/fingerprint/capture", form=form(one, "fingerprintImage")
        ),
        "fingerprint/status": lambda who, one: who.get(f"/api/fingerprint/status/{one['id']}/{exam}"),
        "biometric/verify": lambda who, one: who.post("/api/biometric/verify", with_ids(one)),
        "omr/validate": lambda who, one: who.post(
            "/api/omr/validate", {"barcode": barcode, "rollNumber": one["rollNumber"], "examId": exam}
        ),
        "GET omr/validate": lambda who, one: who.get(
            f"/api/omr/validate/{barcode}?examId={exam}&rollNumber={one['rollNumber']}"
        ),
    }
    cases = [
        ("an operator, another slot", w.first, w.evening_candidates[0]),
        ("an operator, another centre", w.first, w.far_candidates[0]),
        ("a supervisor, another centre", w.supervisor, w.far_candidates[0]),
    ]
    for who_name, who, outside in cases:
        for name, call in calls.items():
            hidden, never = call(who, outside), call(who, nobody)
            title = f"{who_name}: {name}"
            w.report.answer(title, hidden, 404, "CANDIDATE_NOT_FOUND")
            left = masked(hidden, outside["id"], outside["rollNumber"])
            right = masked(never, nobody["id"], nobody["rollNumber"])
            w.report.check("  exactly as one that never was", left == right, str(right), left)
    by_roll = {"examId": exam, "rollNumber": w.evening_candidates[0]["rollNumber"]}
    # An operator without any slot may be told so, or that the candidate is unknown.
    reply = w.idle.post("/api/attendance", by_roll)
    w.report.answer("no slot: attendance", reply, (403, 404), ("NO_SLOT_ASSIGNED", "CANDIDATE_NOT_FOUND"))
