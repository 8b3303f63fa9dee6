//! Who captured, by which right, and who hands it over.

use serde_json::json;

use super::is;
use crate::world::{Day, Store, count, pictures};

#[test]
fn who_captured_is_proved_by_the_capture_token() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let record = day.by_token(&day.operator, day.record("attendance", "HM-1", json!({ "status": "completed" })));
        is(&day.sync_one(&day.colleague(), &record), "synced", "");
        assert_eq!(day.candidate("HM-1")["attendance"]["operatorId"], json!(day.operator.id));
        // The supervisor hands over a whole device's queue; the operator's rule is between those who captured.
        let finger = day.record("fingerprint", "HM-1", json!({ "exceptionReason": "x" }));
        let by_another = day.by_token(&day.colleague, finger.clone());
        is(&day.sync_one(&day.supervisor(), &by_another), "failed", "OPERATOR_MISMATCH");
        assert_eq!(day.alerts("operator_mismatch"), 1);
        is(&day.sync_one(&day.supervisor(), &day.by_token(&day.operator, finger)), "synced", "");
        assert_eq!(count(&day, "fingerprint"), 1);
    }
}

#[test]
fn a_token_that_is_none_or_anothers_fails_and_is_judged_anew() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
        let mut wrong = record.clone();
        wrong["captureToken"] = json!("e30.e30.e30");
        is(&day.sync_one(&day.operator(), &wrong), "failed", "INVALID_CAPTURE_TOKEN");
        let (exam, _) = day.second_exam();
        let other = day.app.tokens().issue_capture(day.operator.user_id, exam.parse().unwrap(), day.now()).unwrap();
        wrong["captureToken"] = json!(other);
        is(&day.sync_one(&day.operator(), &wrong), "failed", "INVALID_CAPTURE_TOKEN");
        is(&day.sync_one(&day.operator(), &day.by_token(&day.operator, record)), "synced", "");
    }
}

#[test]
fn a_record_is_judged_by_the_slots_of_its_time_whatever_their_status_now() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.pass(3600);
        let early = day.record_at("attendance", "HM-1", json!({ "status": "completed" }), -600);
        let late = day.record_at("attendance", "HM-2", json!({ "status": "completed" }), 60);
        let body = json!({ "operatorId": day.operator.id, "slotId": day.slots["HM"] });
        day.head().json("DELETE", "/api/slot/assign", &body).ok();
        day.head().patch(format!("/api/slots/{}", day.slots["HM"]), json!({ "status": "completed" })).ok();
        day.pass(120);
        day.head().post(format!("/api/admin/exams/{}/logout-all", day.exam), json!({})).ok();
        let again = day.session_of(&day.operator);
        is(&day.sync_one(&day.by(&again), &early), "synced", "");
        let refused = day.sync_one(&day.by(&again), &late);
        is(&refused, "failed", "NO_SLOT_ASSIGNED");
        assert_eq!((day.alerts("slot_violation"), count(&day, "sync_record WHERE status = 'failed'")), (1, 1));
        // Told once, however often it comes.
        is(&day.sync_one(&day.by(&again), &late), "failed", "NO_SLOT_ASSIGNED");
        assert_eq!(day.alerts("slot_violation"), 1);
        // Head office has seen it, and gives the slot.
        day.pass(60);
        day.assign(&day.operator, &day.slots["HM"]).created();
        is(&day.sync_one(&day.by(&again), &late), "synced", "");
    }
}

#[test]
fn another_slot_another_centre_and_another_exam_fail_and_are_kept() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let records =
            ["HN-1", "TM-1", "XX-1"].map(|roll| day.record("attendance", roll, json!({ "status": "completed" })));
        for result in day.sync(&day.operator(), &records) {
            is(&result, "failed", "CANDIDATE_NOT_FOUND");
        }
        assert_eq!((day.alerts("slot_violation"), count(&day, "sync_record")), (2, 3));
        // Nothing tells one that exists elsewhere from one that does not.
        let errors: std::collections::BTreeSet<_> =
            day.sync(&day.operator(), &records).iter().map(|result| result["error"].to_string()).collect();
        assert_eq!(errors.len(), 1);
        let records =
            ["HN-2", "TM-2", "XX-2"].map(|roll| day.record("attendance", roll, json!({ "status": "completed" })));
        for result in day.sync(&day.by(&day.idle), &records) {
            is(&result, "failed", "NO_SLOT_ASSIGNED");
        }
        // Somebody of another centre hands over what was captured here.
        let here = day.by_token(&day.operator, day.record("attendance", "HM-1", json!({ "status": "completed" })));
        is(&day.sync_one(&day.by(&day.far_operator), &here), "failed", "CANDIDATE_NOT_FOUND");
        is(&day.sync_one(&day.by(&day.idle), &here), "synced", "");
        assert_eq!(count(&day, "attendance"), 1);
    }
}

#[test]
fn a_supervisor_captures_in_their_centre() {
    let day = Day::begin(Store::Sqlite);
    is(
        &day.sync_one(&day.supervisor(), &day.record("attendance", "HN-1", json!({ "status": "completed" }))),
        "synced",
        "",
    );
    let there = day.record("attendance", "TM-1", json!({ "status": "completed" }));
    is(&day.sync_one(&day.supervisor(), &there), "failed", "CANDIDATE_NOT_FOUND");
    day.head().post("/api/sync/upload", day.batch("x", &[])).refused(403, "FORBIDDEN");
    day.by(&day.observer).post("/api/sync/upload", day.batch("x", &[])).refused(403, "FORBIDDEN");
}

#[test]
fn anothers_work_is_judged_again_when_the_candidate_is_handed_over() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let attendance = day.present("HM-1");
        let finger = day.record("fingerprint", "HM-1", json!({ "exceptionReason": "x" }));
        is(&day.sync_one(&day.colleague(), &finger), "failed", "OPERATOR_MISMATCH");
        day.hand_over(&day.supervisor(), &attendance, &day.colleague.id).ok();
        day.until("the fingerprint", || count(&day, "fingerprint") == 1);
    }
}

#[test]
fn after_the_end_of_a_strict_exam_it_is_the_capture_that_counts() {
    let day = Day::begin(Store::Sqlite);
    day.settings(json!({ "strictAfterEnd": true })).ok();
    day.enrol("HM-1", pictures::obama()).created();
    day.pass(6 * 3600);
    let exam = day.exam.parse().unwrap();
    let start = day.now().plus_seconds(-6 * 3600);
    let token = day.app.tokens().issue_capture(day.operator.user_id, exam, start).unwrap();
    let mut during = day.record_at("attendance", "HM-1", json!({ "status": "completed" }), -5 * 3600);
    // Its time has to be proved; a supervisor may believe it without.
    is(&day.sync_one(&day.operator(), &during), "pending", "SLOT_ENDED");
    during["captureToken"] = json!(token);
    is(&day.sync_one(&day.operator(), &during), "synced", "");
    let after = day.record_at("attendance", "HM-2", json!({ "status": "completed" }), 0);
    is(&day.sync_one(&day.operator(), &after), "pending", "SLOT_ENDED");
    assert_eq!(day.alerts("post_exam_activity"), 2);
    day.settings(json!({ "strictAfterEnd": false })).ok();
    is(&day.sync_one(&day.operator(), &after), "synced", "");
    assert_eq!(day.alerts("post_exam_activity"), 3);
}
