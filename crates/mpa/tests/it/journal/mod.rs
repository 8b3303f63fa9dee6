//! What is written down: every change and every refusal, who, what, when and where; and never a name.

mod fixture;
mod secrets;

use serde_json::{Value, json};

use crate::world::{Answer, Day, Person, Store, pictures, rows, runtime, text};

/// The newest entry: action, outcome, code, and whether it says who, where and when.
#[track_caller]
fn entry(day: &Day, calls: i64, action: &str, outcome: &str, code: Option<&str>, person: &Person) {
    let found = rows(
        &day.app.db,
        &format!(
            "SELECT outcome, code, CAST(actor_role AS TEXT) AS actor_role, address, device_id, occurred_at, actor_id, exam_id \
             FROM journal WHERE action = '{action}' AND outcome <> 'counted' ORDER BY id"
        ),
        Vec::new(),
    );
    assert_eq!(found.len() as i64, calls, "{action}");
    let newest = found.last().unwrap();
    let read = |column| newest.opt::<String>(column).unwrap();
    assert_eq!((read("outcome").as_deref(), read("code").as_deref()), (Some(outcome), code), "{action}");
    assert_eq!(newest.opt_id::<domain::UserId>("actor_id").unwrap(), Some(person.user_id), "{action}");
    assert_eq!(read("address").as_deref(), Some("127.0.0.1"), "{action}");
    assert_eq!(read("device_id").as_deref(), Some("desk-7"), "{action}");
    assert_eq!(newest.time("occurred_at").unwrap(), day.now(), "{action}");
    assert!(read("actor_role").is_some(), "{action}");
}

/// How many entries there are, beside those that tell of an alert.
fn decided(day: &Day) -> i64 {
    let text = "SELECT COUNT(*) AS n FROM journal WHERE action <> 'alert'";
    rows(&day.app.db, text, Vec::new())[0].get("n").unwrap()
}

#[test]
fn every_change_and_every_refusal_leaves_one_entry() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (operator, supervisor) = (day.operator(), day.supervisor());
        day.pass(10);
        let mut written = decided(&day);
        let mut one = |answer: Answer, calls, action, code: Option<&str>, person| {
            assert_eq!(answer.status < 300, code.is_none(), "{answer:?}");
            written += 1;
            assert_eq!(decided(&day), written, "{answer:?}");
            entry(&day, calls, action, if code.is_some() { "refused" } else { "done" }, code, person);
            answer
        };
        one(day.enrol("HM-1", pictures::obama()), 1, "enrol_face", None, &day.head);
        one(day.enrol("HM-1", pictures::wall()), 2, "enrol_face", Some("FACE_NOT_DETECTED"), &day.head);
        one(day.no_finger(&operator, "HM-1"), 1, "capture_fingerprint", Some("ATTENDANCE_REQUIRED"), &day.operator);
        let marked = one(day.mark(&operator, "HM-1"), 1, "mark_attendance", None, &day.operator);
        one(day.mark(&operator, "HM-1"), 2, "mark_attendance", Some("ATTENDANCE_EXISTS"), &day.operator);
        let attendance = text(&marked.created()["id"]);
        one(
            day.hand_over(&supervisor, &attendance, &day.operator.id),
            1,
            "hand_over_attendance",
            None,
            &day.supervisor,
        );
        one(day.verify(&operator, "HM-1", pictures::biden()), 1, "verify_face", None, &day.operator);
        one(
            day.verify(&operator, "HM-1", pictures::wall()),
            2,
            "verify_face",
            Some("FACE_NOT_DETECTED"),
            &day.operator,
        );
        one(day.no_finger(&operator, "HM-1"), 2, "capture_fingerprint", None, &day.operator);
        one(day.scan(&operator, "OMR-1"), 1, "scan_sheet", None, &day.operator);
        one(day.scan(&operator, "OMR-1"), 2, "scan_sheet", Some("BARCODE_EXISTS"), &day.operator);
        one(day.bind(&operator, "OMR-1", "HM-1"), 1, "bind_sheet", None, &day.operator);
        one(day.close(&operator, "HM-1"), 1, "close_biometric", Some("STATION_INCOMPLETE"), &day.operator);
        one(
            day.override_close(&supervisor, "HM-1", json!({ "reason": "papers" })),
            2,
            "close_biometric",
            None,
            &day.supervisor,
        );
        one(day.undo(&supervisor, &attendance), 1, "undo_attendance", Some("BIOMETRICS_EXIST"), &day.supervisor);
        one(day.void(&supervisor, "OMR-1"), 1, "void_sheet", None, &day.supervisor);
        let path = format!("/api/candidates/{}/{}", day.exam, day.id("HM-1"));
        one(operator.get(&path), 1, "read_candidate", None, &day.operator); // reads of personal data, too
        one(operator.get(format!("{path}/photo")), 1, "read_photo", None, &day.operator);
        one(operator.get(format!("/api/candidates/{}", day.exam)), 2, "list_candidates", None, &day.operator);
        one(operator.get("/api/operators"), 1, "read_operators", Some("FORBIDDEN"), &day.operator);
        one(day.settings(json!({ "faceThreshold": 97 })), 1, "update_exam", None, &day.head);
        let hire = json!({ "username": "new.one", "name": "New", "role": "operator", "password": "long enough" });
        one(day.head().post("/api/operators", hire), 1, "create_operator", None, &day.head);
        one(operator.post("/api/auth/logout", Value::Null), 1, "logout", None, &day.operator);
    }
}

#[test]
fn what_outsiders_cause_is_counted_in_one_entry_an_address() {
    let day = Day::begin(Store::Sqlite);
    let before = decided(&day);
    for _ in 0..30 {
        day.anyone().from("203.0.113.7").get("/api/exams").refused(401, "UNAUTHENTICATED");
        day.operator().from("203.0.113.7").post("/api/attendance", json!({})).refused(400, "VALIDATION");
        day.anyone().from("203.0.113.8").get("/api/exams").refused(401, "UNAUTHENTICATED");
    }
    assert_eq!(decided(&day), before);
    runtime().block_on(day.app.outsiders().flush(day.app.journal(), &day.app.ids, day.now())).unwrap();
    let found =
        rows(&day.app.db, "SELECT address, data FROM journal WHERE outcome = 'counted' ORDER BY address", Vec::new());
    let told: Vec<(String, Value)> =
        found.iter().map(|row| (row.get("address").unwrap(), row.json("data").unwrap())).collect();
    let expected = [
        ("203.0.113.7".to_owned(), json!({ "counts": { "UNAUTHENTICATED": 30, "VALIDATION": 30 } })),
        ("203.0.113.8".to_owned(), json!({ "counts": { "UNAUTHENTICATED": 30 } })),
    ];
    assert_eq!(told, expected);
}
