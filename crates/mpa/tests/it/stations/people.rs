//! Who may go on with a candidate.

use serde_json::json;

use super::alerts;
use crate::world::{Day, Form, Store, count, pictures};

#[test]
fn the_operator_of_station_one_goes_on_at_station_two() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let colleague = day.colleague();
        day.enrol("HM-1", pictures::obama()).created();
        day.scan(&day.operator(), "OMR-1").created();
        let attendance = day.present("HM-1");
        let others = [colleague.clone(), day.supervisor()];
        for other in &others {
            day.verify(other, "HM-1", pictures::obama2()).refused(403, "OPERATOR_MISMATCH");
            day.finger(other, "HM-1").refused(403, "OPERATOR_MISMATCH");
            day.bind(other, "OMR-1", "HM-1").refused(403, "OPERATOR_MISMATCH");
            day.close(other, "HM-1").refused(403, "OPERATOR_MISMATCH");
        }
        assert_eq!(alerts(&day, "operator_mismatch"), 8);

        day.hand_over(&colleague, &attendance, &day.colleague.id).refused(403, "FORBIDDEN");
        let handed = day.hand_over(&day.supervisor(), &attendance, &day.colleague.id).ok();
        assert_eq!([&handed["id"], &handed["operatorId"]], [&json!(attendance), &json!(day.colleague.id)]);
        day.verify(&day.operator(), "HM-1", pictures::obama2()).refused(403, "OPERATOR_MISMATCH");
        day.verify(&colleague, "HM-1", pictures::obama2()).ok();
        day.finger(&colleague, "HM-1").created();
        day.bind(&colleague, "OMR-1", "HM-1").ok();
        day.close(&colleague, "HM-1").created();
    }
}

#[test]
fn a_candidate_is_handed_over_to_somebody_who_works_here() {
    let day = Day::begin(Store::Sqlite);
    let attendance = day.present("HM-1");
    let gone = day.world_person_disabled();
    for nobody in [&day.far_operator.id, &day.head.id, &day.observer.id, &gone, &day.exam] {
        day.hand_over(&day.supervisor(), &attendance, nobody).refused(404, "OPERATOR_NOT_FOUND");
    }
    let far = day.by(&day.far_supervisor);
    day.hand_over(&far, &attendance, &day.far_operator.id).refused(404, "ATTENDANCE_NOT_FOUND");
    day.hand_over(&day.supervisor(), &day.exam, &day.colleague.id).refused(404, "ATTENDANCE_NOT_FOUND");
}

impl Day {
    /// The id of an operator who was here and is disabled.
    fn world_person_disabled(&self) -> String {
        let gone = self.hire("gone", domain::Role::Operator, Some(&self.here), &[]);
        self.head().patch(format!("/api/operators/{}", gone.id), json!({ "disabled": true })).ok();
        gone.id
    }
}

#[test]
fn where_the_exam_allows_any_operator_of_the_slot_goes_on() {
    let day = Day::with(Store::Sqlite, json!({ "operatorRule": "assigned" }));
    day.present("HM-1");
    day.no_finger(&day.colleague(), "HM-1").created();
    day.no_finger(&day.by(&day.neighbour), "HM-1").refused(404, "CANDIDATE_NOT_FOUND");
}

#[test]
fn a_body_that_names_somebody_else_is_refused() {
    let day = Day::begin(Store::Sqlite);
    let (operator, other) = (day.operator(), &day.colleague.id);
    let mark = |named: &str| {
        operator.post("/api/attendance", json!({ "examId": day.exam, "rollNumber": "HM-1", "operatorId": named }))
    };
    mark(other).refused(403, "OPERATOR_MISMATCH");
    assert_eq!(count(&day, "attendance"), 0);
    mark(&day.operator.id).created();
    day.enrol("HM-1", pictures::obama()).created();
    let forged = |form: Form| form.text("operatorId", other);
    operator
        .form("/api/face/verify", &forged(day.about("HM-1").file("liveFaceImage", pictures::obama2())))
        .refused(403, "OPERATOR_MISMATCH");
    operator
        .form("/api/fingerprint/capture", &forged(day.about("HM-1").text("exceptionReason", "none")))
        .refused(403, "OPERATOR_MISMATCH");
    for field in ["operatorId", "scannedBy"] {
        operator
            .post("/api/omr/scan", json!({ "examId": day.exam, "barcode": "OMR-1", field: other }))
            .refused(403, "OPERATOR_MISMATCH");
    }
    day.scan(&operator, "OMR-1").created();
    let body = json!({ "examId": day.exam, "barcode": "OMR-1", "rollNumber": "HM-1", "operatorId": other });
    operator.post("/api/omr/validate", body).refused(403, "OPERATOR_MISMATCH");
    let body = json!({ "examId": day.exam, "candidateId": day.id("HM-1"), "operatorId": other });
    operator.post("/api/biometric/verify", body).refused(403, "OPERATOR_MISMATCH");
    let body = json!({ "operatorId": day.idle.id, "slotId": day.slots["HM"], "assignedBy": other });
    day.head().post("/api/slot/assign", body).refused(403, "OPERATOR_MISMATCH");
    for table in ["face_attempt", "fingerprint", "biometric", "omr_sheet WHERE candidate_id IS NOT NULL"] {
        assert_eq!(count(&day, table), 0, "{table}");
    }
}

#[test]
fn a_mark_is_taken_back_by_its_operator_for_a_minute_then_by_a_supervisor() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let first = day.present("HM-1");
        day.undo(&day.colleague(), &first).refused(403, "OPERATOR_MISMATCH");
        day.undo(&day.by(&day.far_supervisor), &first).refused(404, "ATTENDANCE_NOT_FOUND");
        day.pass(60);
        day.undo(&day.operator(), &first).ok();
        day.undo(&day.operator(), &first).refused(404, "ATTENDANCE_NOT_FOUND");
        assert_eq!(day.candidate("HM-1")["status"], "registered");
        assert_eq!(count(&day, "record_history WHERE entity_type = 'attendance'"), 1);

        let second = day.present("HM-1");
        assert_ne!(first, second);
        day.pass(61);
        day.undo(&day.operator(), &second).refused(403, "FORBIDDEN");
        day.undo(&day.supervisor(), &second).ok();
        let third = day.present("HM-1");
        day.pass(600);
        day.undo(&day.head(), &third).ok();

        let fourth = day.present("HM-1");
        day.no_finger(&day.operator(), "HM-1").created();
        for who in [day.operator(), day.supervisor(), day.head()] {
            day.undo(&who, &fourth).refused(409, "BIOMETRICS_EXIST");
        }
    }
}
