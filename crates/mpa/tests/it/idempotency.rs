//! The same key with the same body gives the first answer again.

use std::thread;

use serde_json::{Value, json};

use crate::world::{Answer, Day, Form, Store, count, pictures};

#[test]
fn a_call_that_is_repeated_with_its_key_is_answered_again_and_done_once() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator().once("k-1");
        let first = day.mark(&operator, "HM-1");
        let again = day.mark(&operator, "HM-1");
        assert_eq!((first.status, &first.bytes), (again.status, &again.bytes));
        assert_eq!(again.header("idempotent-replayed"), "true");
        first.created();
        // Whatever order its fields have.
        let body = format!(r#"{{ "rollNumber":"HM-1",  "examId":"{}" }}"#, day.exam);
        assert_eq!(operator.send("POST", "/api/attendance", Some("application/json"), body.into_bytes()).status, 201);
        day.mark(&operator, "HM-2").refused(409, "IDEMPOTENCY_MISMATCH");
        // A key is one user's, on one route.
        day.mark(&day.colleague().once("k-1"), "HM-2").created();
        day.scan(&operator, "OMR-1").created();
        assert_eq!(count(&day, "attendance"), 2);
    }
}

#[test]
fn a_form_is_compared_by_its_parts() {
    let day = Day::begin(Store::Sqlite);
    day.present("HM-1");
    let operator = day.operator().once("k-2");
    let form = |boundary: &str, picture: &[u8]| {
        Form::bounded(boundary)
            .text("examId", &day.exam)
            .text("candidateId", day.id("HM-1"))
            .file("fingerprintImage", picture)
    };
    let capture = |form: Form| operator.form("/api/fingerprint/capture", &form);
    let first = capture(form("one", pictures::finger()));
    let again = capture(form("two", pictures::finger()));
    assert_eq!((first.status, &first.bytes), (201, &again.bytes));
    let turned =
        Form::bounded("three").file("fingerprintImage", pictures::finger()).text("candidateId", day.id("HM-1"));
    assert_eq!(capture(turned.text("examId", &day.exam)).bytes, first.bytes);
    capture(form("four", pictures::wall())).refused(409, "IDEMPOTENCY_MISMATCH");
    // The same bytes as another field are another form.
    let other = Form::bounded("five").text("examId", day.id("HM-1")).text("candidateId", &day.exam);
    capture(other.file("fingerprintImage", pictures::finger())).refused(409, "IDEMPOTENCY_MISMATCH");
    assert_eq!([count(&day, "fingerprint"), count(&day, "blob")], [1, 1]);
}

#[test]
fn sixteen_at_once_with_one_key_make_one_row_and_get_one_answer() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let answers: Vec<Answer> = thread::scope(|scope| {
            let operator = day.operator().once("k-3");
            let mark = || {
                let (operator, day) = (operator.clone(), &day);
                scope.spawn(move || day.mark(&operator, "HM-1"))
            };
            let calls: Vec<_> = (0..16).map(|_| mark()).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        assert!(answers.iter().all(|answer| answer.status == 201 && answer.bytes == answers[0].bytes), "{answers:?}");
        assert_eq!([count(&day, "attendance"), count(&day, "journal WHERE action = 'mark_attendance'")], [1, 1]);
    }
}

#[test]
fn a_refusal_is_an_answer_too() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator().once("k-4");
    let first = day.no_finger(&operator, "HM-1");
    day.present("HM-1"); // meanwhile
    let again = day.no_finger(&operator, "HM-1");
    assert_eq!((first.status, &first.bytes), (again.status, &again.bytes));
    again.refused(403, "ATTENDANCE_REQUIRED");
    day.no_finger(&day.operator().once("k-5"), "HM-1").created();
}

#[test]
fn after_a_day_a_key_is_new() {
    let day = Day::begin(Store::Sqlite);
    let create = |name: &str| day.head().once("k-6").post("/api/exams", json!({ "code": name, "name": "Entrance" }));
    let first = create("X-1").created();
    day.pass(24 * 3600);
    assert_eq!(create("X-1").created(), first);
    day.pass(1);
    create("X-1").refused(409, "CODE_EXISTS");
    create("X-1").refused(409, "CODE_EXISTS");
    day.pass(24 * 3600 + 1);
    create("X-2").created();
}

#[test]
fn a_key_on_logins_accounts_and_passwords_means_nothing() {
    let day = Day::begin(Store::Sqlite);
    for key in ["", &"k".repeat(201)] {
        day.mark(&day.operator().once(key), "HM-1").refused(400, "VALIDATION");
    }
    let head = day.head().once("k-7");
    let hire = |name: &str| {
        head.post(
            "/api/operators",
            json!({ "username": name, "name": name, "password": "long enough", "role": "operator" }),
        )
    };
    hire("one").created();
    hire("two").created();
    hire("one").refused(409, "CODE_EXISTS");
    assert!(
        head.post(format!("/api/admin/exams/{}/logout-all", day.exam), Value::Null)
            .header("idempotent-replayed")
            .is_empty()
    );
    assert_eq!(count(&day, "attendance"), 0);
}

#[test]
fn what_was_wait_is_asked_again() {
    let day = Day::in_world(crate::world::World::start(Store::Impatient), json!({}));
    let operator = day.operator().once("k-8");
    let busy = crate::world::runtime().block_on(day.app.db.begin()).unwrap();
    let answer = day.mark(&operator, "HM-1");
    assert!(answer.header("retry-after").parse::<u32>().is_ok());
    answer.refused(503, "DEPENDENCY_UNAVAILABLE");
    crate::world::runtime().block_on(async { drop(busy) });
    day.mark(&operator, "HM-1").created();
}
