"""Section 2.1: login, refresh, logout, password, me, logout-all, disabling."""

import secrets

from kit.client import Reply
from probe.world import World


def login(w: World, username: str, password: str) -> Reply:
    body = {"username": username, "password": password}
    return w.client.request("POST", "/api/auth/login", json=body)


def refresh(w: World, token: str) -> Reply:
    return w.client.request("POST", "/api/auth/refresh", json={"refreshToken": token})


def me(w: World, token: str) -> Reply:
    return w.client.request("GET", "/api/auth/me", token=token)


def check(w: World) -> None:
    check_login(w)
    check_refresh(w)
    check_logout(w)
    check_password(w)
    check_disable(w)
    check_logout_all(w)


def check_login(w: World) -> None:
    r = w.report
    who = w.account("operator", w.centre_a)
    good = login(w, who.username, who.password)
    r.answer("login", good, 200)
    r.holds("login answers", good.data, "accessToken refreshToken expiresIn user")
    r.holds("its user", good.data["user"], "id username name role centreId")
    lifetime = good.data["expiresIn"]
    r.check("expiresIn is a number of seconds", isinstance(lifetime, int) and lifetime > 0, "> 0", lifetime)
    body = {"username": who.username, "password": who.password, "deviceId": "probe-1"}
    r.answer("login with a device", w.client.request("POST", "/api/auth/login", json=body), 200)
    wrong = login(w, who.username, "wrong password 1")
    unknown = login(w, f"nobody-{secrets.token_hex(4)}", "wrong password 1")
    r.answer("a wrong password", wrong, 401, "INVALID_CREDENTIALS")
    r.check("an unknown user looks the same", wrong.body == unknown.body, str(wrong), unknown)
    for name, body in {"no password": {"username": "x"}, "no name": {"password": "x"}, "nothing": {}}.items():
        r.refused(f"login with {name}", w.client.request("POST", "/api/auth/login", json=body))
    answer = me(w, good.data["accessToken"])
    r.answer("me", answer, 200)
    # Whether the user is the data itself or under `user` is not said.
    user = answer.data.get("user", answer.data) if isinstance(answer.data, dict) else {}
    r.check("me is who signed in", user.get("username") == who.username, who.username, answer)


def check_refresh(w: World) -> None:
    r = w.report
    who = w.account("operator", w.centre_a)
    first = who.refresh_token
    second = refresh(w, first)
    r.answer("refresh", second, 200)
    r.holds("a new pair", second.data, "accessToken refreshToken expiresIn")
    r.check("the token has changed", second.data["refreshToken"] != first, "another token", "the same")
    again = refresh(w, first)
    r.answer("the same token, its successor unused", again, 200)
    same = again.data and again.data["refreshToken"] == second.data["refreshToken"]
    r.check("gets that successor", bool(same), "the same successor", again.status)
    third = refresh(w, second.data["refreshToken"])
    r.answer("the successor works", third, 200)
    r.answer("the first token, its successor used", refresh(w, first), 401, "TOKEN_REUSED")
    r.answer("ends the whole session", me(w, third.data["accessToken"]), 401, "UNAUTHENTICATED")
    last = refresh(w, third.data["refreshToken"])
    r.answer("its newest refresh token too", last, 401, ("TOKEN_REUSED", "UNAUTHENTICATED"))
    r.answer("the account lives on", login(w, who.username, who.password), 200)
    # Which 401 code a token that never was gets is not said.
    r.answer("a refresh token that never was", refresh(w, "garbage"), 401)
    access = w.account("operator", w.centre_a).token
    r.answer("an access token as refresh token", refresh(w, access), 401)
    r.refused("refresh without a token", w.client.request("POST", "/api/auth/refresh", json={}))


def check_logout(w: World) -> None:
    r = w.report
    who = w.account("operator", w.centre_a)
    other = login(w, who.username, who.password).data
    r.answer("logout", who.post("/api/auth/logout"), 200)
    r.answer("the access token ends at once", me(w, who.token), 401, "UNAUTHENTICATED")
    r.answer("the refresh token too", refresh(w, who.refresh_token), 401)
    r.answer("another session of the user stays", me(w, other["accessToken"]), 200)


def check_password(w: World) -> None:
    r = w.report
    who = w.account("operator", w.centre_a)
    new = secrets.token_urlsafe(18)
    wrong = who.post("/api/auth/password", {"old": "not the old one", "new": new})
    # The refusal's code is not said; that it is one, is.
    r.answer("a wrong old password", wrong, (400, 401, 403, 409, 422))
    right = who.post("/api/auth/password", {"old": who.password, "new": new})
    r.answer("a new password", right, 200)
    r.answer("the old one is refused", login(w, who.username, who.password), 401, "INVALID_CREDENTIALS")
    r.answer("the new one works", login(w, who.username, new), 200)
    who = w.account("operator", w.centre_a)
    r.refused("a password without the old one", who.post("/api/auth/password", {"new": new}))


def check_disable(w: World) -> None:
    """The contract names the act and not the field: the usual three are tried in turn."""
    r = w.report
    who = w.account("operator", w.centre_a)
    for body in ({"disabled": True}, {"active": False}, {"status": "disabled"}):
        reply = w.head.patch(f"/api/operators/{who.id}", body)
        if reply.status == 200:
            break
    r.answer("an operator is disabled", reply, 200)
    r.answer("their token ends at once", me(w, who.token), 401, "UNAUTHENTICATED")
    r.answer("they cannot sign in", login(w, who.username, who.password), (401, 403))
    r.answer("nor refresh", refresh(w, who.refresh_token), 401)
    renamed = w.head.patch(f"/api/operators/{w.idle.id}", {"name": "Another Name"})
    r.answer("an operator is renamed", renamed, 200)
    r.check(
        "the whole record comes back", (renamed.data or {}).get("name") == "Another Name", "the name", renamed
    )


def check_logout_all(w: World) -> None:
    r = w.report
    exam = w.other_exam["id"]
    body = {"examId": exam, "centreId": w.centre_a["id"], "slotName": "Night"}
    slot = w.head.must("POST", "/api/slots", json=body)
    who = w.account("operator", w.centre_a)
    w.assign(who, slot)
    r.answer("logout-all", w.head.post(f"/api/admin/exams/{exam}/logout-all"), 200)
    r.answer("ends an operator's session", me(w, who.token), 401, "UNAUTHENTICATED")
    r.answer("and its refresh token", refresh(w, who.refresh_token), 401)
    r.answer("another exam's operator stays", w.first.get("/api/auth/me"), 200)
    r.answer("a supervisor stays", w.supervisor.get("/api/auth/me"), 200)
    r.answer("signing in again works", login(w, who.username, who.password), 200)
    unknown = w.head.post("/api/admin/exams/00000000-0000-7000-8000-000000000000/logout-all")
    r.answer("logout-all of an unknown exam", unknown, 404, "EXAM_NOT_FOUND")
