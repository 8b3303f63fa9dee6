//! Closing station 2: what it needs, and who decides without a verified face.

use serde_json::json;

use super::alerts;
use crate::world::{Caller, Day, Store, pictures};

/// Everything but the face.
fn all_but_the_face(day: &Day, who: &Caller<'_>, roll: &str) {
    day.no_finger(who, roll).created();
    day.scan(who, &format!("OMR-{roll}")).created();
    day.bind(who, &format!("OMR-{roll}"), roll).ok();
}

fn because() -> serde_json::Value {
    json!({ "reason": "the passport shows the same person" })
}

#[test]
fn everything_that_is_missing_is_named() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    let missing = |who: &Caller<'_>| day.close(who, "HM-1").refused(409, "STATION_INCOMPLETE")["missing"].clone();
    assert_eq!(missing(&operator), json!(["face", "fingerprint", "omr"]));
    day.verify(&operator, "HM-1", pictures::obama2()).ok();
    assert_eq!(missing(&operator), json!(["fingerprint", "omr"]));
    let exception = day.no_finger(&operator, "HM-1").created();
    assert_eq!([&exception["captured"], &exception["exceptionReason"]], [&json!(false), &json!("bandaged hand")]);
    assert!(exception["storageLocation"].is_null());
    assert_eq!(missing(&operator), json!(["omr"]));
    day.settings(json!({ "requireOmr": false })).ok();
    day.close(&operator, "HM-1").created();
    assert_eq!(alerts(&day, "rapid_verification"), 1); // the clock stood still
}

#[test]
fn an_exam_that_asks_for_less_closes_with_less() {
    let day = Day::with(Store::Sqlite, json!({ "requireFingerprint": false, "requireOmr": false }));
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    day.verify(&day.operator(), "HM-1", pictures::obama2()).ok();
    day.pass(5);
    day.close(&day.operator(), "HM-1").created();
    assert_eq!(alerts(&day, "rapid_verification"), 0);
}

#[test]
fn a_supervisor_decides_after_an_attempt_or_says_why_none_is_possible() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (operator, supervisor) = (day.operator(), day.supervisor());
        for roll in ["HM-1", "HM-2", "HM-3"] {
            day.present(roll);
            all_but_the_face(&day, &operator, roll);
        }
        day.enrol("HM-1", pictures::obama()).created();
        day.enrol("HM-2", pictures::obama()).created();

        day.override_close(&operator, "HM-1", because()).refused(403, "FORBIDDEN");
        let details = day.override_close(&supervisor, "HM-1", because()).refused(409, "STATION_INCOMPLETE");
        assert_eq!(details["missing"], json!(["faceAttempt"]));
        day.override_close(&supervisor, "HM-1", json!({ "reason": "" })).refused(400, "VALIDATION");
        day.override_close(&supervisor, "HM-1", json!({})).refused(400, "VALIDATION");
        day.override_close(&day.by(&day.far_supervisor), "HM-1", because()).refused(404, "CANDIDATE_NOT_FOUND");

        let seen = day.verify(&operator, "HM-1", pictures::biden()).ok();
        day.override_close(&operator, "HM-1", because()).refused(403, "FORBIDDEN");
        let closed = day.override_close(&supervisor, "HM-1", because()).created();
        assert_eq!([&closed["verified"], &closed["overridden"]], [&json!(false), &json!(true)]);
        assert_eq!(closed["faceMatchPercentage"], seen["matchPercentage"]);

        let explained = json!({ "reason": "the passport shows her", "noAttemptReason": "the camera is broken" });
        let closed = day.override_close(&supervisor, "HM-2", explained).created();
        assert!(closed["faceMatchPercentage"].is_null() && closed.get("faceMatchPercentage").is_some(), "{closed}");
        // No photograph is enrolled, so no attempt is possible.
        day.override_close(&supervisor, "HM-3", because()).created();
        assert_eq!(alerts(&day, "mismatch_approved"), 3);
    }
}

#[test]
fn where_the_exam_allows_an_operator_approves_a_mismatch_that_was_seen() {
    let day = Day::with(Store::Sqlite, json!({ "allowMismatchApproval": true }));
    let operator = day.operator();
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    all_but_the_face(&day, &operator, "HM-1");
    for asked in [because(), json!({ "reason": "in a hurry", "noAttemptReason": "in a hurry" })] {
        let details = day.override_close(&operator, "HM-1", asked).refused(409, "STATION_INCOMPLETE");
        assert_eq!(details["missing"], json!(["faceAttempt"]));
    }
    day.verify(&operator, "HM-1", pictures::biden()).ok();
    day.override_close(&day.colleague(), "HM-1", because()).refused(403, "OPERATOR_MISMATCH");
    day.override_close(&operator, "HM-1", because()).created();
    assert_eq!(alerts(&day, "mismatch_approved"), 1);
}

#[test]
fn a_verified_face_needs_no_decision() {
    let day = Day::begin(Store::Sqlite);
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    all_but_the_face(&day, &day.operator(), "HM-1");
    day.verify(&day.operator(), "HM-1", pictures::obama2()).ok();
    let closed = day.override_close(&day.operator(), "HM-1", because()).created();
    assert_eq!([&closed["verified"], &closed["overridden"]], [&json!(true), &json!(false)]);
    assert_eq!(alerts(&day, "mismatch_approved"), 0);
}

#[test]
fn a_fingerprint_is_an_image_or_a_reason() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    day.present("HM-1");
    let capture = |form| operator.form("/api/fingerprint/capture", &form);
    capture(day.about("HM-1")).refused(400, "VALIDATION");
    let both = day.about("HM-1").text("exceptionReason", "none").file("fingerprintImage", pictures::finger());
    capture(both).refused(400, "VALIDATION");
    capture(day.about("HM-1").file("fingerprintImage", b"no image")).refused(422, "IMAGE_UNREADABLE");
    for wrong in ["no JSON", "[]", "{\"finger\":\"nose\"}", "{\"imageQuality\":\"good\"}"] {
        let form = day.about("HM-1").file("fingerprintImage", pictures::finger()).text("metadata", wrong);
        let details = capture(form).refused(400, "VALIDATION");
        assert!(details["fields"]["metadata"].is_string(), "{details}");
    }
    let status = operator.get(format!("/api/fingerprint/status/{}/{}", day.id("HM-1"), day.exam)).ok();
    assert_eq!(status, json!({ "captured": false }));
    let metadata = r#"{"finger":"right_thumb","captureDeviceId":"MFS-110","imageQuality":71}"#;
    capture(day.about("HM-1").file("fingerprintImage", pictures::finger()).text("metadata", metadata)).created();
}
