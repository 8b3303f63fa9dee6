//! Who may ask for what, as one table: every operation of the OpenAPI document, without a token, with
//! one that is none, and with each role; and what each role finds of objects that are not theirs.
//!
//! `INSTA_UPDATE=always cargo test -p mpa --test it matrix` rewrites the tables: look at each line that changed.

mod scope;

use std::fmt::Write as _;

use serde_json::json;

use crate::world::{Answer, Caller, Day, Person, Store, pictures, text};

/// Every operation: `POST /api/attendance`.
fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(server::documents::document()).unwrap();
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
        ("{conflictId}", attempt),
        ("{recordId}", attempt),
        ("{barcode}", "OMR-1"),
        ("{what}", "candidates"),
        ("{eventId}", &crate::audit::first_event(day)),
        ("{downloadId}", attendance),
        ("{passwordId}", attendance),
    ];
    let id = if path.starts_with("/api/operators") { day.idle.id.as_str() } else { attendance };
    let id = if path.starts_with("/api/alerts") { day.exam.as_str() } else { id };
    let filled = ids.iter().fold(path.replace("{id}", id), |path, (name, id)| path.replace(name, id));
    assert!(!filled.contains('{'), "{path} has a parameter that this test does not know: add it to own_path");
    filled
}

fn write(answer: &Answer) -> String {
    let code = answer.code();
    if code.is_empty() { answer.status.to_string() } else { format!("{} {code}", answer.status) }
}

/// With an empty body: who is let through to its checking.
#[test]
fn who_may_ask_for_what() {
    let day = Day::begin(Store::Sqlite);
    let (attendance, attempt) = busy_candidate(&day, "HM-1", "OMR-1");
    crate::audit::settle(&day); // so that there is a checkpoint
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
    insta::assert_snapshot!("operations", table);
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
