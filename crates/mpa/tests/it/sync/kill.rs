//! `kill -9` in the middle of a batch: sent again, it is complete and nothing is there twice.

use std::{thread, time::Duration};

use serde_json::{Value, json};
use testkit::postgres::{Durability, Server};
use uuid::Uuid;

use super::base64;
use crate::{
    kill::place::{Exam, Life, Place, prepare},
    world::{Form, pictures, rows, runtime},
};

const CANDIDATES: usize = 60;

fn batch(exam: &Exam) -> Value {
    let mut records = Vec::new();
    let now = "2026-11-22T09:00:00Z"; // some time; the clock of this server is the machine's
    for (number, (candidate, roll)) in exam.candidates.iter().take(CANDIDATES).enumerate() {
        let id = |kind: u128| Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + (number as u128) * 16 + kind);
        let one = |kind, entity: &str, data: Value| json!({ "id": id(kind), "entityType": entity, "candidateId": candidate, "capturedAt": now, "data": data });
        records.push(one(1, "fingerprint", json!({ "image": base64(pictures::finger()) })));
        records.push(one(2, "omr", json!({ "barcode": format!("OMR-{roll}") })));
        records.push(one(3, "attendance", json!({ "status": "completed" })));
    }
    json!({ "examId": exam.id, "deviceId": "tablet", "deviceTime": now, "records": records })
}

/// The captures are at this moment, whatever the time of the machine.
fn now_in(mut batch: Value) -> Value {
    let now = vault::Clock::System.now().to_string();
    batch["deviceTime"] = json!(now);
    for record in batch["records"].as_array_mut().unwrap() {
        record["capturedAt"] = json!(now);
    }
    batch
}

fn rounds(place: &Place) {
    let exam = prepare(place);
    let body = now_in(batch(&exam));
    let db = place.open();
    let counted =
        |table: &str| rows(&db, &format!("SELECT COUNT(*) AS n FROM {table}"), Vec::new())[0].get::<i64>("n").unwrap();
    for wanted in kills() {
        let life = place.serve("3600");
        let operator = life.log_in("operator");
        thread::scope(|scope| {
            let upload = scope.spawn(|| life.post(&operator, "/api/sync/upload", &body).is_ok());
            match wanted {
                Kill::Judged(wanted) => {
                    while counted("sync_record WHERE judged_at IS NOT NULL") < wanted && !upload.is_finished() {
                        thread::sleep(Duration::from_millis(2)); // another process is at work
                    }
                }
                Kill::After(moment) => thread::sleep(moment),
            }
            kill(&life);
        });
        life.kill();
        println!("killed with {} of {} judged", counted("sync_record WHERE judged_at IS NOT NULL"), CANDIDATES * 3);
    }
    let life = place.serve("3600");
    let operator = life.log_in("operator");
    let results = life.post(&operator, "/api/sync/upload", &body).unwrap().ok();
    for result in results["results"].as_array().unwrap() {
        assert!(result["status"] == "synced" || result["status"] == "duplicate", "{result}");
    }
    let expected = i64::try_from(CANDIDATES).unwrap();
    for table in ["attendance", "fingerprint", "omr_sheet"] {
        assert_eq!(counted(table), expected, "{table}");
    }
    assert_eq!([counted("sync_record"), counted("sync_conflict")], [expected * 3, 0]);
    assert_eq!(counted("journal WHERE action = 'mark_attendance' AND outcome = 'done'"), expected);
    runtime().block_on(db.close());
    life.kill();
}

/// When the server is killed.
enum Kill {
    /// When so many records are judged.
    Judged(i64),
    /// So long after the batch was sent, whatever it is at.
    After(Duration),
}

/// Three moments; with `MPA_KILLS` as many more as it says, over the time that a batch takes.
fn kills() -> Vec<Kill> {
    let more = std::env::var("MPA_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(0_u32);
    let moment = |number| Kill::After(Duration::from_millis(20) * number);
    [1, 40, 100].map(Kill::Judged).into_iter().chain((0..more).map(moment)).collect()
}

fn kill(life: &Life) {
    let id = life.serving.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-9", &id]).status().unwrap().success());
}

/// More faces than are scored before the answer.
const FACES: usize = 40;

fn faces(exam: &Exam) -> Value {
    let mut records = Vec::new();
    for (number, (candidate, _)) in (0_u32..).zip(exam.candidates.iter().take(FACES)) {
        let id =
            |kind: u128| Uuid::from_u128(0x0199_0000_0000_7000_8000_0001_0000_0000 + u128::from(number) * 16 + kind);
        let one = |kind, entity: &str, data: Value| json!({ "id": id(kind), "entityType": entity, "candidateId": candidate, "data": data });
        records.push(one(1, "attendance", json!({ "status": "completed" })));
        records.push(one(2, "face", json!({ "image": base64(&pictures::touched(pictures::obama2(), number)) })));
    }
    now_in(json!({ "examId": exam.id, "deviceId": "tablet", "records": records }))
}

fn while_scoring(place: &Place) {
    let exam = prepare(place);
    let (body, db) = (faces(&exam), place.open());
    let counted =
        |table: &str| rows(&db, &format!("SELECT COUNT(*) AS n FROM {table}"), Vec::new())[0].get::<i64>("n").unwrap();
    let scored = || counted("face_attempt WHERE state = 'kept'");
    let until = |wanted| {
        let begun = vault::Clock::System.now();
        while scored() < wanted {
            assert!(vault::Clock::System.now().seconds_since(begun) < 300, "{} of {FACES} are scored", scored());
            thread::sleep(Duration::from_millis(2)); // another process is at work
        }
    };
    let expected = i64::try_from(FACES).unwrap();
    let life = place.serve("3600");
    let head = life.log_in("head");
    for (candidate, _) in exam.candidates.iter().take(FACES) {
        let form = Form::default().text("examId", &exam.id).text("candidateId", candidate);
        let form = form.file("faceImage", pictures::obama());
        life.send(&head, "POST", "/api/face/enroll", &form.content_type(), form.bytes()).unwrap().created();
    }
    let operator = life.log_in("operator");
    let results = life.post(&operator, "/api/sync/upload", &body).unwrap().ok();
    let waiting = results["results"].as_array().unwrap().iter().filter(|result| result["code"] == "SCORING").count();
    assert_eq!(waiting, FACES);
    life.kill();
    for wanted in [1, 8, 20] {
        let life = place.serve("3600");
        until(wanted);
        life.kill();
        println!("killed with {} of {FACES} scored", scored());
    }
    let life = place.serve("3600");
    until(expected);
    let again = life.post(&life.log_in("operator"), "/api/sync/upload", &body).unwrap().ok();
    for result in again["results"].as_array().unwrap() {
        assert_eq!(result["status"], "duplicate", "{result}");
    }
    assert_eq!(counted("face_attempt"), expected);
    assert_eq!(counted("sync_record WHERE status = 'synced'"), expected * 2);
    assert_eq!(counted("journal WHERE action = 'verify_face' AND outcome = 'done'"), expected);
    runtime().block_on(db.close());
    life.kill();
    place.verified();
}

#[test]
#[ignore = "waits two minutes for what the killed server had taken"]
fn while_faces_are_scored_on_sqlite() {
    while_scoring(&Place { folder: tempfile::tempdir().unwrap(), database: None });
}

#[test]
#[ignore = "waits two minutes for what the killed server had taken"]
fn while_faces_are_scored_on_postgres() {
    let server = Server::start(Durability::Durable).unwrap();
    let database = server.create_database(None).unwrap();
    while_scoring(&Place { folder: tempfile::tempdir().unwrap(), database: Some(database.url) });
}

#[test]
fn in_the_middle_of_a_batch_on_sqlite() {
    rounds(&Place { folder: tempfile::tempdir().unwrap(), database: None });
}

#[test]
fn in_the_middle_of_a_batch_on_postgres() {
    let server = Server::start(Durability::Durable).unwrap();
    let database = server.create_database(None).unwrap();
    rounds(&Place { folder: tempfile::tempdir().unwrap(), database: Some(database.url) });
}
