//! Who may ask for what, as one table: every operation of the OpenAPI document, without a token, with
//! one that is none, and with each role; and what each role finds of objects that are not theirs.
//!
//! `UPDATE=1 cargo test -p server --test it matrix` rewrites the tables.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use serde_json::{Value, json};

use crate::world::{Answer, Caller, Day, Form, Person, Store, pictures, text};

/// An id that nothing has.
const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

/// Every operation: `POST /api/attendance`.
fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(server::serve::document()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "patch", "put", "delete"] {
            if item.get(method).is_some() {
                found.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

/// The path of an operation with ids of things that exist in the caller's own part of the exam.
fn own_path(day: &Day, path: &str, attendance: &str, attempt: &str) -> String {
    let ids = [
        ("{examId}", day.exam.as_str()),
        ("{candidateId}", day.id("HM-1")),
        ("{slotId}", &day.slots["HM"]),
        ("{attemptId}", attempt),
        ("{barcode}", "OMR-1"),
    ];
    let id = if path.starts_with("/api/operators") { day.idle.id.as_str() } else { attendance };
    let filled = ids.iter().fold(path.replace("{id}", id), |path, (name, id)| path.replace(name, id));
    assert!(!filled.contains('{'), "{path} has a parameter that this test does not know: add it to own_path");
    filled
}

fn write(answer: &Answer) -> String {
    let code = answer.code();
    if code.is_empty() { answer.status.to_string() } else { format!("{} {code}", answer.status) }
}

/// Compares a table with the committed one, or rewrites it.
fn snapshot(name: &str, table: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let changed = |a: &str, b: &str| {
        a.lines()
            .filter(|line| !b.lines().any(|other| other == *line))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    assert!(
        table == committed,
        "{name} is not what the server does any more. Look at each line; if it is meant, run with UPDATE=1.\n\
         committed:\n{}now:\n{}",
        changed(&committed, table),
        changed(table, &committed)
    );
}

/// With an empty body: who is let through to its checking.
#[test]
fn who_may_ask_for_what() {
    let day = Day::begin(Store::Sqlite);
    let (attendance, attempt) = busy_candidate(&day, "HM-1", "OMR-1");
    let mut table = "# operation | no token | no such token | admin | supervisor | operator | observer\n".to_owned();
    for (method, path) in operations() {
        let own = own_path(&day, &path, &attendance, &attempt);
        let body = json!({});
        let call = |who: Caller<'_>| match method.as_str() {
            "GET" => who.get(&own),
            _ => who.json(&method, &own, &body),
        };
        let fresh = |person: &Person| day.by(&day.session_of(person)); // a logout ends one session only
        let roles = [&day.head, &day.supervisor, &day.operator, &day.observer];
        let mut answers = vec![call(day.anyone()), call(day.bearing("e30.e30.e30"))];
        answers.extend(roles.map(|person| call(fresh(person))));
        assert!(answers.iter().all(|answer| answer.status < 500), "{method} {path}: {answers:?}");
        let cells: Vec<String> = answers.iter().map(write).collect();
        writeln!(table, "{method} {path} | {}", cells.join(" | ")).unwrap();
    }
    assert_eq!(table.lines().count() - 1, operations().len());
    snapshot("matrix.txt", &table);
}

/// Marks, compares and binds, so that everything of a candidate exists.
fn busy_candidate(day: &Day, roll: &str, barcode: &str) -> (String, String) {
    let place = &roll[..2];
    let person = match place {
        "HM" => &day.operator,
        "HN" => &day.neighbour,
        _ => &day.far_operator,
    };
    let who = day.by(person);
    day.enrol(roll, pictures::obama()).created();
    let attendance = text(&day.mark(&who, roll).created()["id"]);
    let attempt = text(&day.verify(&who, roll, pictures::biden()).ok()["attemptId"]);
    day.scan_image(&who, barcode, &pictures::sheet(barcode)).created();
    day.bind(&who, barcode, roll).ok();
    (attendance, attempt)
}

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
    snapshot("scope.txt", &table);
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
