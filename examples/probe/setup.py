"""Section 2.2: exams, centres, operators, slots, assignments, corrections; lists and keys."""

import secrets
import urllib.parse

from kit.client import multipart
from probe.report import UUID_V7
from probe.world import World, new_id

DEFAULTS = {
    "faceThreshold": 96.5,
    "maxFaceAttempts": 3,
    "allowMismatchApproval": False,
    "operatorRule": "same_person",
    "requireFingerprint": True,
    "requireOmr": True,
    "slotActivation": "manual",
    "minVerificationSeconds": 5,
    "graceMinutes": 30,
    "strictAfterEnd": False,
    "faceEngine": "local",
    "retentionDays": 365,
}


def check(w: World) -> None:
    check_records(w)
    check_settings(w)
    check_slots(w)
    check_assignment(w)
    check_corrections(w)
    check_pages(w)
    check_keys(w)


def check_records(w: World) -> None:
    r, head = w.report, w.head
    code = f"R{secrets.token_hex(4)}"
    made = head.post("/api/exams", {"name": "Records", "code": code})
    r.answer("an exam is created", made, 201)
    r.holds("the whole exam", made.data, "id name code")
    r.check("its id is a UUIDv7", bool(UUID_V7.match(made.data["id"])), "a UUIDv7", made.data["id"])
    r.answer("the same code", head.post("/api/exams", {"name": "Other", "code": code}), 409, "CODE_EXISTS")
    r.answer("one exam", head.get(f"/api/exams/{made.data['id']}"), 200)
    r.answer("no such exam", head.get(f"/api/exams/{new_id()}"), 404, "EXAM_NOT_FOUND")
    renamed = head.patch(f"/api/exams/{made.data['id']}", {"name": "Renamed"})
    r.answer("an exam is renamed", renamed, 200)
    r.check("under its new name", (renamed.data or {}).get("name") == "Renamed", "Renamed", renamed)
    body = {"code": w.centre_a["code"], "name": "Twice"}
    r.answer("a centre's code twice", head.post("/api/centres", body), 409, "CODE_EXISTS")
    r.refused("an exam without a code", head.post("/api/exams", {"name": "No code"}))
    r.refused("a centre without a name", head.post("/api/centres", {"code": "NONAME"}))
    user = {
        "username": w.first.username,
        "password": secrets.token_urlsafe(18),
        "name": "Twice",
        "role": "operator",
        "centreId": w.centre_a["id"],
    }
    r.answer("a username twice", head.post("/api/operators", user), 409, "CODE_EXISTS")
    fresh = {**user, "username": f"u-{secrets.token_hex(4)}"}
    r.refused("an unknown role", head.post("/api/operators", {**fresh, "role": "king"}))
    made = head.post("/api/operators", fresh)
    r.answer("an operator is created", made, 201)
    r.holds("the whole operator", made.data, "id username name role centreId")
    shown = user["password"] in made.body.decode() or "passwordHash" in made.body.decode()
    r.check("without the password", not shown, "no password", made)
    # Whether an unknown centre in a body is wrong or not found is left open.
    lost = {**fresh, "username": f"u-{secrets.token_hex(4)}", "centreId": new_id()}
    r.answer("an operator of no centre", head.post("/api/operators", lost), (400, 404))


def check_settings(w: World) -> None:
    r, head = w.report, w.head
    path = f"/api/exams/{w.exam['id']}"
    settings = head.must("GET", path).get("settings", {})
    for name, value in DEFAULTS.items():
        r.check(f"settings.{name} is {value}", settings.get(name) == value, str(value), settings.get(name))
    wrong = {
        "faceThreshold": 89,
        "operatorRule": "anybody",
        "faceEngine": "guess",
        "slotActivation": "maybe",
        "maxFaceAttempts": "three",
        "requireOmr": "yes",
    }
    for name, value in wrong.items():
        r.refused(
            f"settings.{name} = {value!r}", head.patch(path, {"settings": {name: value}, "reason": "r"})
        )
    loose = head.patch(path, {"settings": {"faceThreshold": 95}})
    # The code of a missing reason is not said.
    r.answer("loosening in an active slot without a reason", loose, (400, 409, 422))
    kept = head.must("GET", path)["settings"]["faceThreshold"]
    r.check("changes nothing", kept == 96.5, "96.5", kept)
    r.answer("loosening with a reason", w.set_exam(faceThreshold=95), 200)
    r.answer("tightening", head.patch(path, {"settings": {"faceThreshold": 96.5}}), 200)
    rest = head.must("GET", path)["settings"]
    r.check("the other settings stay", {**rest, "faceThreshold": 96.5} == settings, str(settings), rest)


def check_slots(w: World) -> None:
    r, head = w.report, w.head
    body = {"examId": w.exam["id"], "centreId": w.centre_b["id"], "slotName": "Night"}
    made = head.post("/api/slots", body)
    r.answer("a slot is created", made, 201)
    r.holds("the whole slot", made.data, "id examId centreId slotName status currentCount")
    r.check("it is empty", (made.data or {}).get("currentCount") == 0, "0", made)
    r.check("and scheduled", (made.data or {}).get("status") == "scheduled", "scheduled", made)
    unknown = {**body, "examId": new_id()}
    r.answer("a slot of no exam", head.post("/api/slots", unknown), 404, "EXAM_NOT_FOUND")
    unknown = {**body, "centreId": new_id(), "slotName": "Dawn"}
    r.answer("a slot of no centre", head.post("/api/slots", unknown), 404, "CENTRE_NOT_FOUND")
    path = f"/api/slots/{made.data['id']}"
    r.refused("an unknown status", head.patch(path, {"status": "open"}))
    active = head.patch(path, {"status": "active"})
    r.answer("a slot is activated", active, 200)
    r.check("and says so", (active.data or {}).get("status") == "active", "active", active)
    r.answer("and completed", head.patch(path, {"status": "completed"}), 200)
    r.answer(
        "no such slot", head.patch(f"/api/slots/{new_id()}", {"status": "active"}), 404, "SLOT_NOT_FOUND"
    )
    counted = w.slot(w.centre_a, "Evening")["currentCount"]
    r.check("currentCount counts", counted == len(w.evening_candidates), "4", counted)


def check_assignment(w: World) -> None:
    r, head = w.report, w.head
    who = w.account("operator", w.centre_a)
    body = {"operatorId": who.id, "slotId": w.morning["id"]}
    r.answer("assign", head.post("/api/slot/assign", body), 201)
    r.answer("assign again", head.post("/api/slot/assign", body), 409, "ALREADY_ASSIGNED")
    r.answer(
        "assign to no slot",
        head.post("/api/slot/assign", {**body, "slotId": new_id()}),
        404,
        "SLOT_NOT_FOUND",
    )
    lost = head.post("/api/slot/assign", {**body, "operatorId": new_id()})
    # The noun may be the operator or the user.
    r.answer("assign nobody", lost, 404, ("OPERATOR_NOT_FOUND", "USER_NOT_FOUND"))
    other = head.post("/api/slot/assign", {**body, "slotId": w.evening["id"], "assignedBy": who.id})
    r.answer("assignedBy somebody else", other, 403, "OPERATOR_MISMATCH")
    another = {**body, "operatorId": w.account("operator", w.centre_a).id, "assignedBy": head.id}
    own = head.post("/api/slot/assign", another)
    r.answer("assignedBy oneself", own, 201)
    seen = who.get(f"/api/candidates/{w.exam['id']}?limit=1")
    r.answer("an assigned operator sees candidates", seen, 200)
    # Where DELETE takes its two ids from is not said: they are sent both ways.
    gone = head.call("DELETE", f"/api/slot/assign?{urllib.parse.urlencode(body)}", json=body)
    r.check("the assignment ends", gone.status in (200, 204), "200 or 204", gone)
    blind = who.get(f"/api/candidates/{w.exam['id']}")
    r.answer("then nothing is seen", blind, 403, "NO_SLOT_ASSIGNED")


def check_corrections(w: World) -> None:
    r, head = w.report, w.head
    candidate = w.take()
    path = f"/api/candidates/{w.exam['id']}/{candidate['id']}"
    r.refused("a correction without a reason", head.patch(path, {"name": "No Reason"}))
    fixed = head.patch(path, {"name": "Corrected Name", "reason": "a misprint"})
    r.answer("a correction", fixed, 200)
    r.check("is kept", head.must("GET", path)["name"] == "Corrected Name", "Corrected Name", fixed)
    moved = head.patch(path, {"slotId": w.evening["id"], "reason": "came late"})
    r.answer("a move", moved, 200)
    r.check("is kept too", head.must("GET", path)["slotId"] == w.evening["id"], "the evening slot", moved)
    r.answer("and back", head.patch(path, {"slotId": w.morning["id"], "reason": "again"}), 200)
    w.attend(candidate)
    late = head.patch(path, {"name": "Too Late", "reason": "late"})
    r.answer("a correction after attendance", late, 409, "ATTENDANCE_EXISTS")
    unknown = head.patch(f"/api/candidates/{w.exam['id']}/{new_id()}", {"name": "N", "reason": "r"})
    r.answer("a correction of nobody", unknown, 404, "CANDIDATE_NOT_FOUND")


def check_pages(w: World) -> None:
    r, who = w.report, w.supervisor
    path = f"/api/candidates/{w.exam['id']}"
    seen, cursor = [], ""
    for _ in range(30):
        reply = who.get(f"{path}?limit=7{cursor}")
        if not r.holds("a page", reply.data, "items nextCursor") or len(reply.data["items"]) > 7:
            break
        seen += [item["id"] for item in reply.data["items"]]
        if reply.data["nextCursor"] is None:
            break
        cursor = f"&cursor={urllib.parse.quote(reply.data['nextCursor'])}"
    whole = {item["id"] for item in who.must("GET", f"{path}?limit=1000")["items"]}
    fine = len(seen) == len(set(seen)) and set(seen) == whole
    r.check(
        "pages of 7 give everything once",
        fine,
        f"{len(whole)} ids",
        f"{len(seen)}, {len(set(seen))} different",
    )
    for limit in ("x", "-1", "1.5"):
        r.refused(f"limit={limit}", who.get(f"{path}?limit={limit}"))
    # A limit outside 1 to 1000 may be refused or cut.
    for limit in ("0", "1001", "99999999999999999999"):
        r.answer(f"limit={limit}", who.get(f"{path}?limit={limit}"), (200, 400))
    r.refused("a cursor that is none", who.get(f"{path}?cursor=garbage"))
    for route in ("/api/exams", "/api/centres", "/api/operators", f"/api/slots?examId={w.exam['id']}"):
        mark = "&" if "?" in route else "?"
        reply = w.head.get(f"{route}{mark}limit=1")
        r.answer(f"{route.split('?')[0]} has pages", reply, 200)
        r.check("  of one", len((reply.data or {}).get("items", [])) == 1, "1 item", reply)


def check_keys(w: World) -> None:
    r, head = w.report, w.head
    key = secrets.token_hex(12)
    body = {"name": "Keyed", "code": f"K{secrets.token_hex(4)}"}
    first, again = (head.post("/api/exams", body, key=key) for _ in range(2))
    r.answer("with a key", first, 201)
    r.check("the same again", (again.status, again.body) == (201, first.body), str(first), again)
    other = head.post("/api/exams", {**body, "name": "Other"}, key=key)
    r.answer("another body", other, 409, "IDEMPOTENCY_MISMATCH")
    centre = {"code": f"K{secrets.token_hex(4)}", "name": "Keyed"}
    r.answer("the key is the route's", head.post("/api/centres", centre, key=key), 201)
    one, two = w.take(), w.take()
    mark = {**w.whom(one), "status": "completed"}
    first, again = (w.first.post("/api/attendance", mark, key=key) for _ in range(2))
    same = first.status == again.status == 201 and first.body == again.body
    r.check("attendance with a key, twice", same, "201 and the same", again)
    mark = {**w.whom(two), "status": "completed"}
    r.answer("the key is the user's", w.second.post("/api/attendance", mark, key=key), 201)
    r.answer("another candidate", w.first.post("/api/attendance", mark, key=key), 409, "IDEMPOTENCY_MISMATCH")
    check_form_keys(w, one)
    account = {
        "username": f"k-{secrets.token_hex(4)}",
        "password": secrets.token_urlsafe(18),
        "name": "K",
        "role": "operator",
        "centreId": w.centre_a["id"],
    }
    head.post("/api/operators", account, key=key)
    # Not kept on accounts: the second is judged anew (or the header is refused).
    second = head.post("/api/operators", account, key=key)
    r.answer("no keys on accounts", second, (400, 409), ("CODE_EXISTS", "VALIDATION"))


def check_form_keys(w: World, candidate: dict) -> None:
    """Forms are compared by their parts: another boundary is the same body."""
    key = secrets.token_hex(12)

    def send(reason: str):
        form = [*w.whom(candidate).items(), ("exceptionReason", reason)]
        body, kind = multipart(form)
        return w.first.call("POST", "/api/fingerprint/capture", body=body, content_type=kind, key=key)

    first, again, other = send("a bandage"), send("a bandage"), send("no finger")
    w.report.answer("a form with a key", first, 201)
    same = (again.status, again.body) == (first.status, first.body)
    w.report.check("the same parts, another boundary", same, str(first), again)
    w.report.answer("other parts", other, 409, "IDEMPOTENCY_MISMATCH")
