"""F14: one part that nobody can read stops the whole batch."""

import json
import threading

from faults.check import fault, sibling
from faults.hall import Hall, now
from faults.house import House
from faults.records import attendance, decide, envelope, fresh, listed, of, send, sent, states, status_of

DEEP = b"[" * 5000 + b"]" * 5000
# In a member that a record needs: it cannot be read. Elsewhere: it is nothing to the record.
SPOILT = {
    "half an emoji": b'"\\ud83d"',
    "not a number": b"NaN",
    "infinity": b"-Infinity",
    "latin-1": b'"Jos\xe9"',
    "deep brackets": DEEP,
    "a control character": b'"a\x01b"',
    "a word of nothing": b"undefined",
}


def spoil(record: bytes, value: bytes, needed: bool) -> bytes:
    if needed:
        return record.replace(b'"completed"', value)
    return record.replace(b'"data"', b'"note":' + value + b',"data"')


def identity(record: bytes) -> str:
    return json.loads(record)["id"]


@fault("F14")
def one_record_that_cannot_be_read_stops_no_other(house: House) -> None:
    hall = house.hall(people=20, faces=False)
    records, good, bad = [], [], []
    for number, value in enumerate(SPOILT.values()):
        for needed in (True, False):
            record = attendance(hall, hall.people[number * 2 + needed])
            records.append(spoil(record, value, needed))
            (bad if needed else good).append(identity(record))
    results = sent(hall.first, envelope(hall, records))
    told = {result["id"]: (result["status"], result.get("code")) for result in results}
    assert len(results) == len(records), results
    assert all(told[one] == ("synced", None) for one in good), told
    assert all(told[one] == ("failed", "VALIDATION") for one in bad), told
    # Nothing of it is thrown away: it is listed, and somebody is told.
    items = listed(hall.supervisor, hall, "?status=failed")
    assert {item["id"] for item in items} == set(bad), items
    assert not any(item["readable"] for item in items), items
    assert hall.alerts("record_failed"), "no alert"


@sibling("F14")
def a_mark_of_order_and_a_clock_that_nobody_can_read(house: House) -> None:
    hall = house.hall(faces=False)
    clocks = [b"7", b'"22/11/2026 09:00"', b"null", b"NaN", b'"\\ud83d"']
    for candidate, clock in zip(hall.people, clocks, strict=False):
        body = b"\xef\xbb\xbf" + envelope(hall, [attendance(hall, candidate)], clock)
        assert sent(hall.first, body)[0]["status"] == "synced", clock
    told = [alert["details"]["reasons"] for alert in hall.alerts("clock_tampering")]
    assert told and all(reasons == ["device_clock"] for reasons in told), told


@sibling("F14")
def commas_too_many_names_twice_and_what_broke_off(house: House) -> None:
    hall = house.hall(people=8, faces=False)
    one, two, three = (attendance(hall, candidate) for candidate in hall.people[:3])
    twice = three.replace(b'"id"', b'"candidateId":"' + hall.people[4]["id"].encode() + b'","id"')
    body = envelope(hall, [one, b"", two, twice, b""]).replace(b'"data": {', b'"data": {,')
    results = sent(hall.first, body)
    assert [result["status"] for result in results] == ["synced", "synced", "failed"], results
    # The line broke, and somebody called it whole.
    four, five = attendance(hall, hall.people[5]), attendance(hall, hall.people[6])
    results = sent(hall.first, envelope(hall, [four, five])[: -len(five) // 2])
    assert [result["status"] for result in results] == ["synced", "failed"], results
    assert status_of(hall, hall.people[5]) == "attendance_completed"
    # Where there are no records at all, nothing is acknowledged.
    for nothing in (b"", b"[]", b"nul", b'{"examId":"' + hall.exam.encode() + b'","deviceId":"d"}'):
        reply = send(hall.first, nothing)
        assert (reply.status, reply.code) == (400, "VALIDATION"), reply


@sibling("F14")
def the_plans_form_is_kept_as_well(house: House) -> None:
    hall = house.hall(faces=False)
    record, whom = fresh(), hall.people[0]["id"]
    body = f'{{"examId":"{hall.exam}","entityType":"attendance","data":{{"id":"{record}","candidateId":"{whom}",'
    reply = send(hall.first, body.encode() + b'"status":NaN}}')
    assert reply.status == 200 and reply.data["status"] == "failed", reply
    assert of(listed(hall.head, hall), record)["code"] == "VALIDATION"
    reply = send(hall.first, body.encode() + b'"status":"completed","note":NaN}}')
    assert reply.status == 200 and reply.data["status"] == "synced", reply


@sibling("F14")
def what_was_kept_is_decided_by_somebody_else(house: House) -> None:
    hall = house.hall(faces=False)
    first, second, third = (attendance(hall, candidate) for candidate in hall.people[:3])
    wrong = [spoil(first, b"NaN", True), spoil(second, b'"\\udc00"', True)]
    late = third.replace(json.loads(third)["capturedAt"].encode(), b"yesterday")
    body = envelope(hall, [*wrong, late])
    assert {result["status"] for result in sent(hall.first, body)} == {"failed"}
    # The same bytes again are the same.
    sent(hall.first, body)
    items = listed(hall.supervisor, hall)
    assert len(items) == 3, items
    assert states(hall.first, hall, [identity(first), fresh()]) == ["failed", "unknown"]
    assert states(hall.second, hall, [identity(first)]) == ["unknown"]
    desk = hall.supervisor.everything(f"/api/desk/{hall.exam}")
    assert [one["kind"] for one in desk] == ["unread"] * 3 and desk[0]["next"] == ["correct", "discard"], desk
    apply, leave, dated = (of(items, identity(record)) for record in (first, second, third))
    assert hall.far_supervisor.everything(f"/api/sync/records/{hall.exam}") == []
    reply = decide(hall.far_supervisor, apply, "discard")
    assert (reply.status, reply.code) == (404, "RECORD_NOT_FOUND"), reply
    reply = decide(hall.first, apply, "discard")
    assert reply.status == 403, reply
    reply = decide(hall.supervisor, apply, "apply", correction={"status": "perhaps"})
    assert (reply.status, reply.code) == (400, "VALIDATION"), reply
    reply = decide(hall.supervisor, apply, "apply", correction={"status": "completed"})
    assert reply.status == 200 and reply.data["decision"] == "apply" and reply.data["became"], reply
    assert status_of(hall, hall.people[0]) == "attendance_completed"
    assert decide(hall.supervisor, leave, "discard").status == 200
    assert status_of(hall, hall.people[1]) == "registered"
    assert decide(hall.head, dated, "apply", correction={"capturedAt": now(-60), "status": "completed"}).status == 200
    for decided in (apply, leave, dated):
        reply = decide(hall.supervisor, decided, "apply")
        assert (reply.status, reply.code) == (409, "RECORD_DECIDED"), reply
    assert hall.supervisor.everything(f"/api/desk/{hall.exam}") == []
    journal = [e for e in hall.head.everything(f"/api/audit/{hall.exam}") if e["action"] == "decide_record"]
    # What was done before the log is read is in it.
    assert len([e for e in journal if e["outcome"] == "done"]) == 3, journal


@sibling("F14")
def of_two_decisions_at_once_one_wins(house: House) -> None:
    hall = house.hall(faces=False)
    record = attendance(hall, hall.people[0])
    sent(hall.first, envelope(hall, [spoil(record, b"NaN", True)]))
    item = of(listed(hall.head, hall), identity(record))
    answers: list[int] = []

    # What could not be read says no status; whoever applies it first says which.
    def one(who, decision: str, **said: object) -> None:
        answers.append(decide(who, item, decision, **said).status)

    pairs = [(hall.supervisor, "apply"), (hall.head, "discard")] * 3
    said = {"apply": {"correction": {"status": "completed"}}, "discard": {}}
    threads = [threading.Thread(target=one, args=(who, what), kwargs=said[what]) for who, what in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * 5, answers
