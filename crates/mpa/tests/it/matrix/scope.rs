//! What each role finds of objects of another slot, another centre and another exam.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Value, json};

use super::{busy_candidate, write};
use crate::world::{Answer, Caller, Day, Form, Store, pictures};

/// An id that nothing has.
const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

/// Something that a call can name.
struct Object {
    exam: String,
    candidate: String,
    roll: String,
    slot: String,
    attendance: String,
    attempt: String,
    barcode: String,
}

/// Every call that names an object of an exam, with a body that would do.
fn calls(object: &Object, colleague: &str) -> Vec<(&'static str, String, Sent)> {
    let Object { exam, candidate, roll, slot, attendance, attempt, barcode } = object;
    let about = || Form::default().text("examId", exam).text("candidateId", candidate);
    let because = json!({ "reason": "because" });
    let both = json!({ "examId": exam, "candidateId": candidate });
    let bind = json!({ "examId": exam, "rollNumber": roll, "barcode": barcode });
    let mut overridden = both.clone();
    overridden["override"] = json!({ "reason": "because", "noAttemptReason": "because" });
    vec![
        ("GET /api/candidates/{examId}?slotId=", format!("/api/candidates/{exam}?slotId={slot}"), Sent::Nothing),
        ("GET /api/candidates/{examId}/{candidateId}", format!("/api/candidates/{exam}/{candidate}"), Sent::Nothing),
        ("GET …/photo", format!("/api/candidates/{exam}/{candidate}/photo"), Sent::Nothing),
        ("GET /api/fingerprint/status", format!("/api/fingerprint/status/{candidate}/{exam}"), Sent::Nothing),
        ("GET /api/face/attempts/{attemptId}/image", format!("/api/face/attempts/{attempt}/image"), Sent::Nothing),
        ("GET /api/omr/{examId}/{barcode}", format!("/api/omr/{exam}/{barcode}"), Sent::Nothing),
        ("GET /api/omr/{examId}/{barcode}/image", format!("/api/omr/{exam}/{barcode}/image"), Sent::Nothing),
        (
            "GET /api/omr/validate",
            format!("/api/omr/validate/{barcode}?rollNumber={roll}&examId={exam}"),
            Sent::Nothing,
        ),
        ("POST /api/attendance by id", "/api/attendance".into(), Sent::Json(both.clone())),
        (
            "POST /api/attendance by roll",
            "/api/attendance".into(),
            Sent::Json(json!({ "examId": exam, "rollNumber": roll })),
        ),
        ("POST …/undo", format!("/api/attendance/{attendance}/undo"), Sent::Json(because.clone())),
        (
            "POST …/handover",
            format!("/api/attendance/{attendance}/handover"),
            Sent::Json(json!({ "operatorId": colleague, "reason": "because" })),
        ),
        (
            "POST /api/face/verify",
            "/api/face/verify".into(),
            Sent::Form(about().file("liveFaceImage", pictures::obama2())),
        ),
        (
            "POST /api/fingerprint/capture",
            "/api/fingerprint/capture".into(),
            Sent::Form(about().text("exceptionReason", "none")),
        ),
        ("POST /api/biometric/verify", "/api/biometric/verify".into(), Sent::Json(both)),
        ("POST /api/biometric/verify override", "/api/biometric/verify".into(), Sent::Json(overridden)),
        ("POST /api/omr/validate", "/api/omr/validate".into(), Sent::Json(bind)),
        (
            "POST /api/omr/void",
            "/api/omr/void".into(),
            Sent::Json(json!({ "examId": exam, "barcode": barcode, "reason": "because" })),
        ),
    ]
}

enum Sent {
    Nothing,
    Json(Value),
    Form(Form),
}

fn send(who: &Caller<'_>, path: &str, sent: &Sent) -> Answer {
    match sent {
        Sent::Nothing => who.get(path),
        Sent::Json(body) => who.post(path, body.clone()),
        Sent::Form(form) => who.form(path, form),
    }
}

/// Objects of another slot, another centre and another exam: to who may not see them they are as if
/// they did not exist.
#[test]
fn what_is_not_ones_own_does_not_exist() {
    let day = Day::begin(Store::Sqlite);
    busy_candidate(&day, "HM-1", "OMR-1");
    let object = |roll: &str, barcode: &str| {
        let (attendance, attempt) = busy_candidate(&day, roll, barcode);
        let (exam, candidate, slot) = (day.exam.clone(), day.id(roll).to_owned(), day.slots[&roll[..2]].clone());
        Object { exam, candidate, roll: roll.to_owned(), slot, attendance, attempt, barcode: barcode.to_owned() }
    };
    let (slot, centre) = (object("HN-1", "OMR-2"), object("TM-1", "OMR-3"));
    let (exam, candidates) = day.second_exam();
    let nil = NOBODY.to_owned();
    let nobody = |exam: &str| Object {
        exam: exam.to_owned(),
        candidate: nil.clone(),
        roll: "XX-1".to_owned(),
        slot: nil.clone(),
        attendance: nil.clone(),
        attempt: nil.clone(),
        barcode: "OMR-X".to_owned(),
    };
    let foreign = Object { candidate: candidates["HM-1"].clone(), roll: "HM-1".into(), ..nobody(&exam) };
    let mixed = Object { candidate: candidates["HM-1"].clone(), ..nobody(&day.exam) };
    let places = [
        ("nothing", nobody(&day.exam)),
        ("another slot", slot),
        ("another centre", centre),
        ("another exam", foreign),
        ("another exam's", mixed),
        ("no exam", nobody(&nil)),
    ];
    let mut table =
        format!("# call, role | {}\n", places.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | "));
    let roles = [
        ("supervisor", &day.supervisor),
        ("operator", &day.operator),
        ("idle operator", &day.idle),
        ("observer", &day.observer),
    ];
    let mut lines: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (_, place) in &places {
        for (number, (name, path, sent)) in calls(place, &day.colleague.id).iter().enumerate() {
            for (rank, (role, person)) in roles.iter().enumerate() {
                let answer = send(&day.by(person), path, sent);
                assert!(answer.status < 500, "{role}: {answer:?}");
                let line = lines.entry((number, rank)).or_insert_with(|| format!("{name}, {role}"));
                write!(line, " | {}", write_whole(&answer)).unwrap();
            }
        }
    }
    for line in lines.values() {
        writeln!(table, "{line}").unwrap();
        // An operator cannot tell what exists elsewhere from what does not.
        let cells: Vec<&str> = line.split(" | ").collect();
        if cells[0].ends_with(", operator") && !cells[0].contains("omr") {
            assert!(cells[2] == cells[1] && cells[3] == cells[1], "{line}");
        }
    }
    insta::assert_snapshot!("scope", table);
}

/// With the number of items, so that an empty list is told from a full one.
fn write_whole(answer: &Answer) -> String {
    match answer.body["data"]["items"].as_array() {
        Some(items) => format!("{} of {}", answer.status, items.len()),
        None => write(answer),
    }
}

/// The same, to the byte.
#[test]
fn no_difference_tells_an_operator_that_a_candidate_exists() {
    let day = Day::begin(Store::Sqlite);
    busy_candidate(&day, "HN-1", "OMR-2");
    day.scan(&day.operator(), "OMR-1").created();
    let nil = NOBODY.to_owned();
    let object = |candidate: &str, roll: &str| Object {
        exam: day.exam.clone(),
        candidate: candidate.to_owned(),
        roll: roll.to_owned(),
        slot: day.slots["HM"].clone(),
        attendance: nil.clone(),
        attempt: nil.clone(),
        barcode: "OMR-1".to_owned(),
    };
    let (stranger, nobody) = (calls(&object(day.id("HN-1"), "HN-1"), &nil), calls(&object(&nil, "XX-1"), &nil));
    for ((name, path, sent), (_, other_path, other_sent)) in stranger.iter().zip(&nobody) {
        let (one, other) = (send(&day.operator(), path, sent), send(&day.operator(), other_path, other_sent));
        assert_eq!((one.status, &one.body), (other.status, &other.body), "{name}");
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&one), names(&other), "{name}");
    }
}
