"""Section 2.6: sheets are scanned, bound, made void; one wins whatever comes at once."""

import socket
from typing import Any

from kit import draw
from kit.client import Reply, Session, image
from probe.report import UTC_TIME, at_once
from probe.world import World, new_id

SIMULTANEOUS = 64
ONE_SHEET = 12


def scan(w: World, barcode: str, who: Session | None = None, **more: Any) -> Reply:
    body = {"barcode": barcode, "examId": w.exam["id"], **more}
    return (who or w.first).post("/api/omr/scan", body)


def bind(w: World, barcode: str, candidate: dict[str, Any], who: Session | None = None) -> Reply:
    body = {"barcode": barcode, "rollNumber": candidate["rollNumber"], "examId": w.exam["id"]}
    return (who or w.first).post("/api/omr/validate", body)


def void(w: World, barcode: str, reason: str = "torn", who: Session | None = None) -> Reply:
    body = {"barcode": barcode, "examId": w.exam["id"], "reason": reason}
    return (who or w.supervisor).post("/api/omr/void", body)


def new_barcode() -> str:
    return f"Q-{new_id()[:13]}"


def check(w: World) -> None:
    check_scan(w)
    check_images(w)
    check_binding(w)
    check_void(w)
    check_simultaneous(w)


def check_scan(w: World) -> None:
    r, barcode = w.report, new_barcode()
    made = scan(w, barcode)
    r.answer("scan", made, 201)
    if r.holds("it answers", made.data, "barcode examId status validated scannedAt scannedBy"):
        data = made.data
        r.check("scanned, not bound", (data["status"], data["validated"]) == ("scanned", False), "both", data)
        r.check("its time", bool(UTC_TIME.match(data["scannedAt"])), "RFC 3339 in UTC", data)
        r.check("by the token's user", data["scannedBy"] == w.first.id, w.first.id, data)
    r.answer("the same again", scan(w, barcode), 409, "BARCODE_EXISTS")
    r.answer(
        "scannedBy somebody else", scan(w, new_barcode(), scannedBy=w.second.id), 403, "OPERATOR_MISMATCH"
    )
    r.answer("scannedBy oneself", scan(w, new_barcode(), scannedBy=w.first.id), 201)
    letters = f"Case-{new_id()[:8]}"
    r.answer("small and large letters", scan(w, letters.lower()), 201)
    r.answer("are two sheets", scan(w, letters.upper()), 201)
    r.answer("64 letters", scan(w, new_barcode().ljust(64, "x")), 201)
    for wrong in ("", "has space", "x" * 65, "ü", "a\u0000b", "a\nb", "<b>"):
        r.refused(f"barcode {wrong[:8]!r}", scan(w, wrong))
    check_no_fetch(w)


def check_no_fetch(w: World) -> None:
    """An imageUrl is a key, never an address: nobody is called."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1.5)
        port = listener.getsockname()[1]
        for address in (f"http://127.0.0.1:{port}/x.png", "file:///etc/passwd", "../../mpa.db"):
            reply = scan(w, new_barcode(), imageUrl=address)
            # Wrong input, unknown key or not found: the contract does not say which.
            w.report.answer(f"imageUrl {address[:12]}", reply, (400, 403, 404, 422))
        try:
            listener.accept()[0].close()
            fetched = True
        except TimeoutError:
            fetched = False
    w.report.check("the server fetches no address", not fetched, "no connection", "a connection")


def check_images(w: World) -> None:
    r, barcode = w.report, new_barcode()

    def form(text: str, content: bytes) -> list:
        return [("barcode", text), ("examId", w.exam["id"]), ("image", image("s.png", content))]

    other = form(barcode, draw.sheet("SOMETHING-ELSE"))
    r.answer("a sheet of another barcode", w.first.post("/api/omr/scan", form=other), 422, "BARCODE_MISMATCH")
    made = w.first.post("/api/omr/scan", form=form(barcode, draw.sheet(barcode)))
    r.answer("a sheet with its barcode", made, 201)
    blank = form(new_barcode(), draw.blank(400, 400, 255))
    r.answer("a sheet that cannot be read", w.first.post("/api/omr/scan", form=blank), 201)
    text = form(new_barcode(), b"no picture")
    # A file that is no picture is no sheet; the code is not said.
    r.answer("a sheet that is no picture", w.first.post("/api/omr/scan", form=text), (400, 415, 422))
    path = f"/api/omr/{w.exam['id']}/{barcode}/image"
    kept = w.supervisor.get(path)
    fits = kept.status == 200 and kept.headers.get("content-type", "").startswith("image/")
    r.check("the sheet's image for the supervisor", fits, "200 image/…", f"{kept.status} {kept.code}")
    r.answer("not for the operator", w.first.get(path), 403, "FORBIDDEN")
    r.answer("not for another centre", w.far_supervisor.get(path), (403, 404))


def check_binding(w: World) -> None:
    r, exam = w.report, w.exam["id"]
    one, two = w.present(), w.present()
    sheet, spare = new_barcode(), new_barcode()
    scan(w, sheet), scan(w, spare)
    r.answer("an unknown sheet", bind(w, "NO-SUCH-SHEET", one), 404, "OMR_NOT_FOUND")
    nobody = {"rollNumber": f"{w.tag}-NOBODY"}
    r.answer("an unknown roll number", bind(w, sheet, nobody), 404, "CANDIDATE_NOT_FOUND")
    bound = bind(w, sheet, one)
    r.answer("bind", bound, 200)
    if r.holds("it answers", bound.data, "barcode rollNumber candidate validated alreadyValidated"):
        said = bound.data["validated"], bound.data["alreadyValidated"]
        r.check("bound now", said == (True, False), "(True, False)", said)
    again = bind(w, sheet, one)
    r.answer("the same binding", again, 200)
    r.check("was there", (again.data or {}).get("alreadyValidated") is True, "true", again)
    query = f"rollNumber={one['rollNumber']}&examId={exam}"
    by_get = w.first.get(f"/api/omr/validate/{sheet}?{query}")
    r.answer("the same by GET", by_get, 200)
    r.check("was there too", (by_get.data or {}).get("alreadyValidated") is True, "true", by_get)
    r.answer("another roll number", bind(w, sheet, two), 409, "OMR_ALREADY_VALIDATED")
    r.answer("another sheet", bind(w, spare, one), 409, "CANDIDATE_HAS_OMR")
    by_get = w.first.get(f"/api/omr/validate/{spare}?rollNumber={two['rollNumber']}&examId={exam}")
    r.answer("GET binds", by_get, 200)
    r.answer(
        "GET without a roll number",
        w.first.get(f"/api/omr/validate/{spare}?examId={exam}"),
        400,
        "VALIDATION",
    )
    r.check("the candidate shows it", shown(w, one) == sheet, sheet, shown(w, one))


def shown(w: World, candidate: dict[str, Any]) -> str | None:
    data = w.supervisor.must("GET", f"/api/candidates/{w.exam['id']}/{candidate['id']}")
    return (data.get("omr") or {}).get("barcode")


def check_void(w: World) -> None:
    r, one = w.report, w.present()
    torn, fresh = new_barcode(), new_barcode()
    scan(w, torn), scan(w, fresh)
    bind(w, torn, one)
    r.refused(
        "void without a reason", w.supervisor.post("/api/omr/void", {"barcode": torn, "examId": w.exam["id"]})
    )
    r.answer("void by an operator", void(w, torn, who=w.first), 403, "FORBIDDEN")
    r.answer("void of nothing", void(w, "NO-SUCH-SHEET"), 404, "OMR_NOT_FOUND")
    r.answer("void", void(w, torn), 200)
    r.answer("the void sheet again", bind(w, torn, one), 409, "OMR_VOID")
    r.answer("for another candidate", bind(w, torn, w.present()), 409, "OMR_VOID")
    # The void barcode is never used again: it exists, and it is void.
    r.answer("scanned again", scan(w, torn), 409, ("BARCODE_EXISTS", "OMR_VOID"))
    r.answer("the replacement", bind(w, fresh, one), 200)
    r.check("is the candidate's", shown(w, one) == fresh, fresh, shown(w, one))


def check_simultaneous(w: World) -> None:
    r, barcode = w.report, new_barcode()
    who = (w.first, w.second, w.supervisor)
    replies = at_once(SIMULTANEOUS, lambda n: scan(w, barcode, who[n % 3]))
    r.one_wins("64 scans of one barcode", replies, 201, "BARCODE_EXISTS")
    one = w.present()
    sheets = [new_barcode() for _ in range(SIMULTANEOUS)]
    for sheet in sheets:
        scan(w, sheet)
    replies = at_once(SIMULTANEOUS, lambda n: bind(w, sheets[n], one))
    r.one_wins("64 sheets for one candidate", replies, 200, "CANDIDATE_HAS_OMR")
    won = [reply.data["barcode"] for reply in replies if reply.status == 200]
    r.check("the winner is the one shown", won == [shown(w, one)], str(won), shown(w, one))
    barcode, people = new_barcode(), [w.present() for _ in range(ONE_SHEET)]
    scan(w, barcode)
    replies = at_once(ONE_SHEET, lambda n: bind(w, barcode, people[n]))
    r.one_wins("one sheet for 12 candidates", replies, 200, "OMR_ALREADY_VALIDATED")
    one, barcode = w.present(), new_barcode()
    scan(w, barcode)
    replies = at_once(SIMULTANEOUS, lambda _: bind(w, barcode, one))
    first = [reply for reply in replies if reply.status == 200 and not reply.data["alreadyValidated"]]
    fine = all(reply.status in (200, 429, 503) for reply in replies) and len(first) == 1
    r.check(
        "64 times the same binding",
        fine,
        "200, one of them new",
        [str(reply.status) for reply in replies][:6],
    )
