//! Faces that are scored only now, and the closes that hang on them.

use serde_json::{Value, json};

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

/// What is told of a face: verified, whether there is a percentage, attempts left, whether it waits for a supervisor.
fn scores(told: &Value) -> (Option<bool>, bool, Option<u64>, Option<bool>) {
    let scored = told["matchPercentage"].as_f64().is_some();
    (told["verified"].as_bool(), scored, told["attemptsLeft"].as_u64(), told["waitsForSupervisor"].as_bool())
}

#[test]
fn what_came_of_a_face_is_told_at_once_and_when_it_is_asked_after() {
    for store in Store::BOTH {
        let day = Day::with(store, json!({ "maxFaceAttempts": 2 }));
        let operator = day.operator();
        for roll in ["HM-1", "HM-2"] {
            day.enrol(roll, pictures::obama()).created();
            day.present(roll);
        }
        let face = |roll: &str, picture: &[u8]| day.record("face", roll, json!({ "image": base64(picture) }));
        let records = [
            face("HM-1", pictures::wall()),
            face("HM-1", pictures::dark()),
            face("HM-1", pictures::biden()),
            face("HM-1", &pictures::touched(pictures::biden(), 1)),
            face("HM-1", &pictures::touched(pictures::biden(), 2)),
            face("HM-2", pictures::obama2()),
            day.record("biometric", "HM-2", json!({})),
            day.record("biometric", "HM-1", json!({})),
        ];
        let mut told = Vec::new();
        for record in &records {
            told.push(day.sync_one(&operator, record));
        }
        is(&told[0], "failed", "FACE_NOT_DETECTED");
        assert_eq!(scores(&told[0]), (None, false, Some(2), None));
        is(&told[1], "failed", "IMAGE_QUALITY");
        assert_eq!(scores(&told[1]), (None, false, Some(2), None));
        is(&told[2], "synced", "");
        assert_eq!(scores(&told[2]), (Some(false), true, Some(1), Some(false)));
        is(&told[3], "synced", "");
        assert_eq!(scores(&told[3]), (Some(false), true, Some(0), Some(true)));
        is(&told[4], "pending", "ATTEMPTS_EXHAUSTED");
        assert_eq!(scores(&told[4]), (None, false, Some(0), Some(true)));
        is(&told[5], "synced", "");
        assert_eq!(scores(&told[5]), (Some(true), true, Some(1), Some(false)));
        assert_eq!(told[5]["matchPercentage"], day.candidate("HM-2")["face"]["matchPercentage"]);
        is(&told[6], "pending", "STATION_INCOMPLETE");
        assert_eq!(scores(&told[6]), (None, false, None, Some(false)));
        is(&told[7], "pending", "STATION_INCOMPLETE");

        let ids: Vec<&Value> = records.iter().map(|record| &record["id"]).collect();
        let states = operator.post("/api/sync/states", json!({ "examId": day.exam, "ids": ids })).ok();
        let states = states["results"].as_array().unwrap();
        // Both tell how it is now: no attempt is left to any of the first candidate's pictures.
        let again = day.sync(&operator, &records);
        for (at, (state, again)) in states.iter().zip(&again).enumerate() {
            // A picture that failed is judged anew when it is sent again, and now there is no attempt for it.
            assert!(at < 2 || scores(state) == scores(again), "{state} {again}");
            let left = told[at]["attemptsLeft"].as_u64().map(|left| if at < 5 { 0 } else { left });
            assert_eq!(
                (state["attemptsLeft"].as_u64(), &state["matchPercentage"]),
                (left, &told[at]["matchPercentage"])
            );
        }
        assert_eq!(scores(&states[2]), (Some(false), true, Some(0), Some(true)));
        is(&again[2], "duplicate", "");
    }
}

#[test]
fn a_copy_of_the_photograph_and_a_match_before_a_mismatch() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    let face = |picture: &[u8]| day.record("face", "HM-1", json!({ "image": base64(picture) }));
    let copy = day.sync_one(&operator, &face(&pictures::touched(pictures::obama(), 1)));
    assert_eq!(scores(&copy), (Some(false), true, Some(2), Some(true)), "{copy}");
    let matched = day.sync_one(&operator, &face(pictures::obama2()));
    assert_eq!(scores(&matched), (Some(true), true, Some(1), Some(false)), "{matched}");
    let other = day.sync_one(&operator, &face(pictures::biden()));
    assert_eq!(scores(&other), (Some(false), true, Some(0), Some(false)), "{other}");
}
