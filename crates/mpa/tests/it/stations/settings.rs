//! The rules of an exam, and what it takes to loosen them.

use serde_json::{Value, json};

use super::alerts;
use crate::world::{Day, Store, new_exam};

fn change(day: &Day, settings: Value, reason: Option<&str>) -> crate::world::Answer {
    let mut body = json!({ "settings": settings });
    if let Some(reason) = reason {
        body["reason"] = json!(reason);
    }
    day.head().patch(format!("/api/exams/{}", day.exam), body)
}

#[test]
fn loosening_while_a_slot_is_active_needs_a_reason_and_raises_an_alert() {
    let day = Day::begin(Store::Sqlite);
    let looser = [
        json!({ "faceThreshold": 95 }),
        json!({ "maxFaceAttempts": 5 }),
        json!({ "allowMismatchApproval": true }),
        json!({ "operatorRule": "assigned" }),
        json!({ "requireFingerprint": false }),
        json!({ "requireOmr": false }),
        json!({ "minVerificationSeconds": 0 }),
        json!({ "graceMinutes": 60 }),
    ];
    for (number, settings) in (1..).zip(looser) {
        let details = change(&day, settings.clone(), None).refused(400, "VALIDATION");
        assert!(details["fields"]["reason"].is_string(), "{settings}");
        change(&day, settings.clone(), Some("power cut")).ok();
        assert_eq!(alerts(&day, "settings_loosened"), number, "{settings}");
    }
    let exam = day.head().get(format!("/api/exams/{}", day.exam)).ok();
    assert_eq!(
        [&exam["settings"]["faceThreshold"], &exam["settings"]["strictAfterEnd"]],
        [&json!(95.0), &json!(false)]
    );
    change(&day, json!({ "faceThreshold": 99, "requireOmr": true, "strictAfterEnd": true }), None).ok();
    assert_eq!(alerts(&day, "settings_loosened"), 8);
    // With no slot active any more nobody has to be told.
    for slot in day.slots.values() {
        day.head().patch(format!("/api/slots/{slot}"), json!({ "status": "completed" })).ok();
    }
    change(&day, json!({ "faceThreshold": 96.5 }), None).ok();
    assert_eq!(alerts(&day, "settings_loosened"), 8);
}

#[test]
fn a_slot_that_becomes_active_by_the_same_change_counts() {
    let day = Day::begin(Store::Sqlite);
    for slot in day.slots.values() {
        day.head().patch(format!("/api/slots/{slot}"), json!({ "status": "scheduled" })).ok();
    }
    change(&day, json!({ "slotActivation": "by_time", "faceThreshold": 95 }), None).refused(400, "VALIDATION");
}

#[test]
fn settings_have_ranges_and_names() {
    let day = Day::begin(Store::Sqlite);
    let wrong = [
        ("faceThreshold", json!(89.9)),
        ("faceThreshold", json!("96.5")),
        ("maxFaceAttempts", json!(0)),
        ("maxFaceAttempts", json!(-1)),
        ("maxFaceAttempts", json!(2.5)),
        ("operatorRule", json!("anyone")),
        ("requireOmr", json!("no")),
        ("slotActivation", json!(null)),
        ("minVerificationSeconds", json!(3601)),
        ("graceMinutes", json!(99_999_999_999_i64)),
        ("retentionDays", json!(0)),
        ("faceEngine", json!("rekognition")), // not configured here
        ("speed", json!(9)),
    ];
    for (name, value) in wrong {
        let details = change(&day, json!({ name: value }), Some("why not")).refused(400, "VALIDATION");
        let fields = details["fields"].as_object().unwrap();
        assert!(fields.keys().any(|field| field.starts_with("settings")), "{name}: {details}");
    }
    for body in [json!({ "settings": [] }), json!({ "settings": "loose" })] {
        day.head().patch(format!("/api/exams/{}", day.exam), body).refused(400, "VALIDATION");
    }
    let body = json!({ "code": "E-9", "name": "x", "settings": { "faceThreshold": 50 } });
    day.head().post("/api/exams", body).refused(400, "VALIDATION");
    let exam = day.head().get(format!("/api/exams/{}", new_exam(&day.head(), "E-9", json!({})))).ok();
    let expected = json!({ "faceThreshold": 96.5, "maxFaceAttempts": 3, "allowMismatchApproval": false,
        "operatorRule": "same_person", "requireFingerprint": true, "requireOmr": true, "slotActivation": "manual",
        "minVerificationSeconds": 5, "graceMinutes": 30, "strictAfterEnd": false, "faceEngine": "local", "faceFallback": "none", "hideNamesAtGate": false, "retentionDays": 365 });
    assert_eq!(exam["settings"], expected);
}
