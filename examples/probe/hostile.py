"""Bad input: what is broken, lies or is far too large. The server answers and lives on."""

import io
import json
import select
import socket
import time
import zipfile

from kit.client import multipart
from probe.imports import archive, person, xlsx
from probe.world import HEADER, World, new_id

BIG_JSON_BYTES = 40 * 1024 * 1024
BOMB_BYTES = 1 << 30
BOMB_LIMIT_S = 30.0
WAIT_S = 20.0


def check(w: World) -> None:
    check_large(w)
    check_lengths(w)
    check_forms(w)
    check_bombs(w)
    check_text(w)
    alive = w.head.get("/api/auth/me")
    w.report.answer("the server lives on", alive, 200)


def raw(w: World, head: str, body: bytes, then_close: bool = False) -> int:
    """The status of a request made by hand; 0 when the connection ends without one.

    Reads while it writes: a server may refuse a large body before it has all of it.
    """
    text = f"{head}\r\nHost: x\r\nAuthorization: Bearer {w.head.token}\r\nConnection: close\r\n\r\n"
    pending, answer = memoryview(text.encode() + body), b""
    with socket.create_connection((w.client.host, w.client.port), timeout=WAIT_S) as link:
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end and b"\r\n" not in answer:
            readable, writable, _ = select.select([link], [link] if pending else [], [], 1.0)
            try:
                if readable:
                    piece = link.recv(4096)
                    if not piece:
                        break
                    answer += piece
                elif writable:
                    pending = pending[link.send(pending[:65536]) :]
                    if not pending and then_close:
                        link.shutdown(socket.SHUT_WR)
            except OSError:
                break
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def check_large(w: World) -> None:
    r = w.report
    body = json.dumps({"name": "x" * BIG_JSON_BYTES, "code": "BIG"}).encode()
    head = f"POST /api/exams HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    status = raw(w, head, body)
    r.check("40 MB of JSON", status == 413, "413", status)
    chunked = b"".join(
        b"10000\r\n" + body[at : at + 65536] + b"\r\n" for at in range(0, len(body) - 65536, 65536)
    )
    head = "POST /api/exams HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
    status = raw(w, head, chunked)
    r.check("40 MB of JSON in chunks", status == 413, "413", status)
    status = raw(w, "GET /api/auth/me HTTP/1.1\r\nX-Long: " + "x" * 200_000, b"")
    # Too long a header is the HTTP layer's to refuse, in its way.
    # Refused, or read and ignored: in any case answered.
    r.check("a header of 200,000 letters", status in (0, 200, 400, 413, 431), "an answer", status)
    path = "/api/candidates/" + "a" * 100_000
    status = raw(w, f"GET {path} HTTP/1.1", b"")
    r.check("a path of 100,000 letters", status in (0, 400, 404, 414, 431), "414", status)


def check_lengths(w: World) -> None:
    """A Content-Length that is not the truth."""
    r, kind = w.report, "Content-Type: application/json"
    short = b'{"name": "short", "code": "SHORT"}'
    status = raw(w, f"POST /api/exams HTTP/1.1\r\n{kind}\r\nContent-Length: 1000", short, then_close=True)
    # The request never ends: an answer or a closed connection, but no exam.
    r.check("less than promised", status in (0, 400, 408), "400, 408 or closed", status)
    names = [exam["name"] for exam in w.head.everything("/api/exams")]
    r.check("creates nothing", "short" not in names, "no such exam", "it is there")
    for lie in ("-1", "x", "99999999999999999999999"):
        status = raw(
            w, f"POST /api/exams HTTP/1.1\r\n{kind}\r\nContent-Length: {lie}", short, then_close=True
        )
        r.check(f"Content-Length: {lie}", status in (0, 400, 411, 413), "400 or closed", status)
    both = f"POST /api/exams HTTP/1.1\r\n{kind}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked"
    status = raw(w, both, b"0\r\n\r\n", then_close=True)
    r.check("two lengths", status in (0, 400, 411), "400 or closed", status)


def check_forms(w: World) -> None:
    r, path = w.report, f"/api/exams/{w.other_exam['id']}/candidates/import"
    whole, kind = multipart([("file", ("r.csv", w.csv([person(w, "CUT-1")]), "text/csv"))])
    cases = {
        "cut in its content": whole[: len(whole) // 2],
        "cut before the last boundary": whole[:-30],
        "cut in the first header": whole[:40],
        "empty": b"",
        "another boundary": whole.replace(b"--mpa-", b"--abc-"),
    }
    for name, body in cases.items():
        reply = w.head.call("POST", path, body=body, content_type=kind)
        r.answer(f"a form {name}", reply, 400, "VALIDATION")
    reply = w.head.call("POST", path, body=whole, content_type="multipart/form-data")
    r.answer("a form without a boundary", reply, (400, 415))
    left = w.head.everything(f"/api/candidates/{w.other_exam['id']}")
    r.check("nobody is imported", left == [], "[]", left)
    many = [(f"part{n}", "x") for n in range(5000)]
    r.answer("5,000 parts", w.head.call("POST", path, form=many), (400, 413))
    # A name with a path in it is only a name.
    form = [("file", ("../../../etc/passwd.csv", w.csv([person(w, "UP-1")]), "text/csv"))]
    r.answer("a file named ../../../etc/passwd.csv", w.head.call("POST", path, form=form), (200, 400, 422))
    twice = [("examId", w.exam["id"]), *w.whom(w.free[0]).items()]
    r.answer("a field twice", w.head.post("/api/face/enroll", form=twice), 400, "VALIDATION")


def bomb(name: str) -> bytes:
    """A small ZIP that unpacks to a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        with file.open(name, "w", force_zip64=True) as entry:
            for _ in range(BOMB_BYTES // (1 << 20)):
                entry.write(b" " * (1 << 20))
    return out.getvalue()


def check_bombs(w: World) -> None:
    """A gigabyte in a small file: refused, or the photograph rejected; soon in any case."""
    r, exam = w.report, w.create_exam("Bombs")["id"]
    roster = w.csv([person(w, "BOMB-1") + ",a.jpg"], HEADER + ",Photo")
    photos = [("photos", ("p.zip", bomb("a.jpg"), "application/zip"))]
    cases = {"photos": lambda: w.import_file(roster, exam=exam, more=photos)}
    good = xlsx([HEADER.split(","), person(w, "BOMB-2").split(",")])
    book = io.BytesIO(good)
    with zipfile.ZipFile(book) as file:
        parts = {n: file.read(n) for n in file.namelist() if not n.endswith("sheet1.xml")}
    workbook = io.BytesIO(bomb("xl/worksheets/sheet1.xml"))
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    cases["a workbook"] = lambda: w.import_file(workbook.getvalue(), "r.xlsx", exam)
    nested = archive({"a.jpg/": b"", "x" * 60000: b"", "a.jpg": b""})
    odd = [("photos", ("p.zip", nested, "application/zip"))]
    cases["odd names"] = lambda: w.import_file(roster, exam=exam, more=odd)
    for name, send in cases.items():
        began = time.monotonic()
        reply = send()
        took = time.monotonic() - began
        statuses = (400, 413, 422) if name == "a workbook" else (200, 400, 413, 422)
        r.answer(f"a bomb as {name}", reply, statuses)
        r.check("  answered soon", took < BOMB_LIMIT_S, f"under {BOMB_LIMIT_S:g} s", f"{took:.1f} s")


def check_text(w: World) -> None:
    """Strange text is refused or kept as it is; never a 500."""
    r = w.report
    strange = {
        "NUL": "a\u0000b",
        "half a pair": "\ud800",
        "right to left": "\u202eabc",
        "a megabyte": "x" * 1_000_000,
        "markup": "<script>alert(1)</script>",
        "SQL": "'; DROP TABLE exams;--",
    }
    for name, text in strange.items():
        # json.dumps escapes half a pair as \ud800, which is legal JSON and no legal text.
        reply = w.head.post("/api/exams", {"name": text, "code": f"T{new_id()[-12:]}"})
        r.answer(f"an exam named with {name}", reply, (201, 400, 413))
        if reply.status == 201:
            r.check("  keeps it", reply.data.get("name") == text, "the same", reply)
