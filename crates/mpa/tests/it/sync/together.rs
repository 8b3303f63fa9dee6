//! Marks of a batch are judged together, and a batch with more faces than are scored at once is answered before they are:
//! what comes of it is what comes of records that are handed over one by one.

use serde_json::{Value, json};

use super::{base64, is, texts, told};
use crate::world::{Day, Store, count, pictures};

const HOUR: i64 = 3600;

/// Marks of every kind: as they should be, of another slot or centre, of nobody, by a bad token, of somebody who was marked
/// or taken back before, passed over and then present, twice by two hands, from before the slot began and after it ended.
fn marks(day: &Day) -> Vec<Value> {
    let present = json!({ "status": "completed" });
    let mark = |roll: &str, at: i64| day.record_at("attendance", roll, present.clone(), at);
    let mut bad = mark("HM-2", -5);
    bad["captureToken"] = json!("not.a.token");
    let mut by_id = mark("HM-3", 5);
    by_id.as_object_mut().unwrap().remove("rollNumber");
    by_id["candidateId"] = json!(day.id("HM-3"));
    vec![
        mark("HM-1", 0),
        bad,
        day.by_token(&day.colleague, mark("HM-2", 1)),
        by_id,
        day.record_at("attendance", "HM-4", json!({ "status": "skipped" }), 2),
        mark("HM-4", 3),
        mark("HM-1", 4),
        day.by_token(&day.colleague, mark("HM-1", 6)),
        mark("HM-5", -HOUR),
        mark("HM-6", 9 * HOUR),
        mark("HN-1", 7),
        mark("TM-1", 8),
        mark("TN-1", 8),
        mark("XX-1", 8),
        day.by_token(&day.idle, mark("HM-5", 9)),
        day.by_token(&day.neighbour, mark("HN-2", 9)),
        day.by_token(&day.far_operator, mark("TM-2", 9)),
    ]
}

fn begin(store: Store) -> Day {
    let day = Day::begin(store);
    day.pass(HOUR);
    let attendance = day.present("HM-5");
    day.undo(&day.operator(), &attendance).ok();
    day.present("HM-3");
    day.pass(60);
    day
}

/// What stands of it, without the ids.
fn end(day: &Day) -> Vec<String> {
    let mut rows = texts(
        day,
        "SELECT c.roll_number || ' ' || a.status || ' ' || u.username || ' ' || CAST(a.marked_at AS TEXT) || ' '
             || COALESCE(CAST(a.completed_at AS TEXT), '-') AS t
         FROM attendance a JOIN candidate c ON c.id = a.candidate_id JOIN account u ON u.id = a.operator_id
         ORDER BY c.roll_number",
    );
    rows.extend(texts(
        day,
        "SELECT COALESCE(c.roll_number, '-') || ' ' || r.status || ' ' || COALESCE(r.code, '-') || ' ' || r.proof || ' '
             || u.username || ' ' || CAST(r.captured_at AS TEXT) AS t
         FROM sync_record r LEFT JOIN candidate c ON c.id = r.candidate_id JOIN account u ON u.id = r.operator_id
         ORDER BY 1",
    ));
    rows.extend(texts(
        day,
        "SELECT COALESCE(c.roll_number, '-') || ' ' || j.action || ' ' || j.outcome || ' ' || COALESCE(j.code, '-') || ' '
             || COALESCE(u.username, '-') AS t
         FROM journal j LEFT JOIN candidate c ON c.id = j.candidate_id LEFT JOIN account u ON u.id = j.actor_id
         WHERE j.action IN ('mark_attendance', 'alert', 'sync_conflict') ORDER BY 1",
    ));
    rows
}

#[test]
fn marks_that_are_judged_together_end_as_one_by_one() {
    for store in Store::BOTH {
        let (whole, single) = (begin(store), begin(store));
        let results = whole.sync(&whole.operator(), &marks(&whole));
        let one_by_one: Vec<Value> =
            marks(&single).iter().map(|record| single.sync_one(&single.operator(), record)).collect();
        // One by one they come in the order of their captures only where that is the order of the list: it is, but for
        // what is refused whenever it comes.
        assert_eq!(told(&results), told(&one_by_one), "{}", whole.engine);
        assert_eq!(end(&whole), end(&single), "{}", whole.engine);
        assert!(results.iter().filter(|result| result["status"] == "synced").count() >= 4, "{results:#?}");
    }
}

#[test]
fn many_faces_are_scored_behind() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let face =
            |roll: &str, picture: &[u8], at| day.record_at("face", roll, json!({ "image": base64(picture) }), at);
        let mut records = day.whole("HM-1", "OMR-1", pictures::obama2());
        for number in 2..=6 {
            let roll = format!("HM-{number}");
            records.push(day.record("attendance", &roll, json!({ "status": "completed" })));
            records.extend((1..=8).map(|at| face(&roll, pictures::wall(), at)));
        }
        let results = day.sync(&day.operator(), &records);
        is(&results[1], "pending", "SCORING");
        is(&results[4], "pending", "STATION_INCOMPLETE");
        let scoring = || count(&day, "sync_record WHERE code = 'SCORING'");
        day.until("the scores", || scoring() == 0);
        day.until("the close", || count(&day, "biometric WHERE verified") == 1);
        let ids: Vec<Value> = records.iter().map(|record| record["id"].clone()).collect();
        let states = day.operator().post("/api/sync/states", json!({ "examId": day.exam, "ids": ids })).ok();
        let states = states["results"].as_array().unwrap();
        let faces = records.iter().zip(states).filter(|(record, _)| record["entityType"] == "face");
        for (record, state) in faces {
            let (status, code) =
                if record["rollNumber"] == "HM-1" { ("synced", "") } else { ("failed", "FACE_NOT_ENROLLED") };
            is(state, status, code);
        }
        assert_eq!(states[1]["verified"], true);
        // Sent again they are what they are.
        let again = day.sync(&day.operator(), &records);
        is(&again[1], "duplicate", "");
        is(&again[4], "duplicate", "");
        assert_eq!(count(&day, "face_attempt WHERE state = 'kept'"), 1);
    }
}
