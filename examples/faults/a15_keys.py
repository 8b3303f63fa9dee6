"""A15: an Idempotency-Key belongs to one request: the method, the path with its ids, the query."""

import secrets

from faults.check import fault, sibling
from faults.hall import HEADER
from faults.house import House


@fault("A15")
def the_undo_of_a_second_attendance_is_done(house: House) -> None:
    hall = house.hall(faces=False)
    first, second = (hall.attend(person) for person in hall.people[:2])
    key, body = secrets.token_hex(8), {"reason": "by mistake"}
    for attendance in (first, second):
        undone = hall.first.post(f"/api/attendance/{attendance['id']}/undo", body, key=key)
        assert undone.status == 200 and "idempotent-replayed" not in undone.headers, undone
    again = hall.first.post(f"/api/attendance/{second['id']}/undo", body, key=key)
    assert again.status == 200 and again.headers.get("idempotent-replayed") == "true", again
    for person in hall.people[:2]:
        seen = hall.head.must("GET", f"/api/candidates/{hall.exam}/{person['id']}")
        assert seen["status"] == "registered", seen


@sibling("A15")
def an_import_into_a_second_exam_is_done(house: House) -> None:
    halls = [house.hall(faces=False, people=1) for _ in range(2)]
    key = secrets.token_hex(8)
    roster = f"{HEADER}\n{halls[0].row('ROLL-1', halls[0].centre_a)}\n".encode()
    for hall in halls:
        form = [("file", ("roster.csv", roster, "text/csv"))]
        done = halls[0].head.post(f"/api/exams/{hall.exam}/candidates/import", form=form, key=key)
        assert done.status == 200 and done.data["imported"] == 1, done
        found = hall.head.must("GET", f"/api/candidates/{hall.exam}?q=ROLL-1")["items"]
        assert len(found) == 1, found


@sibling("A15")
def the_same_key_with_another_body_is_still_refused(house: House) -> None:
    hall = house.hall(faces=False)
    key = secrets.token_hex(8)
    bodies = [{**hall.whom(person), "status": "completed"} for person in hall.people[:2]]
    assert hall.first.post("/api/attendance", bodies[0], key=key).status == 201
    other = hall.first.post("/api/attendance", bodies[1], key=key)
    assert other.status == 409 and other.code == "IDEMPOTENCY_MISMATCH", other
    assert hall.first.post("/api/attendance?x=1", bodies[1], key=key).status == 201
    assert hall.second.post("/api/attendance", bodies[1], key=key).status == 409, "another's key is another"
