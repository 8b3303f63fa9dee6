"""A2: a bound on the piece and none on the whole: forms that do not end."""

from faults import wire
from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House

MIB = 1 << 20
GROWTH_MB = 150


def flood(hall: Hall, path: str, opening: bytes, piece: bytes, pieces: int) -> int:
    """A chunked form that goes on and on; how many bytes the server took."""
    line = wire.connect(hall.server)
    kind = "multipart/form-data; boundary=b"
    line.sendall(wire.head("POST", path, hall.first.token, Content_Type=kind, Transfer_Encoding="chunked"))
    content = [wire.chunk(opening), *([wire.chunk(piece)] * pieces)]
    sent = wire.send_all(line, content)
    line.close()
    return sent


def grown(hall: Hall, attack) -> float:
    """MB that an attack makes the server grow by."""
    before = hall.server.resident_mb()
    attack()
    return hall.server.resident_mb() - before


@fault("A2")
def a_form_that_never_shows_its_boundary_is_not_kept(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    grew = grown(hall, lambda: flood(hall, "/api/face/verify", b"no boundary", b"x" * MIB, 600))
    assert grew < GROWTH_MB, f"grew by {grew:.0f} MB"


@sibling("A2")
def a_header_of_a_part_that_never_ends_is_not_kept(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    opening = b'--b\r\nContent-Disposition: form-data; name="examId'
    for path in ("/api/face/verify", "/api/omr/scan", "/api/sync/upload", "/api/fingerprint/capture"):
        grew = grown(hall, lambda path=path: flood(hall, path, opening, b"x" * MIB, 400))
        assert grew < GROWTH_MB, f"{path} grew by {grew:.0f} MB"


@sibling("A2")
def files_that_nobody_asked_for_are_refused(house: House) -> None:
    hall = house.hall()
    big = [(f"extra{number}", ("x.jpg", b"x" * MIB, "image/jpeg")) for number in range(4)]
    form = [*hall.whom(hall.obama).items(), *big]
    reply = hall.first.post("/api/face/verify", form=form)
    assert (reply.status, reply.code) in ((400, "VALIDATION"), (413, "PAYLOAD_TOO_LARGE")), reply


@sibling("A2")
def the_same_part_twice_is_refused(house: House) -> None:
    hall = house.hall()
    live = ("live.jpg", picture("obama2.jpg"), "image/jpeg")
    for name, value in (("liveFaceImage", live), ("examId", hall.exam)):
        form = [*hall.whom(hall.obama).items(), ("liveFaceImage", live), (name, value)]
        reply = hall.first.post("/api/face/verify", form=form)
        assert (reply.status, reply.code) == (400, "VALIDATION"), f"{name}: {reply}"


@sibling("A2")
def many_parts_are_refused(house: House) -> None:
    hall = house.hall()
    form = [(f"part{number}", "x") for number in range(2000)]
    reply = hall.first.post("/api/fingerprint/capture", form=form)
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply
