//! Faces that are scored only now, and the closes that hang on them.

use serde_json::json;

use super::{base64, is, texts};
use crate::world::{Day, Form, Store, count, pictures};

#[test]
fn a_face_is_scored_now_and_ends_in_the_states_of_online() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let records = day.whole("HM-1", "OMR-1", pictures::obama2());
        assert!(day.sync(&day.operator(), &records).iter().all(|result| result["status"] == "synced"));
        let candidate = day.candidate("HM-1");
        assert_eq!((&candidate["face"]["verified"], &candidate["face"]["attempts"]), (&json!(true), &json!(1)));
        assert!(candidate["face"]["matchPercentage"].as_f64().unwrap() >= 96.5);
        let attempt = texts(&day, "SELECT subject_id AS t FROM journal WHERE action = 'verify_face'").remove(0);
        let image = day.supervisor().get(format!("/api/face/attempts/{attempt}/image"));
        assert_eq!((image.status, image.bytes.as_slice()), (200, pictures::obama2()));
    }
}

#[test]
fn a_close_under_the_threshold_waits_for_a_supervisor() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.enrol("HM-1", pictures::obama()).created();
        let records = day.whole("HM-1", "OMR-1", pictures::biden());
        let results = day.sync(&operator, &records);
        is(&results[1], "synced", "");
        is(&results[4], "pending", "FACE_NOT_VERIFIED");
        let candidate = day.candidate("HM-1");
        assert_eq!(
            (&candidate["face"]["verified"], &candidate["status"]),
            (&json!(false), &json!("attendance_completed"))
        );
        assert_eq!(day.alerts("face_mismatch"), 2); // of the attempt, and of the close
        is(&day.sync_one(&operator, &records[4]), "pending", "FACE_NOT_VERIFIED");
        assert_eq!(day.alerts("face_mismatch"), 2);
        day.override_close(&day.supervisor(), "HM-1", json!({ "reason": "papers are right" })).created();
        day.until("the close", || count(&day, "sync_record WHERE status = 'pending'") == 0);
        is(&day.sync_one(&operator, &records[4]), "duplicate", "");
        assert_eq!((count(&day, "biometric WHERE overridden"), count(&day, "sync_conflict")), (1, 0));
    }
}

#[test]
fn another_attempt_that_verifies_closes_what_waited() {
    let day = Day::begin(Store::Sqlite);
    day.enrol("HM-1", pictures::obama()).created();
    day.sync(&day.operator(), &day.whole("HM-1", "OMR-1", pictures::biden()));
    let second = day.record_at("face", "HM-1", json!({ "image": base64(pictures::obama2()) }), 2);
    is(&day.sync_one(&day.operator(), &second), "synced", "");
    assert_eq!(count(&day, "biometric WHERE verified"), 1);
}

#[test]
fn a_supervisors_override_waits_until_it_is_confirmed_online() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let records = day.whole("HM-1", "OMR-1", pictures::biden());
        day.sync(&day.operator(), &records[..4]);
        let close = day.record("biometric", "HM-1", json!({ "override": { "reason": "papers are right" } }));
        let close = day.by_token(&day.supervisor, close);
        is(&day.sync_one(&day.operator(), &close), "pending", "OVERRIDE_UNCONFIRMED");
        is(&day.sync_one(&day.supervisor(), &close), "pending", "OVERRIDE_UNCONFIRMED");
        assert_eq!(count(&day, "biometric"), 0);
        day.override_close(&day.supervisor(), "HM-1", json!({ "reason": "papers are right" })).created();
        day.until("the close", || count(&day, "sync_record WHERE status = 'pending'") == 0);
        is(&day.sync_one(&day.supervisor(), &close), "duplicate", "");
    }
}

#[test]
fn an_operators_own_override_holds_where_the_exam_allows_it() {
    for (allowed, status, code) in [(true, "synced", ""), (false, "pending", "FACE_NOT_VERIFIED")] {
        let day = Day::with(Store::Sqlite, json!({ "allowMismatchApproval": allowed }));
        day.enrol("HM-1", pictures::obama()).created();
        let mut records = day.whole("HM-1", "OMR-1", pictures::biden());
        records[4]["data"] = json!({ "override": { "reason": "a beard" } });
        is(&day.sync(&day.operator(), &records)[4], status, code);
        assert_eq!(day.alerts("mismatch_approved"), i64::from(allowed));
    }
}

#[test]
fn pictures_that_cannot_be_compared_fail_with_the_codes_of_online_and_are_kept() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    day.present("HM-1");
    let face = |picture: &[u8]| day.record("face", "HM-1", json!({ "image": base64(picture) }));
    let early = face(pictures::obama2());
    is(&day.sync_one(&operator, &early), "failed", "FACE_NOT_ENROLLED");
    day.enrol("HM-1", pictures::obama()).created();
    is(&day.sync_one(&operator, &early), "synced", "");
    for (picture, code) in [
        (pictures::wall(), "FACE_NOT_DETECTED"),
        (pictures::both(), "MULTIPLE_FACES"),
        (pictures::dark(), "IMAGE_QUALITY"),
        (b"no picture".as_slice(), "IMAGE_UNREADABLE"),
    ] {
        is(&day.sync_one(&operator, &face(picture)), "failed", code);
    }
    assert_eq!((day.alerts("invalid_photo"), count(&day, "face_attempt")), (4, 1));
    assert_eq!(count(&day, "sync_record WHERE status = 'failed' AND blob_id IS NOT NULL"), 4);
    is(&day.sync_one(&operator, &day.record("face", "HM-1", json!({}))), "failed", "VALIDATION");
}

#[test]
fn the_same_pixels_and_the_operators_own_face_are_refused_as_online() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    for roll in ["HM-1", "HM-2"] {
        day.enrol(roll, pictures::obama()).created();
        day.present(roll);
    }
    let face = |roll: &str, picture: &[u8]| day.record("face", roll, json!({ "image": base64(picture) }));
    is(&day.sync_one(&operator, &face("HM-1", pictures::obama2())), "synced", "");
    is(&day.sync_one(&operator, &face("HM-2", pictures::obama2())), "failed", "DUPLICATE_IMAGE");
    let own = Form::default().file("faceImage", pictures::obama3());
    day.head().form(format!("/api/operators/{}/face", day.operator.id), &own).created();
    let touched = pictures::touched(pictures::obama2(), 1);
    is(&day.sync_one(&operator, &face("HM-2", &touched)), "failed", "OPERATOR_FACE");
    // The operator is the one who captured, whoever hands it over.
    let by_operator = day.by_token(&day.operator, face("HM-2", &pictures::touched(pictures::obama2(), 2)));
    is(&day.sync_one(&day.supervisor(), &by_operator), "failed", "OPERATOR_FACE");
    assert_eq!([day.alerts("duplicate_image"), day.alerts("operator_face")], [1, 2]);
}

#[test]
fn what_is_beyond_the_limit_of_attempts_is_kept_and_waits_for_a_supervisor() {
    let day = Day::with(Store::Sqlite, json!({ "maxFaceAttempts": 1 }));
    let operator = day.operator();
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    let face = |picture: &[u8]| day.record("face", "HM-1", json!({ "image": base64(picture) }));
    let records = [face(pictures::biden()), face(&pictures::touched(pictures::biden(), 1)), face(pictures::obama2())];
    let results = day.sync(&operator, &records);
    is(&results[0], "synced", "");
    for result in &results[1..] {
        is(result, "pending", "ATTEMPTS_EXHAUSTED");
    }
    let face = day.candidate("HM-1")["face"].clone();
    assert_eq!((&face["attempts"], &face["verified"]), (&json!(1), &json!(false)));
    assert_eq!((day.alerts("attempts_exceeded"), count(&day, "sync_record WHERE blob_id IS NOT NULL")), (2, 3));
    day.verify(&operator, "HM-1", pictures::obama3()).refused(409, "ATTEMPTS_EXHAUSTED");
}
