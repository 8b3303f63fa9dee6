//! Setting an exam up.

use serde_json::{Value, json};

use crate::world::{Day, Form, import, text};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

pub(super) fn tell(day: &Day) {
    let head = day.head();
    head.post("/api/exams", json!({ "code": "E-2026", "name": "again" })).refused(409, "CODE_EXISTS");
    head.post("/api/centres", json!({ "code": "C-HERE", "name": "again" })).refused(409, "CODE_EXISTS");
    head.get(format!("/api/exams/{NOBODY}")).refused(404, "EXAM_NOT_FOUND");
    head.patch(format!("/api/exams/{NOBODY}"), json!({ "name": "x" })).refused(404, "EXAM_NOT_FOUND");
    head.patch(format!("/api/exams/{NOBODY}"), json!({})).refused(400, "VALIDATION");
    head.get(format!("/api/slots?examId={NOBODY}")).refused(404, "EXAM_NOT_FOUND");
    head.get(format!("/api/exams/{NOBODY}/import-template")).refused(404, "EXAM_NOT_FOUND");
    import(&head, NOBODY, "Roll No\n").refused(404, "EXAM_NOT_FOUND");
    import(&head, &day.exam, "Roll No,Name\n1,x\n").refused(422, "IMPORT_REJECTED");
    accounts(day);
    slots(day);
}

fn accounts(day: &Day) {
    let head = day.head();
    let hire = |change: Value| {
        let mut body =
            json!({ "username": "new.one", "name": "New One", "password": "long enough", "role": "operator" });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        head.post("/api/operators", body)
    };
    hire(json!({ "username": "operator" })).refused(409, "CODE_EXISTS");
    hire(json!({ "centreId": NOBODY })).refused(404, "CENTRE_NOT_FOUND");
    hire(json!({ "role": "observer", "examIds": [NOBODY] })).refused(404, "EXAM_NOT_FOUND");
    for wrong in [
        json!({ "password": "short" }),
        json!({ "username": "two words" }),
        json!({ "role": "king" }),
        json!({ "role": "supervisor" }),
        json!({ "role": "admin", "centreId": day.here }),
        json!({ "role": "admin", "examIds": [day.exam] }),
        json!({ "name": "two\nlines" }),
        json!({ "examIds": vec![&day.exam; 1001] }),
    ] {
        hire(wrong).refused(400, "VALIDATION");
    }
    let new = hire(json!({ "centreId": day.here })).created();
    assert!(!new.to_string().contains("long enough") && new["disabled"] == false, "{new}");
    head.patch(format!("/api/operators/{NOBODY}"), json!({ "name": "x" })).refused(404, "OPERATOR_NOT_FOUND");
    let id = text(&new["id"]);
    head.patch(format!("/api/operators/{id}"), json!({ "centreId": NOBODY })).refused(404, "CENTRE_NOT_FOUND");
    let moved = head.patch(format!("/api/operators/{id}"), json!({ "centreId": day.there, "name": "Other Name" })).ok();
    assert_eq!([&moved["centreId"], &moved["name"]], [&json!(day.there), &json!("Other Name")]);
    head.patch(format!("/api/operators/{}", day.head.id), json!({ "centreId": day.here })).refused(400, "VALIDATION");
    let face = Form::default().file("faceImage", b"no picture");
    head.form(format!("/api/operators/{NOBODY}/face"), &face).refused(404, "OPERATOR_NOT_FOUND");
    head.form(format!("/api/operators/{id}/face"), &Form::default()).refused(400, "VALIDATION");
}

fn slots(day: &Day) {
    let head = day.head();
    let create = |change: Value| {
        let mut body = json!({ "examId": day.exam, "centreId": day.here, "slotName": "Evening" });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        head.post("/api/slots", body)
    };
    create(json!({ "slotName": "Morning" })).refused(409, "SLOT_EXISTS");
    create(json!({ "examId": NOBODY })).refused(404, "EXAM_NOT_FOUND");
    create(json!({ "centreId": NOBODY })).refused(404, "CENTRE_NOT_FOUND");
    create(json!({ "maxCandidates": 0 })).refused(400, "VALIDATION");
    create(json!({ "startTime": day.at(60), "endTime": day.at(60) })).refused(400, "VALIDATION");
    create(json!({ "startTime": "nine o'clock" })).refused(400, "VALIDATION");
    let slot = create(json!({ "startTime": day.at(0), "endTime": day.at(3600), "maxCandidates": 1 })).created();
    assert_eq!(
        [&slot["status"], &slot["currentCount"], &slot["endTime"]],
        [&json!("scheduled"), &json!(0), &json!(day.at(3600))]
    );
    head.patch(format!("/api/slots/{NOBODY}"), json!({ "status": "active" })).refused(404, "SLOT_NOT_FOUND");
    head.patch(format!("/api/slots/{}", text(&slot["id"])), json!({ "status": "open" })).refused(400, "VALIDATION");
    let by_time = json!({ "code": "BY-TIME", "name": "By time", "settings": { "slotActivation": "by_time" } });
    let timed = create(json!({ "examId": head.post("/api/exams", by_time).created()["id"] })).created();
    let by_hand = head.patch(format!("/api/slots/{}", text(&timed["id"])), json!({ "status": "active" }));
    by_hand.refused(409, "SLOT_BY_TIME");
    day.assign(&day.operator, &day.slots["HM"]).refused(409, "ALREADY_ASSIGNED");
    day.assign(&day.operator, NOBODY).refused(404, "SLOT_NOT_FOUND");
    day.assign(&day.supervisor, &day.slots["HM"]).refused(404, "OPERATOR_NOT_FOUND");
    let off = |who: &str, slot: &str| head.delete(format!("/api/slot/assign?operatorId={who}&slotId={slot}"));
    off(&day.idle.id, &day.slots["HM"]).refused(404, "ASSIGNMENT_NOT_FOUND");
    off("somebody", &day.slots["HM"]).refused(400, "VALIDATION");
    day.assign(&day.idle, &day.slots["HN"]).created();
    off(&day.idle.id, &day.slots["HN"]).ok();
    day.assign(&day.idle, &day.slots["HN"]).created(); // and once more
    head.json("DELETE", "/api/slot/assign", &json!({ "operatorId": day.idle.id, "slotId": day.slots["HN"] })).ok();
    let full = |roll: &str| {
        let path = format!("/api/candidates/{}/{}", day.exam, day.id(roll));
        head.patch(path, json!({ "slotId": slot["id"], "reason": "nearer" }))
    };
    full("HN-5").ok();
    full("HN-6").refused(409, "SLOT_FULL");
}
