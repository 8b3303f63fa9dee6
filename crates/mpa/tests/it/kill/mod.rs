//! `kill -9` at any moment: what was acknowledged is still true after the restart, no file is left
//! without a row after the sweep, no row without its file, and the next start needs no hand.

pub(crate) mod place;

use std::{
    sync::{Mutex, atomic::Ordering},
    thread,
    time::Duration,
};

use place::{Exam, Life, Place, prepare};
use serde_json::{Value, json};
use store::Db;
use testkit::postgres::{Durability, Server};

use crate::world::{Form, blob_files, blob_rows, pictures, runtime};

/// How many work at a time.
const HANDS: usize = 4;

/// What the server has said is done.
#[derive(Debug)]
enum Done {
    Marked { candidate: String, attendance: Value },
    Captured { candidate: String, image: bool },
    Scanned { barcode: String },
    Bound { candidate: String, barcode: String },
}

/// Works on one candidate after the other until the server is gone.
fn work(life: &Life, exam: &Exam, operator: &str, done: &Mutex<Vec<Done>>) {
    let say = |what| done.lock().unwrap().push(what);
    let one = || -> Result<(), ureq::Error> {
        let number = exam.next.fetch_add(1, Ordering::Relaxed);
        let (candidate, roll) = exam.candidates[number].clone();
        let image = !number.is_multiple_of(3);
        let marked =
            life.post(operator, "/api/attendance", &json!({ "examId": exam.id, "candidateId": candidate }))?.created();
        say(Done::Marked { candidate: candidate.clone(), attendance: marked["id"].clone() });
        let form = Form::default().text("examId", &exam.id).text("candidateId", &candidate);
        let form = if image {
            form.file("fingerprintImage", pictures::finger())
        } else {
            form.text("exceptionReason", "bandaged")
        };
        life.send(operator, "POST", "/api/fingerprint/capture", &form.content_type(), form.bytes())?.created();
        say(Done::Captured { candidate: candidate.clone(), image });
        let barcode = format!("OMR-{number}");
        let form = Form::default().text("examId", &exam.id).text("barcode", &barcode);
        let form = if image { form.file("image", pictures::wall()) } else { form };
        life.send(operator, "POST", "/api/omr/scan", &form.content_type(), form.bytes())?.created();
        say(Done::Scanned { barcode: barcode.clone() });
        let bind = json!({ "examId": exam.id, "barcode": barcode, "rollNumber": roll });
        life.post(operator, "/api/omr/validate", &bind)?.ok();
        say(Done::Bound { candidate, barcode });
        Ok(())
    };
    while one().is_ok() {}
}

/// Lets the hands work until so many answers have come, and kills.
fn live_and_die(place: &Place, exam: &Exam, answers: usize) -> Vec<Done> {
    let life = place.serve("3600");
    let operator = life.log_in("operator");
    let done = Mutex::new(Vec::new());
    let id = life.serving.child.id().to_string();
    thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(|| work(&life, exam, &operator, &done));
        }
        while done.lock().unwrap().len() < answers {
            thread::yield_now();
        }
        assert!(std::process::Command::new("kill").args(["-9", &id]).status().unwrap().success());
    });
    life.kill();
    done.into_inner().unwrap()
}

/// Every answer is still true.
fn still_true(life: &Life, exam: &Exam, done: &[Done]) {
    let head = life.log_in("head");
    let operator = life.log_in("operator");
    let candidate = |id: &String| life.get(&head, &format!("/api/candidates/{}/{id}", exam.id));
    for answer in done {
        match answer {
            Done::Marked { candidate: id, attendance } => assert_eq!(candidate(id)["attendance"]["id"], *attendance),
            Done::Captured { candidate: id, image } => {
                let status = life.get(&operator, &format!("/api/fingerprint/status/{id}/{}", exam.id));
                assert_eq!(status["captured"], *image, "{status}");
                assert_eq!(status["exceptionReason"].is_null(), *image, "{status}");
            }
            Done::Scanned { barcode } => {
                let again =
                    life.post(&operator, "/api/omr/scan", &json!({ "examId": exam.id, "barcode": barcode })).unwrap();
                again.refused(409, "BARCODE_EXISTS");
            }
            Done::Bound { candidate: id, barcode } => assert_eq!(candidate(id)["omr"]["barcode"], **barcode),
        }
    }
}

/// The sweep has begun with the start; when it is through, files and rows are the same.
fn files_are_rows(place: &Place, db: &Db) {
    for _ in 0..500 {
        let (files, strange) = blob_files(place.data_dir());
        let rows = blob_rows(db);
        assert!(rows.is_subset(&files), "rows without a file: {:?}", rows.difference(&files));
        if files == rows && strange.is_empty() {
            return;
        }
        thread::sleep(Duration::from_millis(20)); // another process is at work
    }
    panic!("files without a row are left: {:?}", blob_files(place.data_dir()));
}

fn rounds(place: &Place, seed: u64, rounds: usize) {
    let exam = prepare(place);
    let mut dice = seed;
    let mut all = Vec::new();
    for round in 0..rounds {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let answers = 5 + usize::try_from(dice >> 33).unwrap() % 60;
        let done = live_and_die(place, &exam, answers);
        println!("round {round}: killed after {} answers", done.len());
        assert!(done.len() >= answers);
        place.verified();
        let db = place.open();
        let (files, rows) = (blob_files(place.data_dir()).0, blob_rows(&db));
        assert!(rows.is_subset(&files), "rows without a file: {:?}", rows.difference(&files));
        let life = place.serve("0"); // without a hand
        still_true(&life, &exam, &done);
        files_are_rows(place, &db);
        all.extend(done);
        if round + 1 == rounds {
            still_true(&life, &exam, &all);
        }
        runtime().block_on(db.close());
        life.kill();
    }
}

#[test]
fn what_was_said_is_true_after_a_kill_on_sqlite() {
    let place = Place { folder: tempfile::tempdir().unwrap(), database: None };
    rounds(&place, 26, 4);
}

#[test]
fn what_was_said_is_true_after_a_kill_on_postgres() {
    let server = Server::start(Durability::Durable).unwrap();
    let database = server.create_database(None).unwrap();
    let place = Place { folder: tempfile::tempdir().unwrap(), database: Some(database.url) };
    rounds(&place, 2026, 2);
}
