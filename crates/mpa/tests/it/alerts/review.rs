//! Who reads alerts, in which order, and what becomes of them.

use serde_json::{Value, json};

use super::{listed, of_type};
use crate::world::{Day, Store, rows, text, text_of};

/// Three alerts here, one there, and one of head office.
fn five(day: &Day) {
    for roll in ["HM-1", "HM-2", "HM-3"] {
        day.no_finger(&day.operator(), roll).refused(403, "ATTENDANCE_REQUIRED");
        day.pass(60);
    }
    day.no_finger(&day.by(&day.far_operator), "TM-1").refused(403, "ATTENDANCE_REQUIRED");
    day.settings(json!({ "graceMinutes": 45 })).ok();
}

fn rolls(alerts: &[Value]) -> Vec<&str> {
    alerts.iter().map(|alert| alert["rollNumber"].as_str().unwrap_or("-")).collect()
}

#[test]
fn the_newest_come_first_to_those_whom_they_concern() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        five(&day);
        let path = format!("/api/alerts/{}", day.exam);
        assert_eq!(rolls(&listed(&day.head(), &path)), ["-", "TM-1", "HM-3", "HM-2", "HM-1"]);
        assert_eq!(rolls(&listed(&day.supervisor(), &path)), ["HM-3", "HM-2", "HM-1"]);
        assert_eq!(rolls(&listed(&day.by(&day.far_supervisor), &path)), ["TM-1"]);
        assert_eq!(rolls(&listed(&day.supervisor(), "/api/alerts")), ["HM-3", "HM-2", "HM-1"]);
        let there = listed(&day.supervisor(), &format!("{path}?centreId={}", day.there));
        assert!(there.is_empty(), "{there:?}");
        for who in [day.operator(), day.by(&day.observer)] {
            who.get(&path).refused(403, "FORBIDDEN");
        }
        day.head().get(format!("/api/alerts/{}", day.here)).refused(404, "EXAM_NOT_FOUND");
        for (query, expected) in [
            ("severity=high".to_owned(), &["-"][..]),
            ("type=workflow_violation&limit=2".to_owned(), &["TM-1", "HM-3"]),
            (format!("candidateId={}", day.id("HM-2")), &["HM-2"]),
            (format!("centreId={}", day.there), &["TM-1"]),
            (format!("from={}&to={}", day.at(-120), day.at(-60)), &["HM-2"]),
            ("status=reviewed".to_owned(), &[]),
        ] {
            assert_eq!(rolls(&listed(&day.head(), &format!("{path}?{query}"))), expected, "{query}");
        }
        for wrong in ["status=shut", "type=boredom", "from=today", "centreId=7", "limit=0"] {
            day.head().get(format!("{path}?{wrong}")).refused(400, "VALIDATION");
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = day.head().get(format!("{path}?limit=2{cursor}")).ok();
            seen.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(rolls(&seen), ["-", "TM-1", "HM-3", "HM-2", "HM-1"]);
    }
}

#[test]
fn the_first_review_stays_and_its_note_is_in_no_journal() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        five(&day);
        let id = text(&of_type(&day, "workflow_violation")[1]["id"]); // HM-3
        let path = format!("/api/alerts/{id}");
        let review = |note: &str| json!({ "status": "reviewed", "note": note });
        day.by(&day.far_supervisor).patch(&path, review("mine?")).refused(404, "ALERT_NOT_FOUND");
        day.head().patch(format!("/api/alerts/{}", day.exam), review("x")).refused(404, "ALERT_NOT_FOUND");
        day.operator().patch(&path, review("x")).refused(403, "FORBIDDEN");
        for wrong in [json!({ "status": "open", "note": "x" }), json!({ "status": "reviewed" }), review("")] {
            day.supervisor().patch(&path, wrong).refused(400, "VALIDATION");
        }
        let reviewed = day.supervisor().patch(&path, review("spoke with Quillon")).ok();
        assert_eq!(
            [&reviewed["status"], &reviewed["note"], &reviewed["reviewedBy"], &reviewed["reviewedAt"]],
            [&json!("reviewed"), &json!("spoke with Quillon"), &json!(day.supervisor.id), &json!(day.at(0))]
        );
        day.pass(60);
        assert_eq!(day.head().patch(&path, review("another")).ok(), reviewed);
        assert_eq!(listed(&day.head(), &format!("/api/alerts/{}?status=reviewed", day.exam)), [reviewed]);
        let statement = "SELECT subject_id, data FROM journal WHERE action = 'review_alert' AND outcome = 'done'";
        let entries = rows(&day.app.db, statement, Vec::new());
        assert_eq!(entries.len(), 1, "only what changed something");
        assert_eq!(entries[0].get::<String>("subject_id").unwrap(), id);
        let data: Value = serde_json::from_str(&entries[0].get::<String>("data").unwrap()).unwrap();
        assert_eq!(data["was"], "open");
        assert!(!text_of(&day, "journal").contains("Quillon"));
    }
}

#[test]
fn a_station_that_tries_again_and_again_floods_nobody() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        (0..13).for_each(|_| drop(day.no_finger(&day.operator(), "HM-1").refused(403, "ATTENDANCE_REQUIRED")));
        let alerts = of_type(&day, "workflow_violation");
        let repeats: Vec<i64> = alerts.iter().map(|alert| alert["repeats"].as_i64().unwrap()).collect();
        assert_eq!(repeats, [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        // Another operator, another candidate, and a minute later are other things.
        day.no_finger(&day.colleague(), "HM-1").refused(403, "ATTENDANCE_REQUIRED");
        day.no_finger(&day.operator(), "HM-2").refused(403, "ATTENDANCE_REQUIRED");
        day.pass(61);
        day.no_finger(&day.operator(), "HM-1").refused(403, "ATTENDANCE_REQUIRED");
        assert_eq!(of_type(&day, "workflow_violation").len(), 13);
    }
}
