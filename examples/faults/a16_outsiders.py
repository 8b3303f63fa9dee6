"""A16: what outsiders of an exam hand over is kept, and takes the ids of others."""

from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from faults.records import base, listed, of, ridges


def kept(hall: Hall) -> list[int]:
    tables = ("sync_record", "sync_unread", "blob")
    return [int(hall.server.sql(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in tables]


@fault("A16")
def an_outsider_keeps_nothing_here_and_takes_no_ids(house: House) -> None:
    hall = house.hall(people=2, faces=False)
    outsider = hall.account("operator")
    mine = hall.record("attendance", hall.people[0], {"status": "completed"})
    theirs = {**mine, "capturedAt": "2020-01-01T00:00:00Z"}
    image = hall.record("fingerprint", hall.people[1], {"image": base(ridges())})
    reply = hall.upload([theirs, image], outsider)
    assert (reply.status, reply.code) == (403, "NO_SLOT_ASSIGNED"), reply
    assert hall.results([mine])[0]["status"] == "synced"


@sibling("A16")
def nothing_of_it_is_stored_or_looked_at(house: House) -> None:
    server = house.own()
    hall = Hall(server, people=2, faces=False)
    other = Hall(server, people=2, faces=False)
    elsewhere = other.account("supervisor", other.centre_a)
    for outsider in (hall.account("operator"), other.first, elsewhere, other.far):
        bad = hall.record("fingerprint", hall.people[0], {"image": "%%%"})
        good = hall.record("fingerprint", hall.people[1], {"image": base(ridges())})
        for records in ([good], [bad, 7], []):
            reply = hall.upload(records, outsider)
            assert (reply.status, reply.code) == (403, "NO_SLOT_ASSIGNED"), reply
    assert kept(hall) == [0, 0, 0], kept(hall)


@sibling("A16")
def a_record_is_of_who_captured_it(house: House) -> None:
    hall = house.hall(people=4, faces=False)
    mine = hall.record("attendance", hall.people[0], {"status": "completed"})
    # Somebody of another centre was here first with the id.
    theirs = {**hall.record("attendance", hall.strangers[0], {"status": "completed"}), "id": mine["id"]}
    assert hall.results([theirs], hall.far)[0]["status"] == "synced"
    assert hall.results([mine])[0]["status"] == "synced"
    for who, record in ((hall.first, mine), (hall.far, theirs)):
        assert hall.results([record], who)[0]["status"] == "duplicate"
        told = who.must("POST", "/api/sync/states", json={"examId": hall.exam, "ids": [mine["id"]]})["results"][0]
        assert (told["status"], told["capturedBy"]) == ("synced", who.id), told
    # The same captor's other content under one id is refused, and kept.
    other = {**mine, "candidateId": hall.people[1]["id"]}
    told = hall.results([other])[0]
    assert (told["status"], told["code"]) == ("failed", "RECORD_ID_REUSED"), told
    items = [item for item in listed(hall.supervisor, hall) if item["id"] == mine["id"]]
    assert [item["status"] for item in items] == ["synced", "failed"], items
    reply = hall.supervisor.post(
        f"/api/sync/records/{items[1]['recordId']}/decide", {"decision": "apply", "reason": "It is another one"}
    )
    assert reply.status == 200 and reply.data["became"], reply


@sibling("A16")
def who_had_a_slot_once_still_hands_over(house: House) -> None:
    hall = house.hall(people=3, faces=False)
    floating = hall.operator(None, hall.slot)
    record = hall.record("attendance", hall.people[0], {"status": "completed"})
    body = {"operatorId": floating.id, "slotId": hall.slot["id"]}
    assert hall.head.call("DELETE", "/api/slot/assign", json=body).status == 200
    assert hall.results([record], floating)[0]["status"] == "synced"
    # A colleague of the centre who never had one, with a queue that is proved.
    idle = hall.account("operator", hall.centre_a)
    token = hall.capture_token()
    proved = {**hall.record("attendance", hall.people[1], {"status": "completed"}), "captureToken": token}
    assert hall.results([proved], idle)[0]["status"] == "synced"
    item = of(listed(hall.head, hall), proved["id"])
    assert (item["capturedBy"], item["uploadedBy"]) == (hall.first.id, idle.id), item
