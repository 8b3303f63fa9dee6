"""Sections 2 and 2.1: token before role before body before exam, on every call; who may do what."""

from typing import Any, NamedTuple

from kit.client import Reply, Session
from probe.report import CODE
from probe.world import World, new_id

ADMIN, STATIONS, SUPERVISOR = {"admin"}, {"operator", "supervisor"}, {"supervisor"}
LEADERS = {"admin", "supervisor"}
ALL = {"admin", "supervisor", "operator", "observer"}


class Call(NamedTuple):
    """One call of the contract. `kind` is what its body is: json, form, patch (may be empty) or none."""

    method: str
    path: str
    roles: set[str]
    kind: str = "none"


# GETs of the set-up (exams, centres, slots, operators) are admin's by their heading, but an
# observer or operator reading their own exam would be reasonable: they are not in this table.
CALLS = [
    Call("POST", "/api/exams", ADMIN, "json"),
    Call("PATCH", "/api/exams/{exam}", ADMIN, "patch"),
    Call("POST", "/api/centres", ADMIN, "json"),
    Call("POST", "/api/operators", ADMIN, "json"),
    Call("PATCH", "/api/operators/{any}", ADMIN, "patch"),
    Call("POST", "/api/operators/{any}/face", ADMIN, "form"),
    Call("DELETE", "/api/operators/{any}/second-factor", ADMIN, "none"),
    Call("POST", "/api/auth/second-factor", LEADERS, "json"),
    Call("POST", "/api/auth/second-factor/confirm", LEADERS, "json"),
    Call("DELETE", "/api/auth/second-factor", LEADERS, "json"),
    Call("POST", "/api/slots", ADMIN, "json"),
    Call("PATCH", "/api/slots/{any}", ADMIN, "json"),
    Call("POST", "/api/slot/assign", ADMIN, "json"),
    Call("DELETE", "/api/slot/assign", ADMIN, "none"),
    Call("PATCH", "/api/candidates/{exam}/{any}", ADMIN, "json"),
    Call("POST", "/api/exams/{exam}/candidates/import", ADMIN, "form"),
    Call("POST", "/api/admin/exams/{any}/logout-all", ADMIN, "none"),
    Call("GET", "/api/candidates/{exam}", ALL, "none"),
    Call("GET", "/api/candidates/{exam}/{any}", ALL, "none"),
    Call("POST", "/api/attendance", STATIONS, "json"),
    Call("POST", "/api/attendance/{any}/undo", STATIONS | ADMIN, "json"),
    Call("POST", "/api/attendance/{any}/handover", SUPERVISOR, "json"),
    Call("POST", "/api/face/enroll", ADMIN, "form"),
    Call("POST", "/api/face/verify", STATIONS, "form"),
    Call("GET", "/api/face/attempts/{any}/image", LEADERS, "none"),
    Call("POST", "/api/fingerprint/capture", STATIONS, "form"),
    Call("POST", "/api/biometric/verify", STATIONS, "json"),
    Call("POST", "/api/omr/scan", STATIONS, "json"),
    Call("POST", "/api/omr/validate", STATIONS, "json"),
    Call("POST", "/api/omr/void", LEADERS, "json"),
    Call("GET", "/api/omr/{exam}/NOSUCH/image", LEADERS, "none"),
]
OTHER_ROUTES = [
    ("GET", "/api/exams"),
    ("GET", "/api/exams/{exam}"),
    ("GET", "/api/centres"),
    ("GET", "/api/operators"),
    ("GET", "/api/slots?examId={exam}"),
    ("GET", "/api/auth/me"),
    ("POST", "/api/auth/logout"),
    ("POST", "/api/auth/password"),
    ("GET", "/api/exams/{exam}/import-template"),
    ("GET", "/api/candidates/{exam}/{any}/photo"),
    ("GET", "/api/fingerprint/status/{any}/{exam}"),
    ("GET", "/api/omr/validate/NOSUCH?rollNumber=1&examId={exam}"),
]


def filled(path: str, w: World) -> str:
    return path.replace("{exam}", w.exam["id"]).replace("{any}", new_id())


def send(who: Session, method: str, path: str, kind: str) -> Reply:
    """The call with nothing useful in its body."""
    if kind == "form":
        return who.call(method, path, form=[("nothing", "x")])
    return who.call(method, path, **({} if kind == "none" else {"json": {}}))


def check(w: World) -> None:
    check_tokens(w)
    check_matrix(w)
    check_bodies(w)
    check_routes(w)


def check_tokens(w: World) -> None:
    """401 comes before everything else, on every route."""
    r = w.report
    routes = [(call.method, call.path) for call in CALLS] + OTHER_ROUTES
    for method, path in routes:
        body = {"json": {"broken": []}} if method in ("POST", "PATCH") else {}
        reply = w.client.request(method, filled(path, w), **body)
        r.answer(f"no token: {method} {path}", reply, 401, "UNAUTHENTICATED")
    head, middle, last = (w.first.token.split(".") + ["", ""])[:3]
    changed = ("A" if last[:1] != "A" else "B") + last[1:]
    tokens = {
        "garbage": "garbage",
        "empty": "",
        "a changed signature": f"{head}.{middle}.{changed}",
        "no signature": f"{head}.{middle}.",
        "the refresh token": w.first.refresh_token,
    }
    for name, token in tokens.items():
        reply = w.client.request("GET", "/api/auth/me", token=token)
        r.answer(f"token {name}", reply, 401, "UNAUTHENTICATED")
    basic = {"Authorization": "Basic aGVhZDpoZWFk"}
    reply = w.client.request("GET", "/api/auth/me", headers=basic)
    r.answer("basic instead of bearer", reply, 401, "UNAUTHENTICATED")


def check_matrix(w: World) -> None:
    """Every call with every role; a forbidden role learns nothing about its body."""
    for call in CALLS:
        for role, who in w.by_role.items():
            reply = send(who, call.method, filled(call.path, w), call.kind)
            name = f"{role} {call.method} {call.path}"
            if role not in call.roles:
                w.report.answer(f"{name} is forbidden", reply, 403, "FORBIDDEN")
            elif call.kind in ("none", "patch"):
                allowed = reply.status in (200, 400, 404, 415)
                w.report.check(f"{name} is allowed", allowed, "200, 400, 404 or 415", reply)
            else:
                w.report.refused(f"{name} is allowed, its body is looked at", reply)


def check_bodies(w: World) -> None:
    """The body before the exam; broken JSON and other content types."""
    r, head = w.report, w.head
    r.refused("the body before the exam", head.patch(f"/api/exams/{new_id()}", {"name": 7}))
    missing = head.patch(f"/api/exams/{new_id()}", {"name": "Probe"})
    r.answer("then the exam", missing, 404, "EXAM_NOT_FOUND")
    body = {"examId": new_id(), "rollNumber": "1"}
    r.answer("an unknown exam at a station", w.first.post("/api/attendance", body), 404, "EXAM_NOT_FOUND")
    r.answer("an unknown exam in a list", w.first.get(f"/api/candidates/{new_id()}"), 404, "EXAM_NOT_FOUND")
    # JSON that cannot be parsed has no field to name: details.fields is not asked for here.
    broken = {
        "half an object": b'{"name": "x"',
        "nothing": b"",
        "a list": b"[]",
        "a string": b'"x"',
        "null": b"null",
        "not UTF-8": b'{"name": "\xff", "code": "x"}',
        "10,000 brackets": b"[" * 10_000,
    }
    for name, content in broken.items():
        reply = head.call("POST", "/api/exams", body=content, content_type="application/json")
        r.answer(f"body: {name}", reply, 400, "VALIDATION")
    plain = head.call("POST", "/api/exams", body=b"name=x", content_type="text/plain")
    r.answer("text where JSON belongs", plain, 415, "UNSUPPORTED_MEDIA_TYPE")
    instead = w.first.post("/api/face/verify", w.whom(w.free[0]))
    r.answer("JSON where a form belongs", instead, 415, "UNSUPPORTED_MEDIA_TYPE")
    form = head.call("POST", "/api/exams", form=[("name", "x"), ("code", "y")])
    r.answer("a form where JSON belongs", form, 415, "UNSUPPORTED_MEDIA_TYPE")


def check_routes(w: World) -> None:
    """Unknown routes, wrong methods and strange ids."""
    r, head = w.report, w.head
    r.answer("an unknown route", head.get("/api/nosuch"), 404, "NOT_FOUND")
    # Without a token either the route or the token may be missed first.
    r.answer("an unknown route without a token", w.client.request("GET", "/api/nosuch"), (401, 404))
    for method, path in (("DELETE", "/api/exams"), ("PUT", "/api/attendance"), ("GET", "/api/face/verify")):
        r.answer(f"{method} {path}", head.call(method, path), 405, "METHOD_NOT_ALLOWED")
    for strange in ("not-a-uuid", "%00", "..%2f..%2fetc", "x" * 3000, "%F0%9F%98%80"):
        # The contract does not say whether such an id is wrong or merely unknown.
        reply = head.get(f"/api/exams/{strange}")
        r.answer(f"exam id {strange[:14]}", reply, (400, 404, 414))
        r.check("  with a stable code", bool(CODE.match(reply.code or "")), "a code", reply)


WRONG: dict[type, list[Any]] = {
    str: [7, True, [], {}],
    int: ["x", [], {}, True],
    bool: ["x", [], {}, 7],
    list: ["x", 7, {}],
    dict: ["x", 7, []],
}


def check_types(w: World) -> None:
    """Every field of every JSON body with every wrong type: 400 with details.fields."""
    exam, slot, candidate = w.exam["id"], w.morning["id"], w.free[0]["id"]
    op, sup, head = w.first, w.supervisor, w.head
    bodies = [
        (head, "POST", "/api/exams", {"name": "n", "code": "c", "settings": {"faceThreshold": 97}}),
        (head, "PATCH", f"/api/exams/{exam}", {"name": "n", "settings": {}}),
        (head, "POST", "/api/centres", {"code": "c", "name": "n"}),
        (
            head,
            "POST",
            "/api/operators",
            {
                "username": "u",
                "password": "long enough 1",
                "name": "n",
                "role": "operator",
                "centreId": w.centre_a["id"],
                "examIds": [exam],
            },
        ),
        (
            head,
            "POST",
            "/api/slots",
            {
                "examId": exam,
                "centreId": w.centre_a["id"],
                "slotName": "s",
                "maxCandidates": 5,
                "startTime": "2030-01-01T08:00:00Z",
                "endTime": "2030-01-01T10:00:00Z",
            },
        ),
        (head, "PATCH", f"/api/slots/{slot}", {"status": "active"}),
        (head, "POST", "/api/slot/assign", {"operatorId": op.id, "slotId": slot}),
        (head, "PATCH", f"/api/candidates/{exam}/{candidate}", {"name": "n", "reason": "r"}),
        (op, "POST", "/api/auth/password", {"old": "o", "new": "n"}),
        (op, "POST", "/api/attendance", {"examId": exam, "candidateId": candidate, "status": "completed"}),
        (op, "POST", "/api/attendance", {"examId": exam, "rollNumber": "1"}),
        (op, "POST", f"/api/attendance/{new_id()}/undo", {"reason": "r"}),
        (sup, "POST", f"/api/attendance/{new_id()}/handover", {"operatorId": op.id, "reason": "r"}),
        (
            op,
            "POST",
            "/api/biometric/verify",
            {"examId": exam, "candidateId": candidate, "override": {"reason": "r"}},
        ),
        (op, "POST", "/api/omr/scan", {"barcode": "b", "examId": exam, "imageUrl": "k"}),
        (op, "POST", "/api/omr/validate", {"barcode": "b", "rollNumber": "1", "examId": exam}),
        (sup, "POST", "/api/omr/void", {"barcode": "b", "examId": exam, "reason": "r"}),
    ]
    for who, method, path, body in bodies:
        route = path.replace(exam, "{exam}")[:48]
        for field, value in body.items():
            for wrong in WRONG[type(value)]:
                reply = who.call(method, path, json={**body, field: wrong})
                w.report.refused(f"{method} {route} {field}={wrong!r}", reply)
    for field in ("username", "password"):
        for wrong in WRONG[str]:
            body = {"username": "u", "password": "p", field: wrong}
            reply = w.client.request("POST", "/api/auth/login", json=body)
            w.report.refused(f"login {field}={wrong!r}", reply)
