"""A14: proof of who captured can be taken away."""

from faults.check import fault, sibling
from faults.house import House
from faults.records import decide, listed, of, states, until


def captured(hall, candidate) -> bool:
    reply = hall.supervisor.get(f"/api/fingerprint/status/{candidate['id']}/{hall.exam}")
    return bool(reply.data and reply.data.get("exceptionReason"))


@fault("A14")
def a_waiting_record_stays_whose_it_was_proved_to_be(house: House) -> None:
    hall = house.hall(people=2, faces=False)
    candidate = hall.people[0]
    record = hall.record("fingerprint", candidate, {"exceptionReason": "Bandaged"})
    proved = {**record, "captureToken": hall.capture_token()}
    assert hall.results([proved])[0]["status"] == "pending"
    # Somebody else sends the same without the proof, and with one that is none.
    hall.results([record], hall.second)
    hall.results([{**record, "captureToken": "e30.e30.e30"}], hall.second)
    hall.attend(candidate)
    until("the fingerprint", lambda: captured(hall, candidate))
    item = of(listed(hall.supervisor, hall), record["id"])
    assert (item["capturedBy"], item["proved"], item["status"]) == (hall.first.id, True, "synced"), item
    rows = hall.server.sql(
        "SELECT h.proof, h.times FROM sync_hand_over h JOIN sync_record r ON r.id = h.record_id ORDER BY h.first_at"
    )
    assert [(proof, int(times)) for proof, times in rows][-3:] == [("token", 1), ("none", 1), ("invalid", 1)], rows


@sibling("A14")
def what_came_without_a_proof_gets_it(house: House) -> None:
    hall = house.hall(people=2, faces=False)
    candidate = hall.people[0]
    record = hall.record("fingerprint", candidate, {"exceptionReason": "Bandaged"})
    token = hall.capture_token()
    # A colleague finds the device and sends what lies on it.
    assert hall.results([record], hall.second)[0]["status"] == "pending"
    assert hall.results([{**record, "captureToken": token}], hall.supervisor)[0]["status"] == "pending"
    item = of(listed(hall.supervisor, hall), record["id"])
    assert (item["capturedBy"], item["proved"]) == (hall.first.id, True), item
    hall.attend(candidate)
    until("the fingerprint", lambda: captured(hall, candidate))
    assert states(hall.second, hall, [record["id"]]) == ["synced"], "who handed over may ask"


@sibling("A14")
def a_second_proof_takes_nothing_from_the_first(house: House) -> None:
    hall = house.hall(people=2, faces=False)
    record = hall.record("fingerprint", hall.people[0], {"exceptionReason": "Bandaged"})
    first, second = hall.capture_token(), hall.capture_token(hall.second)
    assert hall.results([{**record, "captureToken": first}])[0]["status"] == "pending"
    assert hall.results([{**record, "captureToken": second}], hall.second)[0]["status"] == "pending"
    owners = {item["capturedBy"] for item in listed(hall.supervisor, hall) if item["id"] == record["id"]}
    assert owners == {hall.first.id, hall.second.id}, owners
    # The first one's is applied, and the other one's is told apart.
    hall.attend(hall.people[0])
    until("the fingerprint", lambda: captured(hall, hall.people[0]))
    asked = [{"id": record["id"], "capturedBy": who.id} for who in (hall.first, hall.second)]
    told = hall.supervisor.must("POST", "/api/sync/states", json={"examId": hall.exam, "records": asked})["results"]
    assert told[0]["status"] == "synced" and told[1]["status"] != "synced", told


@sibling("A14")
def nobody_decides_what_they_captured(house: House) -> None:
    hall = house.hall(people=2, faces=False)
    hall.attend(hall.people[0])
    record = hall.record("fingerprint", hall.people[0], {"exceptionReason": "Bandaged"})
    # The supervisor captured it, and works with somebody else's candidate.
    assert hall.results([record], hall.supervisor)[0]["code"] == "OPERATOR_MISMATCH"
    item = of(listed(hall.head, hall), record["id"])
    desk = hall.supervisor.everything(f"/api/desk/{hall.exam}")
    assert [one["next"] for one in desk] == [[]], desk
    reply = decide(hall.supervisor, item, "apply")
    assert (reply.status, reply.code) == (403, "FORBIDDEN"), reply
    other = hall.account("supervisor", hall.centre_a)
    assert decide(other, item, "apply").status == 200
    assert captured(hall, hall.people[0])


@sibling("A14")
def what_another_account_hands_over_takes_nobodys_record(house: House) -> None:
    hall = house.hall(people=3, faces=False)
    candidate, other = hall.people[:2]
    record = hall.record("attendance", candidate, {"status": "completed"})
    # Another centre's operator has seen it and is quicker; then with a proof of their own.
    (told,) = hall.results([record], hall.far)
    assert (told["status"], told["code"]) == ("failed", "CANDIDATE_NOT_FOUND"), told
    (told,) = hall.results([record])
    assert told["status"] == "synced", told
    proved = hall.record("attendance", other, {"status": "completed"})
    (told,) = hall.results([{**proved, "captureToken": hall.capture_token(hall.far)}], hall.far)
    assert told["status"] == "failed", told
    (told,) = hall.results([proved])
    assert told["status"] == "synced", told
    for marked in (candidate, other):
        found = hall.head.must("GET", f"/api/candidates/{hall.exam}/{marked['id']}")
        assert found["attendance"]["operatorId"] == hall.first.id, found
    # Each asks after their own.
    asked = [{"id": record["id"], "capturedBy": who.id} for who in (hall.first, hall.far)]
    body = {"examId": hall.exam, "records": asked}
    states_of = lambda who: [one["status"] for one in who.must("POST", "/api/sync/states", json=body)["results"]]  # noqa: E731
    assert states_of(hall.first) == ["synced", "unknown"], states_of(hall.first)
    assert states_of(hall.far) == ["unknown", "failed"], states_of(hall.far)
