//! The whole day of one candidate, and what comes of leaving out its first station.

use serde_json::{Value, json};

use super::alerts;
use crate::world::{Caller, Day, Store, count, pictures};

#[test]
fn the_whole_day_of_one_candidate() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        let enrolled = day.enrol("HM-1", pictures::obama()).created();
        assert_eq!(enrolled["engine"], day.app.engine().name());
        assert!(enrolled["quality"].is_object() && enrolled["faceId"].is_string());
        assert_eq!(day.candidate("HM-1")["status"], "registered");

        let marked = day.mark(&operator, "HM-1").created();
        let expected = json!({ "id": marked["id"], "candidateId": day.id("HM-1"), "examId": day.exam, "centreId": day.here,
            "slotId": day.slots["HM"], "operatorId": day.operator.id, "status": "completed", "checkpoint": true,
            "completedAt": day.at(0), "biometricEligible": true });
        assert_eq!(marked, expected);
        let again = day.mark(&operator, "HM-1").refused(409, "ATTENDANCE_EXISTS");
        assert_eq!(again["existing"], marked);
        assert_eq!(day.candidate("HM-1")["status"], "attendance_completed");

        day.pass(20);
        let seen = day.verify(&operator, "HM-1", pictures::obama2()).ok();
        assert!(seen["verified"] == true && seen["matchPercentage"].as_f64().unwrap() >= 96.5, "{seen}");
        assert_eq!([&seen["threshold"], &seen["attempt"], &seen["attemptsLeft"]], [&json!(96.5), &json!(1), &json!(2)]);
        assert_eq!(two_decimals(&seen["matchPercentage"]), seen["matchPercentage"]);

        let finger = day.finger(&operator, "HM-1").created();
        assert_eq!(
            [&finger["captured"], &finger["encrypted"], &finger["captureTimestamp"]],
            [&json!(true), &json!(true), &json!(day.at(0))]
        );
        assert!(finger["imageQuality"].is_number() && finger["storageLocation"].is_string());
        day.finger(&operator, "HM-1").refused(409, "FINGERPRINT_EXISTS");
        day.no_finger(&operator, "HM-1").refused(409, "FINGERPRINT_EXISTS");
        let status = operator.get(format!("/api/fingerprint/status/{}/{}", day.id("HM-1"), day.exam)).ok();
        for known in ["captured", "captureTimestamp", "imageQuality", "storageLocation"] {
            assert_eq!(status[known], finger[known]);
        }

        let scanned = day.scan_image(&operator, "OMR-1", &pictures::sheet("OMR-1")).created();
        assert_eq!(
            [&scanned["status"], &scanned["validated"], &scanned["scannedBy"]],
            [&json!("scanned"), &json!(false), &json!(day.operator.id)]
        );
        day.scan(&operator, "OMR-1").refused(409, "BARCODE_EXISTS");
        let bound = day.bind(&operator, "OMR-1", "HM-1").ok();
        assert_eq!([&bound["validated"], &bound["alreadyValidated"]], [&json!(true), &json!(false)]);
        assert_eq!(bound["candidate"]["id"], day.id("HM-1"));
        let path = format!("/api/omr/validate/OMR-1?rollNumber=HM-1&examId={}", day.exam);
        assert_eq!(operator.get(path).ok()["alreadyValidated"], true);

        let closed = day.close(&operator, "HM-1").created();
        assert_eq!([&closed["verified"], &closed["overridden"]], [&json!(true), &json!(false)]);
        assert_eq!(closed["faceMatchPercentage"], seen["matchPercentage"]);
        day.close(&operator, "HM-1").refused(409, "BIOMETRIC_EXISTS");
        day.verify(&operator, "HM-1", pictures::obama3()).refused(409, "BIOMETRIC_EXISTS");
        day.enrol("HM-1", pictures::biden()).refused(409, "BIOMETRIC_EXISTS");

        let record = day.candidate("HM-1");
        assert_eq!(record["status"], "biometric_completed");
        assert_eq!(
            record["face"],
            json!({ "verified": true, "matchPercentage": seen["matchPercentage"], "attempts": 1 })
        );
        assert_eq!(
            [&record["fingerprint"], &record["omr"]],
            [&json!({ "captured": true }), &json!({ "barcode": "OMR-1" })]
        );
        images(&day, &seen["attemptId"]);
        for kind in ["face_mismatch", "rapid_verification", "post_exam_activity", "workflow_violation"] {
            assert_eq!(alerts(&day, kind), 0, "{kind}");
        }
    }
}

/// What was sent is given back to those who may look, byte by byte; a fingerprint to nobody.
fn images(day: &Day, attempt: &Value) {
    let photo = day.operator().get(format!("/api/candidates/{}/{}/photo", day.exam, day.id("HM-1")));
    assert_eq!((photo.bytes.as_slice(), photo.header("content-type")), (pictures::obama(), "image/png"));
    let live = day.supervisor().get(format!("/api/face/attempts/{}/image", attempt.as_str().unwrap()));
    assert_eq!(live.bytes, pictures::obama2());
    let sheet = day.supervisor().get(format!("/api/omr/{}/OMR-1/image", day.exam));
    assert_eq!(sheet.bytes, pictures::sheet("OMR-1"));
    for image in [photo, live, sheet] {
        assert_eq!((image.status, image.header("x-content-type-options")), (200, "nosniff"));
        assert!(image.header("cache-control").contains("no-store"), "{image:?}");
    }
}

fn two_decimals(percentage: &Value) -> Value {
    json!((percentage.as_f64().unwrap() * 100.0).round() / 100.0)
}

/// Every call of station 2 about a candidate.
fn station_two(day: &Day, who: &Caller<'_>, roll: &str) -> Vec<crate::world::Answer> {
    vec![
        day.verify(who, roll, pictures::obama2()),
        day.finger(who, roll),
        day.no_finger(who, roll),
        day.bind(who, "OMR-1", roll),
        who.get(format!("/api/omr/validate/OMR-1?rollNumber={roll}&examId={}", day.exam)),
        day.close(who, roll),
        day.override_close(who, roll, json!({ "reason": "in a hurry", "noAttemptReason": "in a hurry" })),
    ]
}

#[test]
fn nobody_skips_station_one_by_any_call() {
    for store in Store::BOTH {
        // However loose the exam is otherwise.
        let loose = json!({ "operatorRule": "assigned", "allowMismatchApproval": true, "requireFingerprint": false, "requireOmr": false });
        let day = Day::with(store, loose);
        for roll in ["HM-1", "HM-2", "HM-3"] {
            day.enrol(roll, pictures::obama()).created();
        }
        day.scan(&day.operator(), "OMR-1").created();
        day.skip(&day.operator(), "HM-2").created();
        let taken_back = day.present("HM-3");
        day.undo(&day.operator(), &taken_back).ok();
        let mut refused = 0;
        for who in [day.operator(), day.supervisor()] {
            for roll in ["HM-1", "HM-2", "HM-3"] {
                for answer in station_two(&day, &who, roll) {
                    answer.refused(403, "ATTENDANCE_REQUIRED");
                    refused += 1;
                }
            }
        }
        assert_eq!(alerts(&day, "workflow_violation"), refused);
        for table in [
            "face_attempt",
            "fingerprint",
            "biometric",
            "omr_sheet WHERE candidate_id IS NOT NULL",
            "attendance WHERE status = 'completed'",
        ] {
            assert_eq!(count(&day, table), 0, "{table}");
        }
        // What was skipped may be completed, and station 2 opens.
        day.mark(&day.operator(), "HM-2").created();
        day.verify(&day.operator(), "HM-2", pictures::obama2()).ok();
    }
}

#[test]
fn a_skipped_candidate_is_marked_later_and_once() {
    let day = Day::begin(Store::Sqlite);
    let skipped = day.skip(&day.operator(), "HM-1").created();
    assert_eq!(
        [&skipped["status"], &skipped["checkpoint"], &skipped["biometricEligible"]],
        [&json!("skipped"), &json!(false), &json!(false)]
    );
    assert_eq!(day.candidate("HM-1")["status"], "registered");
    let again = day.skip(&day.operator(), "HM-1").refused(409, "ATTENDANCE_EXISTS");
    assert_eq!(again["existing"]["status"], "skipped");
    day.pass(600);
    let marked = day.mark(&day.colleague(), "HM-1").created();
    assert_eq!(
        [&marked["id"], &marked["operatorId"], &marked["completedAt"]],
        [&skipped["id"], &json!(day.colleague.id), &json!(day.at(0))]
    );
    day.skip(&day.operator(), "HM-1").refused(409, "ATTENDANCE_EXISTS");
}
