//! A different record for the same candidate is a conflict; both stay whole, and a person decides.

use serde_json::{Value, json};

use super::{base64, fresh, is, texts};
use crate::world::{Day, Store, blob_files, blob_rows, count, pictures, text};

/// Two gates admit the same person; gives the two records and the conflict's id.
fn two_gates(day: &Day, roll: &str) -> (Value, Value, String) {
    let first = day.record_at("attendance", roll, json!({ "status": "completed" }), -30);
    let second = day.record_at("attendance", roll, json!({ "status": "completed" }), -20);
    is(&day.sync_one(&day.operator(), &first), "synced", "");
    let result = day.sync_one(&day.colleague(), &second);
    is(&result, "conflict", "ATTENDANCE_EXISTS");
    let conflict = text(&result["conflictId"]);
    (first, second, conflict)
}

#[test]
fn two_gates_that_admit_the_same_person_are_a_conflict() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (_, second, conflict) = two_gates(&day, "HM-1");
        let again = day.sync_one(&day.colleague(), &second);
        assert_eq!((&again["status"], &again["conflictId"]), (&json!("conflict"), &json!(conflict)));
        let listed = day.conflicts(&day.supervisor());
        assert_eq!(listed.len(), 1);
        let one = &listed[0];
        assert_eq!(one["conflictId"], json!(conflict));
        assert_eq!((&one["entityType"], &one["rollNumber"]), (&json!("attendance"), &json!("HM-1")));
        assert_eq!(one["candidateId"], json!(day.id("HM-1")));
        assert_eq!(one["existing"]["operatorId"], json!(day.operator.id));
        assert_eq!(one["existing"]["completedAt"], json!(day.at(-30)));
        assert_eq!(
            (&one["incoming"]["operatorId"], &one["operatorId"]),
            (&json!(day.colleague.id), &json!(day.colleague.id))
        );
        assert_eq!(
            (&one["incoming"]["recordId"], &one["incoming"]["capturedAt"]),
            (&second["id"], &second["capturedAt"])
        );
        assert_eq!((&one["existing"]["deviceId"], &one["centreId"]), (&json!("tablet-1"), &json!(day.here)));
        assert_eq!((&one["incoming"]["proved"], &one.get("resolveReason")), (&json!(false), &None));
        assert_eq!((&one["deviceId"], &one["conflictReason"]), (&json!("tablet-1"), &json!("ATTENDANCE_EXISTS")));
        assert_eq!(one["resolved"], false);
        assert_eq!([day.alerts("sync_conflict"), count(&day, "journal WHERE action = 'sync_conflict'")], [1, 1]);
        assert!(day.conflicts(&day.by(&day.far_supervisor)).is_empty());
        assert_eq!(day.conflicts(&day.head()).len(), 1);
        let path = format!("/api/sync/conflicts/{}/{conflict}", day.exam);
        for who in [day.supervisor(), day.head()] {
            assert_eq!(&who.get(&path).ok(), one);
        }
        day.by(&day.far_supervisor).get(&path).refused(404, "CONFLICT_NOT_FOUND");
        let none = format!("/api/sync/conflicts/{}/{}", day.exam, fresh(&day));
        day.head().get(none).refused(404, "CONFLICT_NOT_FOUND");
        let elsewhere = crate::world::new_exam(&day.head(), "E-ELSE", json!({}));
        day.head().get(format!("/api/sync/conflicts/{elsewhere}/{conflict}")).refused(404, "CONFLICT_NOT_FOUND");
        day.operator().get(&path).refused(403, "FORBIDDEN");
        day.operator().get(format!("/api/sync/conflicts/{}", day.exam)).refused(403, "FORBIDDEN");
    }
}

#[test]
fn what_is_kept_settles_it_and_the_other_stays_whole() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (first, second, conflict) = two_gates(&day, "HM-1");
        day.resolve(&day.by(&day.far_supervisor), &conflict, "keep_existing").refused(404, "CONFLICT_NOT_FOUND");
        day.resolve(&day.supervisor(), &fresh(&day), "keep_existing").refused(404, "CONFLICT_NOT_FOUND");
        let path = format!("/api/sync/resolve/{conflict}");
        day.supervisor().post(&path, json!({ "resolution": "keep_existing" })).refused(400, "VALIDATION");
        day.supervisor().post(&path, json!({ "resolution": "both", "reason": "x" })).refused(400, "VALIDATION");
        let resolved = day.resolve(&day.supervisor(), &conflict, "keep_existing").ok();
        assert_eq!((&resolved["resolved"], &resolved["resolution"]), (&json!(true), &json!("keep_existing")));
        assert_eq!((&resolved["corrected"], &resolved["resolveReason"]), (&json!(false), &json!("looked at both")));
        assert_eq!((&resolved["resolvedBy"], &resolved["resolvedAt"]), (&json!(day.supervisor.id), &json!(day.at(0))));
        day.resolve(&day.supervisor(), &conflict, "use_new").refused(409, "CONFLICT_RESOLVED");
        assert_eq!(day.candidate("HM-1")["attendance"]["operatorId"], json!(day.operator.id));
        is(&day.sync_one(&day.operator(), &first), "duplicate", "");
        is(&day.sync_one(&day.colleague(), &second), "conflict", "ATTENDANCE_EXISTS");
        assert!(day.conflicts(&day.supervisor()).is_empty());
        let list = day.supervisor().get(format!("/api/sync/conflicts/{}?resolved=true", day.exam)).ok();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        day.supervisor().get(format!("/api/sync/conflicts/{}?resolved=maybe", day.exam)).refused(400, "VALIDATION");
        assert_eq!(super::facts(&day, "resolve_conflict")["resolution"], "keep_existing");
    }
}

#[test]
fn the_new_mark_takes_the_place_of_the_old_which_stays_in_the_history() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (first, second, conflict) = two_gates(&day, "HM-1");
        // The colleague's fingerprint builds on the colleague's mark, which is a side of the conflict.
        let finger = day.record("fingerprint", "HM-1", json!({ "exceptionReason": "bandaged" }));
        is(&day.sync_one(&day.colleague(), &finger), "pending", "OPERATOR_MISMATCH");
        day.resolve(&day.supervisor(), &conflict, "use_new").ok();
        let attendance = day.candidate("HM-1")["attendance"].clone();
        assert_eq!(attendance["operatorId"], json!(day.colleague.id));
        assert_eq!(attendance["completedAt"], second["capturedAt"]);
        assert_eq!(count(&day, "record_history WHERE entity_type = 'attendance' AND reason = 'looked at both'"), 1);
        assert_eq!(count(&day, "fingerprint"), 1);
        for record in [&first, &second, &finger] {
            is(&day.sync_one(&day.colleague(), record), "duplicate", "");
        }
        // Whoever counts by the journal counts one that is present.
        assert_eq!(super::facts(&day, "undo_attendance")["was"], "completed");
        assert_eq!(count(&day, "journal WHERE action = 'mark_attendance' AND outcome = 'done'"), 2);
    }
}

#[test]
fn the_new_mark_is_refused_where_biometrics_stand_on_the_old() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (_, _, conflict) = two_gates(&day, "HM-1");
        day.no_finger(&day.operator(), "HM-1").created();
        day.resolve(&day.supervisor(), &conflict, "use_new").refused(409, "BIOMETRICS_EXIST");
        assert_eq!(day.conflicts(&day.supervisor()).len(), 1);
        assert_eq!(count(&day, "record_history"), 0);
        day.resolve(&day.supervisor(), &conflict, "keep_existing").ok();
    }
}

#[test]
fn new_data_is_applied_in_place_of_the_stored_record() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (_, _, conflict) = two_gates(&day, "HM-1");
        let body = |data: Value| json!({ "resolution": "use_new", "reason": "not here after all", "newData": data });
        let path = format!("/api/sync/resolve/{conflict}");
        day.supervisor().post(&path, body(json!({ "status": "here" }))).refused(400, "VALIDATION");
        let read = || day.supervisor().get(format!("/api/sync/conflicts/{}/{conflict}", day.exam)).ok();
        assert_eq!((&read()["resolved"], &read()["corrected"]), (&json!(false), &json!(false)));
        let resolved = day.supervisor().post(&path, body(json!({ "status": "skipped" }))).ok();
        assert_eq!((&resolved["resolved"], &resolved["corrected"]), (&json!(true), &json!(true)));
        assert_eq!(read(), resolved);
        let attendance = day.candidate("HM-1")["attendance"].clone();
        assert_eq!((&attendance["status"], &attendance["operatorId"]), (&json!("skipped"), &json!(day.colleague.id)));
    }
}

#[test]
fn a_second_fingerprint_is_a_conflict_and_both_images_stay() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.present("HM-1");
        let other = testkit::draw::fingerprint(9, 260, 300).png();
        let first = day.record("fingerprint", "HM-1", json!({ "image": base64(pictures::finger()) }));
        let second = day.record("fingerprint", "HM-1", json!({ "image": base64(&other), "finger": "left_thumb" }));
        is(&day.sync_one(&operator, &first), "synced", "");
        let result = day.sync_one(&operator, &second);
        is(&result, "conflict", "FINGERPRINT_EXISTS");
        let listed = day.conflicts(&day.supervisor()).remove(0);
        assert!(listed["existing"]["storageLocation"].is_string() && listed["incoming"]["storageLocation"].is_string());
        assert!(!listed.to_string().contains("blobId") && listed["incoming"]["imageUrl"].is_null(), "{listed}");
        let conflict = text(&result["conflictId"]);
        let image = format!("/api/sync/conflicts/{}/{conflict}/image", day.exam);
        day.supervisor().get(&image).refused(404, "IMAGE_NOT_FOUND");
        day.resolve(&day.supervisor(), &conflict, "use_new").ok();
        assert_eq!(count(&day, "fingerprint WHERE finger = 'left_thumb'"), 1);
        assert_eq!(count(&day, "record_history WHERE entity_type = 'fingerprint'"), 1);
        assert_eq!(super::facts(&day, "capture_fingerprint")["replaces"]["exception"], false);
        let (files, rows) = (blob_files(day.data_dir()).0, blob_rows(&day.app.db));
        assert!(rows.len() == 2 && rows.is_subset(&files));
    }
}

#[test]
fn another_picture_is_another_conflict() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        let records = [7, 8, 9, 9].map(|seed| {
            let image = testkit::draw::fingerprint(seed, 260, 300).png();
            day.record("fingerprint", "HM-1", json!({ "image": base64(&image) }))
        });
        let told = day.sync(&day.operator(), &records);
        is(&told[0], "synced", "");
        told[1..].iter().for_each(|one| is(one, "conflict", "FINGERPRINT_EXISTS"));
        assert!(told[1]["conflictId"] != told[2]["conflictId"] && told[2]["conflictId"] == told[3]["conflictId"]);
    }
}

#[test]
fn a_second_sheet_and_anothers_sheet_are_conflicts() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.present("HM-1");
        day.present("HM-2");
        let bind = |roll: &str, barcode: &str| {
            let sheet = json!({ "barcode": barcode, "image": base64(&pictures::sheet(barcode)) });
            day.sync_one(&operator, &day.record("omr", roll, sheet))
        };
        is(&bind("HM-1", "OMR-1"), "synced", "");
        let second = bind("HM-1", "OMR-2");
        is(&second, "conflict", "CANDIDATE_HAS_OMR");
        let stolen = bind("HM-2", "OMR-1");
        is(&stolen, "conflict", "OMR_ALREADY_VALIDATED");
        assert_eq!([day.alerts("sync_conflict"), day.alerts("duplicate_omr")], [2, 1]);

        let conflict = text(&second["conflictId"]);
        let listed = day.conflicts(&day.supervisor());
        let one = listed.iter().find(|one| one["conflictId"] == json!(conflict)).unwrap();
        let stood = day.supervisor().get(text(&one["existing"]["imageUrl"]));
        assert_eq!((stood.status, stood.bytes), (200, pictures::sheet("OMR-1")));
        let strange = format!("{}?side=both", text(&one["incoming"]["imageUrl"]));
        day.supervisor().get(strange).refused(400, "VALIDATION");
        let image = day.supervisor().get(text(&one["incoming"]["imageUrl"]));
        assert_eq!((image.status, image.bytes), (200, pictures::sheet("OMR-2")));
        day.by(&day.far_supervisor).get(text(&one["incoming"]["imageUrl"])).refused(404, "CONFLICT_NOT_FOUND");

        // A sheet never changes hands; the candidate may get another one.
        let taken = text(&stolen["conflictId"]);
        day.resolve(&day.supervisor(), &taken, "use_new").refused(409, "OMR_ALREADY_VALIDATED");
        day.resolve(&day.supervisor(), &conflict, "use_new").ok();
        assert_eq!(day.candidate("HM-1")["omr"]["barcode"], "OMR-2");
        assert_eq!(texts(&day, "SELECT barcode AS t FROM omr_sheet WHERE status = 'void'"), ["OMR-1"]);
        day.resolve(&day.supervisor(), &taken, "use_new").refused(409, "OMR_VOID");
        let body = json!({ "resolution": "use_new", "reason": "read again", "newData": { "barcode": "OMR-3" } });
        day.supervisor().post(format!("/api/sync/resolve/{taken}"), body).ok();
        assert_eq!(day.candidate("HM-2")["omr"]["barcode"], "OMR-3");
    }
}

#[test]
fn a_void_sheet_fails_and_a_sheet_that_was_scanned_online_is_bound() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    day.present("HM-1");
    day.scan(&operator, "OMR-1").created();
    day.void(&day.head(), "OMR-1").ok();
    let record = |barcode: &str| day.record("omr", "HM-1", json!({ "barcode": barcode }));
    is(&day.sync_one(&operator, &record("OMR-1")), "failed", "OMR_VOID");
    day.scan(&operator, "OMR-2").created();
    is(&day.sync_one(&operator, &record("OMR-2")), "synced", "");
    // The same operator says the same once more: nothing changes, as online.
    is(&day.sync_one(&operator, &record("OMR-2")), "synced", "");
    let wrong = json!({ "barcode": "OMR-3", "image": base64(&pictures::sheet("OMR-4")) });
    is(&day.sync_one(&operator, &day.record("omr", "HM-1", wrong)), "pending", "BARCODE_MISMATCH");
    assert_eq!(day.alerts("workflow_violation"), 1);
    assert_eq!(count(&day, "omr_sheet"), 2);
}

#[test]
fn a_second_close_is_a_conflict_that_can_be_decided() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.enrol("HM-1", pictures::obama()).created();
        assert!(
            day.sync(&operator, &day.whole("HM-1", "OMR-1", pictures::obama2()))
                .iter()
                .all(|r| r["status"] == "synced")
        );
        let result = day.sync_one(&operator, &day.record_at("biometric", "HM-1", json!({}), 60));
        is(&result, "conflict", "BIOMETRIC_EXISTS");
        day.resolve(&day.supervisor(), &text(&result["conflictId"]), "use_new").ok();
        assert_eq!(count(&day, "biometric"), 1);
        assert_eq!(
            texts(&day, "SELECT reason AS t FROM record_history WHERE entity_type = 'biometric'"),
            ["looked at both"]
        );
        assert_eq!(super::facts(&day, "close_biometric")["replaces"]["verified"], true);
    }
}

#[test]
fn a_record_that_meets_what_was_made_online_is_a_conflict() {
    let day = Day::begin(Store::Sqlite);
    day.present("HM-1");
    let result = day.sync_one(&day.operator(), &day.record("attendance", "HM-1", json!({ "status": "completed" })));
    is(&result, "conflict", "ATTENDANCE_EXISTS");
    // The mark at the gate has no record; the log knows its device.
    assert_eq!(day.conflicts(&day.head())[0]["existing"]["deviceId"], "desk-7");
}
