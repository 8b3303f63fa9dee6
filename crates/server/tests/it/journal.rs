//! What is written down: every change and every refusal, who, what, when and where; and never a name.

use std::{
    io::Write,
    sync::{Mutex, OnceLock},
};

use serde_json::{Value, json};

use crate::world::{Answer, Day, PASSWORD, Store, count, pictures, rows, text, text_of};

/// The newest entry: action, outcome, code, and whether it says who, where and when.
#[track_caller]
fn entry(day: &Day, calls: i64, action: &str, outcome: &str, code: Option<&str>, person: &crate::world::Person) {
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

#[test]
fn every_change_and_every_refusal_leaves_one_entry() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (operator, supervisor) = (day.operator(), day.supervisor());
        day.pass(10);
        let mut written = count(&day, "journal");
        let mut one = |answer: Answer, calls, action, code: Option<&str>, person| {
            assert_eq!(answer.status < 300, code.is_none(), "{answer:?}");
            written += 1;
            assert_eq!(count(&day, "journal"), written, "{answer:?}");
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
        one(operator.get("/api/exams"), 1, "read_exams", Some("FORBIDDEN"), &day.operator);
        one(day.settings(json!({ "faceThreshold": 97 })), 1, "update_exam", None, &day.head);
        let hire = json!({ "username": "new.one", "name": "New", "role": "operator", "password": "long enough" });
        one(day.head().post("/api/operators", hire), 1, "create_operator", None, &day.head);
        one(operator.post("/api/auth/logout", Value::Null), 1, "logout", None, &day.operator);
    }
}

#[test]
fn what_outsiders_cause_is_counted_in_one_entry_an_address() {
    let day = Day::begin(Store::Sqlite);
    let before = count(&day, "journal");
    for _ in 0..30 {
        day.anyone().from("203.0.113.7").get("/api/exams").refused(401, "UNAUTHENTICATED");
        day.operator().from("203.0.113.7").post("/api/attendance", json!({})).refused(400, "VALIDATION");
        day.anyone().from("203.0.113.8").get("/api/exams").refused(401, "UNAUTHENTICATED");
    }
    assert_eq!(count(&day, "journal"), before);
    let (db, ids, now) = (&day.app.db, &day.app.ids, day.now());
    crate::world::runtime().block_on(day.app.outsiders.flush(db, ids, now)).unwrap();
    let found = rows(db, "SELECT address, data FROM journal WHERE outcome = 'counted' ORDER BY address", Vec::new());
    let told: Vec<(String, Value)> =
        found.iter().map(|row| (row.get("address").unwrap(), row.json("data").unwrap())).collect();
    let expected = [
        ("203.0.113.7".to_owned(), json!({ "counts": { "UNAUTHENTICATED": 30, "VALIDATION": 30 } })),
        ("203.0.113.8".to_owned(), json!({ "counts": { "UNAUTHENTICATED": 30 } })),
    ];
    assert_eq!(told, expected);
}

/// Everything that the server logs in this process.
#[derive(Clone, Copy)]
struct Log;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Collects the log of all tests from now on, as chatty as it can be.
fn collect_log() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let filter = tracing_subscriber::EnvFilter::new(
            "info,server=trace,store=trace,adapters=trace,face=trace,roster=trace,sqlx=debug",
        );
        drop(tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(|| Log).try_init());
    });
}

/// A whole day of somebody whose name no other test uses, with what goes wrong on it.
fn a_day_of_parvati(day: &Day) -> Vec<String> {
    let csv = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Gender\n\
               PVT-771,Parvati Quillon,Bhaskar Quillon,1999-12-28,C-HERE,Morning,F\n\
               PVT-772,Tarini Quillon,Bhaskar Quillon,1999-12-29,C-HERE,Morning,F\n";
    crate::world::import(&day.head(), &day.exam, csv).ok();
    let bad = csv.replace("1999-12-29", "Quillon-day");
    crate::world::import(&day.head(), &day.exam, &bad).refused(422, "IMPORT_REJECTED");
    let list = day.head().get(format!("/api/candidates/{}?q=PVT-77", day.exam)).ok();
    let ids: Vec<String> = list["items"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    let operator = day.operator();
    let about = |id: &String| crate::world::Form::default().text("examId", &day.exam).text("candidateId", id);
    let mark = |roll: &str| operator.post("/api/attendance", json!({ "examId": day.exam, "rollNumber": roll }));
    for (id, roll) in ids.iter().zip(["PVT-771", "PVT-772"]) {
        day.head().form("/api/face/enroll", &about(id).file("faceImage", pictures::obama())).created();
        operator
            .form("/api/face/verify", &about(id).file("liveFaceImage", pictures::obama2()))
            .refused(403, "ATTENDANCE_REQUIRED");
        mark(roll).created();
        mark(roll).refused(409, "ATTENDANCE_EXISTS");
        operator
            .form("/api/face/verify", &about(id).file("liveFaceImage", pictures::wall()))
            .refused(422, "FACE_NOT_DETECTED");
        operator.form("/api/face/verify", &about(id).file("liveFaceImage", pictures::biden())).ok();
    }
    operator.form("/api/face/verify", &about(&ids[0]).file("liveFaceImage", pictures::obama2())).ok();
    operator
        .form("/api/face/verify", &about(&ids[1]).file("liveFaceImage", pictures::obama2()))
        .refused(409, "DUPLICATE_IMAGE");
    let finger = about(&ids[0])
        .file("fingerprintImage", pictures::finger())
        .text("metadata", r#"{"captureDeviceId":"MFS-110"}"#);
    operator.form("/api/fingerprint/capture", &finger).created();
    day.scan(&operator, "OMR-PVT").created();
    for roll in ["PVT-771", "PVT-772", "PVT-773"] {
        drop(day.bind(&operator, "OMR-PVT", roll));
    }
    let correction = json!({ "name": "Parvati Quillon-Rao", "reason": "as in the school register" });
    drop(day.head().patch(format!("/api/candidates/{}/{}", day.exam, ids[1]), correction));
    drop(operator.get(format!("/api/candidates/{}?q=Quillon", day.exam)));
    drop(day.by(&day.neighbour).get(format!("/api/candidates/{}/{}", day.exam, ids[0])));
    secrets(day)
}

/// Logs in, wrongly too, and gives what must be found nowhere.
fn secrets(day: &Day) -> Vec<String> {
    let log_in =
        |password: &str| day.anyone().post("/api/auth/login", json!({ "username": "operator", "password": password }));
    log_in("Quillon's guess").refused(401, "INVALID_CREDENTIALS");
    let tokens = log_in(PASSWORD).ok();
    let next = day.anyone().post("/api/auth/refresh", json!({ "refreshToken": tokens["refreshToken"] })).ok();
    let mut secrets = vec![
        "Quillon".to_owned(),
        "PVT-77".to_owned(),
        "1999-12-2".to_owned(),
        PASSWORD.to_owned(),
        "argon2".to_owned(),
    ];
    for pair in [&tokens, &next] {
        secrets.extend(["accessToken", "refreshToken"].map(|token| text(&pair[token])));
    }
    secrets
}

#[test]
fn no_name_number_or_token_is_in_journal_alerts_or_log() {
    collect_log();
    for store in Store::BOTH {
        let day = Day::begin(store);
        let secrets = a_day_of_parvati(&day);
        let log = String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned();
        assert!(log.contains("answered"), "the log was not collected");
        for (place, found) in [("journal", text_of(&day, "journal")), ("alert", text_of(&day, "alert")), ("log", log)] {
            assert!(
                found.lines().count() > 5 && found.contains(["desk-7", "answered"][usize::from(place == "log")]),
                "{place}: {found}"
            );
            for secret in &secrets {
                let line = found.lines().find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
                assert!(line.is_none(), "{secret} is in the {place}: {line:?}");
            }
        }
    }
}
