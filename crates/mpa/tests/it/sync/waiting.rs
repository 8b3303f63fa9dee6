//! The same id again, and what builds on what has not arrived.

use serde_json::json;

use super::{base64, id, is};
use crate::world::{Day, Store, count, pictures, text_of};

#[test]
fn the_same_record_again_is_a_duplicate_and_changes_nothing() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.settings(json!({ "requireFingerprint": false, "requireOmr": false })).ok();
        day.enrol("HM-1", pictures::obama()).created();
        let mut records = day.whole("HM-1", "OMR-1", pictures::obama2());
        assert!(day.sync(&operator, &records).iter().all(|result| result["status"] == "synced"));
        let tables = ["attendance", "face_attempt", "fingerprint", "omr_sheet", "biometric", "sync_record", "blob"];
        let before = tables.map(|table| text_of(&day, table));
        day.pass(60);
        records.reverse();
        for _ in 0..3 {
            assert!(day.sync(&operator, &records).iter().all(|result| result["status"] == "duplicate"));
        }
        assert_eq!(tables.map(|table| text_of(&day, table)), before);
        assert_eq!(day.candidate("HM-1")["status"], "biometric_completed");
    }
}

#[test]
fn a_mark_that_was_taken_back_does_not_come_again() {
    let day = Day::begin(Store::Sqlite);
    let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
    is(&day.sync_one(&day.operator(), &record), "synced", "");
    let attendance = day.candidate("HM-1")["attendance"]["id"].as_str().unwrap().to_owned();
    day.undo(&day.operator(), &attendance).ok();
    is(&day.sync_one(&day.operator(), &record), "duplicate", "");
    assert_eq!(count(&day, "attendance"), 0);
}

#[test]
fn what_was_captured_before_an_undo_waits_for_a_supervisor() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let attendance = day.present("HM-1");
        day.pass(2);
        day.undo(&day.operator(), &attendance).ok();
        day.pass(2);
        let mark = |at: i64| day.record_at("attendance", "HM-1", json!({ "status": "completed" }), at);
        is(&day.sync_one(&day.operator(), &mark(-4)), "pending", "ATTENDANCE_UNDONE");
        assert_eq!(count(&day, "attendance"), 0);
        // The undo was at this very moment or before it: it is a mark as any other.
        is(&day.sync_one(&day.operator(), &mark(-1)), "synced", "");
    }
}

#[test]
fn an_id_with_other_content_fails_and_is_kept() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
        is(&day.sync_one(&operator, &record), "synced", "");
        let mut other = record.clone();
        other["data"]["status"] = json!("skipped");
        for _ in 0..2 {
            is(&day.sync_one(&operator, &other), "failed", "RECORD_ID_REUSED");
        }
        is(&day.sync_one(&operator, &record), "duplicate", "");
        assert_eq!(count(&day, "sync_record"), 2);
        assert_eq!(count(&day, "sync_record WHERE reused"), 1);
        assert_eq!(day.candidate("HM-1")["attendance"]["status"], "completed");
    }
}

#[test]
fn what_comes_before_its_attendance_waits_for_it() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.enrol("HM-1", pictures::obama()).created();
        let records = day.whole("HM-1", "OMR-1", pictures::obama2());
        let early = day.sync(&operator, &records[1..]);
        for result in &early[..3] {
            is(result, "pending", "ATTENDANCE_REQUIRED");
        }
        assert_eq!([count(&day, "face_attempt"), count(&day, "fingerprint"), count(&day, "omr_sheet")], [0; 3]);
        is(&day.sync_one(&operator, &records[2]), "pending", "ATTENDANCE_REQUIRED");
        is(&day.sync_one(&operator, &records[0]), "synced", "");
        // All of it was applied with the request that brought the attendance.
        assert_eq!(day.candidate("HM-1")["status"], "biometric_completed");
        assert!(day.sync(&operator, &records).iter().all(|result| result["status"] == "duplicate"));
    }
}

#[test]
fn a_shuffled_batch_is_judged_in_the_order_of_the_stations() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let mut records = day.whole("HM-1", "OMR-1", pictures::obama2());
        records.reverse();
        let results = day.sync(&day.operator(), &records);
        assert!(results.iter().all(|result| result["status"] == "synced"), "{results:?}");
        let ids: Vec<_> = results.iter().map(|result| result["id"].clone()).collect();
        assert_eq!(ids, records.iter().map(|record| record["id"].clone()).collect::<Vec<_>>());
    }
}

#[test]
fn what_waits_is_applied_when_the_missing_comes_online() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let finger = day.record("fingerprint", "HM-1", json!({ "exceptionReason": "bandaged" }));
        is(&day.sync_one(&day.operator(), &finger), "pending", "ATTENDANCE_REQUIRED");
        day.present("HM-1");
        day.until("the fingerprint", || count(&day, "fingerprint") == 1);
        is(&day.sync_one(&day.operator(), &finger), "duplicate", "");
    }
}

#[test]
fn a_skipped_candidate_who_is_completed_later_is_no_conflict_in_either_order() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        for (roll, turned) in [("HM-1", false), ("HM-2", true)] {
            let skipped = day.record_at("attendance", roll, json!({ "status": "skipped" }), -60);
            let completed = day.record_at("attendance", roll, json!({ "status": "completed" }), -5);
            let mut records = [skipped, completed];
            if turned {
                records.reverse();
            }
            for record in &records {
                is(&day.sync_one(&operator, record), "synced", "");
            }
            let attendance = day.candidate(roll)["attendance"].clone();
            assert_eq!(attendance["status"], "completed");
            assert_eq!(attendance["completedAt"], json!(day.at(-5)));
        }
    }
}

#[test]
fn the_status_counts_by_operator_and_device() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        let records = [
            day.record("attendance", "HM-1", json!({ "status": "completed" })),
            day.record("attendance", "HM-2", json!({ "status": "completed" })),
            day.record("fingerprint", "HM-3", json!({ "exceptionReason": "x" })),
            day.record("attendance", "XX-1", json!({ "status": "completed" })),
        ];
        day.sync(&day.operator(), &records);
        day.sync(&day.colleague(), &[day.record("attendance", "HM-4", json!({ "status": "completed" }))]);
        let path = format!("/api/sync/status/{}", day.exam);
        let own = day.operator().get(&path).ok();
        let counts = ["synced", "pending", "conflict", "failed"].map(|status| own[status].as_i64().unwrap());
        assert_eq!(counts, [1, 1, 1, 1], "{own}");
        assert_eq!(id(&own["devices"][0]["operatorId"]), day.operator.user_id.0);
        assert_eq!(own["devices"][0]["deviceId"], "tablet-1");
        assert_eq!(own["devices"].as_array().unwrap().len(), 1);
        day.operator().get(format!("{path}?operatorId={}", day.colleague.id)).refused(403, "FORBIDDEN");
        let centre = day.supervisor().get(&path).ok();
        assert_eq!((&centre["synced"], centre["devices"].as_array().unwrap().len()), (&json!(2), 2));
        let one = day.supervisor().get(format!("{path}?operatorId={}", day.colleague.id)).ok();
        assert_eq!((&one["synced"], &one["pending"]), (&json!(1), &json!(0)));
        assert_eq!(day.by(&day.far_supervisor).get(&path).ok()["synced"], 0);
        assert_eq!(day.head().get(&path).ok()["synced"], 2);
    }
}

#[test]
fn the_journal_tells_the_same_facts_as_online_and_that_they_were_made_offline() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let mut records = day.whole("HM-1", "OMR-1", pictures::obama2());
        records[2]["data"] = json!({ "image": base64(pictures::finger()) });
        day.sync(&day.operator(), &records);
        let marked = super::facts(&day, "mark_attendance");
        assert_eq!(
            (&marked["status"], &marked["was"], &marked["mode"]),
            (&json!("completed"), &json!(null), &json!("offline"))
        );
        assert_eq!(marked["capturedAt"], records[0]["capturedAt"]);
        let face = super::facts(&day, "verify_face");
        assert_eq!((&face["verified"], &face["was"], &face["mode"]), (&json!(true), &json!(null), &json!("offline")));
        assert_eq!(super::facts(&day, "capture_fingerprint")["exception"], false);
        assert_eq!(super::facts(&day, "scan_sheet")["barcode"], "OMR-1");
        assert_eq!(super::facts(&day, "bind_sheet")["barcode"], "OMR-1");
        assert_eq!(super::facts(&day, "close_biometric")["verified"], true);
        let batch = super::facts(&day, "upload_records");
        assert_eq!((&batch["records"], &batch["synced"]), (&json!(5), &json!(5)));
    }
}
