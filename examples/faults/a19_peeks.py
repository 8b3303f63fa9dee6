"""A19: an alert goes to whom it concerns, and is not closed by whom it is about."""

from faults.check import fault, sibling
from faults.hall import Hall


def seen(hall: Hall, who, kind: str) -> list[dict]:
    return [one for one in who.everything(f"/api/alerts/{hall.exam}") if one["type"] == kind]


def review(who, alert: dict):
    return who.patch(f"/api/alerts/{alert['id']}", {"status": "reviewed", "note": "looked at it"})


@fault("A19")
def a_peek_is_told_to_the_candidates_centre(house):
    hall = house.hall(faces=False)
    target = hall.people[0]
    assert hall.far.post("/api/attendance", hall.whom(target)).code == "CANDIDATE_NOT_FOUND"
    assert hall.far.get(f"/api/candidates/{hall.exam}/{target['id']}").code == "CANDIDATE_NOT_FOUND"
    alerts = hall.alerts("slot_violation")
    assert [one["centreId"] for one in alerts] == [hall.centre_a["id"]] * 2, alerts
    assert seen(hall, hall.far_supervisor, "slot_violation") == []
    assert len(seen(hall, hall.supervisor, "slot_violation")) == 2
    assert review(hall.far_supervisor, alerts[0]).code == "ALERT_NOT_FOUND"


@fault("A19")
def nobody_reviews_an_alert_about_themselves(house):
    hall = house.hall(faces=False)
    form = [*hall.whom(hall.people[0]).items(), ("exceptionReason", "bandaged")]
    assert hall.supervisor.post("/api/fingerprint/capture", form=form).code == "ATTENDANCE_REQUIRED"
    (alert,) = seen(hall, hall.supervisor, "workflow_violation")
    reply = review(hall.supervisor, alert)
    assert (reply.status, reply.code) == (403, "FORBIDDEN"), reply
    assert seen(hall, hall.supervisor, "workflow_violation")[0]["status"] == "open"
    assert review(hall.head, alert).status == 200


@sibling("A19")
def a_peek_by_sync_likewise(house):
    hall = house.hall(faces=False)
    told = hall.results([hall.record("attendance", hall.people[0], {"status": "completed"})], hall.far)
    assert told[0]["code"] == "CANDIDATE_NOT_FOUND", told
    (alert,) = hall.alerts("slot_violation")
    assert alert["centreId"] == hall.centre_a["id"], alert


@sibling("A19")
def a_mark_of_another_centre_is_reached_for(house):
    hall = house.hall(faces=False)
    mark = hall.attend(hall.people[0])
    assert hall.far.post(f"/api/attendance/{mark['id']}/undo", {"reason": "x"}).code == "ATTENDANCE_NOT_FOUND"
    (alert,) = hall.alerts("slot_violation")
    assert alert["centreId"] == hall.centre_a["id"] and alert["candidateId"] == hall.people[0]["id"], alert


@sibling("A19")
def who_was_moved_away_is_not_named(house):
    hall = house.hall(faces=False)
    target = hall.people[0]
    form = [*hall.whom(target).items(), ("exceptionReason", "bandaged")]
    assert hall.first.post("/api/fingerprint/capture", form=form).code == "ATTENDANCE_REQUIRED"
    move = {"slotId": hall.far_slot["id"], "reason": "lives there"}
    hall.head.must("PATCH", f"/api/candidates/{hall.exam}/{target['id']}", json=move)
    (alert,) = seen(hall, hall.supervisor, "workflow_violation")
    assert "candidateId" not in alert and "rollNumber" not in alert, alert
    assert review(hall.supervisor, alert).data.get("candidateId") is None
    assert seen(hall, hall.head, "workflow_violation")[0]["rollNumber"] == target["rollNumber"]
    path = f"/api/alerts/{hall.exam}?candidateId={target['id']}"
    assert hall.supervisor.everything(path) == [] and len(hall.head.everything(path)) == 1


@sibling("A19")
def a_conflict_does_not_say_whose_the_sheet_of_another_centre_is(house):
    hall = house.hall(faces=False)
    there, here = hall.strangers[0], hall.people[0]
    hall.attend(there, hall.far)
    hall.attend(here)
    assert hall.results([hall.record("omr", there, {"barcode": "SHEET-1"})], hall.far)[0]["status"] == "synced"
    assert hall.results([hall.record("omr", here, {"barcode": "SHEET-1"})])[0]["code"] == "OMR_ALREADY_VALIDATED"
    path = f"/api/sync/conflicts/{hall.exam}?resolved=false"
    (conflict,) = hall.supervisor.everything(path)
    assert there["id"] not in str(conflict) and hall.centre_b["id"] not in str(conflict), conflict
    assert hall.head.everything(path)[0]["existing"]["candidateId"] == there["id"]
