//! The order of checks: token, role, body, exam, slot, attendance, operator, state.

use serde_json::json;

use crate::world::{Caller, Day, Form, Store, pictures};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

/// Everything is wrong with this call; each step mends what was refused first.
#[test]
fn a_call_is_refused_for_the_first_thing_that_is_wrong() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let capture = |who: &Caller<'_>, form: Form| who.form("/api/fingerprint/capture", &form);
        let broken = || Form::default().text("examId", "1").text("exceptionReason", "none");
        let form = |exam: &str, candidate: &str| {
            Form::default().text("examId", exam).text("candidateId", candidate).text("exceptionReason", "none")
        };
        capture(&day.anyone(), broken()).refused(401, "UNAUTHENTICATED");
        capture(&day.by(&day.observer), broken()).refused(403, "FORBIDDEN");
        capture(&day.by(&day.idle), broken()).refused(400, "VALIDATION");
        capture(&day.by(&day.idle), form(NOBODY, NOBODY)).refused(404, "EXAM_NOT_FOUND");
        capture(&day.by(&day.idle), form(&day.exam, NOBODY)).refused(403, "NO_SLOT_ASSIGNED");
        capture(&day.colleague(), form(&day.exam, day.id("HN-1"))).refused(404, "CANDIDATE_NOT_FOUND");
        let about = || form(&day.exam, day.id("HM-1"));
        let forged = || about().text("operatorId", &day.operator.id);
        capture(&day.colleague(), forged()).refused(403, "ATTENDANCE_REQUIRED");
        day.present("HM-1");
        capture(&day.colleague(), about()).refused(403, "OPERATOR_MISMATCH");
        day.no_finger(&day.operator(), "HM-1").created();
        capture(&day.colleague(), about()).refused(403, "OPERATOR_MISMATCH");
        capture(&day.operator(), about()).refused(409, "FINGERPRINT_EXISTS");
    }
}

#[test]
fn and_so_are_the_other_calls_of_a_station() {
    let day = Day::begin(Store::Sqlite);
    let idle = day.by(&day.idle);
    let bind = |who: &Caller<'_>, exam: &str, roll: &str| {
        who.post("/api/omr/validate", json!({ "examId": exam, "rollNumber": roll, "barcode": "OMR-1" }))
    };
    bind(&idle, NOBODY, "no roll!").refused(400, "VALIDATION");
    bind(&idle, NOBODY, "HM-1").refused(404, "EXAM_NOT_FOUND");
    bind(&idle, &day.exam, "HM-1").refused(403, "NO_SLOT_ASSIGNED");
    day.scan(&day.operator(), "OMR-1").created();
    bind(&day.colleague(), &day.exam, "HN-1").refused(404, "CANDIDATE_NOT_FOUND");
    bind(&day.colleague(), &day.exam, "HM-1").refused(403, "ATTENDANCE_REQUIRED");
    day.present("HM-1");
    bind(&day.colleague(), &day.exam, "HM-1").refused(403, "OPERATOR_MISMATCH");
    bind(&day.operator(), &day.exam, "HM-1").ok();

    let verify = |who: &Caller<'_>, roll: &str, picture: &[u8]| day.verify(who, roll, picture);
    verify(&idle, "HM-2", b"no picture").refused(403, "NO_SLOT_ASSIGNED");
    verify(&day.colleague(), "HM-2", b"no picture").refused(403, "ATTENDANCE_REQUIRED");
    day.present("HM-2");
    verify(&day.colleague(), "HM-2", b"no picture").refused(403, "OPERATOR_MISMATCH");
    verify(&day.operator(), "HM-2", b"no picture").refused(409, "FACE_NOT_ENROLLED");
    day.enrol("HM-2", pictures::obama()).created();
    verify(&day.operator(), "HM-2", b"no picture").refused(422, "IMAGE_UNREADABLE");

    // Whoever is not logged in learns nothing of paths and bodies either.
    for path in ["/api/exams/1", "/api/candidates/x/y", "/api/face/attempts/0/image"] {
        day.anyone().get(path).refused(401, "UNAUTHENTICATED");
    }
    day.operator().patch("/api/exams/1", json!(7)).refused(403, "FORBIDDEN");
}
