//! A role gets what it may read.

use serde_json::json;

use super::{figures::settle, socket::Socket};
use crate::world::{Day, Person, Store, count};

/// The actions and centres of what comes, up to the mark of a candidate.
fn seen(day: &Day, socket: &mut Socket, last: &str) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    loop {
        let (_, _, data) = socket.update();
        if data["candidateId"] == day.id(last) {
            return seen;
        }
        let centre = if data["centreId"] == day.here { "here" } else { "there" };
        seen.push((data["action"].as_str().unwrap().to_owned(), centre.to_owned()));
    }
}

#[test]
fn each_role_is_sent_its_part() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        settle(&day);
        let watch = |person: &Person| Socket::watching(&day.by(person), &day.exam);
        let (mut head, mut observer) = (watch(&day.head), watch(&day.observer));
        let (mut here, mut there) = (watch(&day.supervisor), watch(&day.far_supervisor));
        let (mut operator, mut neighbour) = (watch(&day.operator), watch(&day.neighbour));

        day.mark(&day.operator(), "HM-1").created();
        day.mark(&day.by(&day.far_operator), "TM-1").created();
        day.no_finger(&day.operator(), "HM-2").refused(403, "ATTENDANCE_REQUIRED");
        day.no_finger(&day.by(&day.far_operator), "TM-2").refused(403, "ATTENDANCE_REQUIRED");
        day.settings(json!({ "faceThreshold": 97 })).ok();
        for (who, roll) in [(&day.operator, "HM-6"), (&day.neighbour, "HN-6"), (&day.far_operator, "TM-6")] {
            day.mark(&day.by(who), roll).created();
        }

        let entry = |action: &str, place: &str| (action.to_owned(), place.to_owned());
        let (mark_here, mark_there) = (entry("mark_attendance", "here"), entry("mark_attendance", "there"));
        let (alert_here, alert_there) = (entry("alert", "here"), entry("alert", "there"));
        let settings = entry("update_exam", "there"); // of no centre
        let all = [&mark_here, &mark_there, &alert_here, &alert_there, &settings];
        assert_eq!(seen(&day, &mut head, "HM-6").iter().collect::<Vec<_>>(), all);
        assert_eq!(seen(&day, &mut observer, "HM-6"), [mark_here.clone(), mark_there.clone(), settings]);
        assert_eq!(seen(&day, &mut here, "HM-6"), [mark_here.clone(), alert_here]);
        assert_eq!(seen(&day, &mut there, "TM-6"), [mark_there, alert_there]);
        assert_eq!(seen(&day, &mut operator, "HM-6"), [mark_here]);
        assert_eq!(seen(&day, &mut neighbour, "HN-6"), []);
    }
}

#[test]
fn what_one_may_not_see_cannot_be_subscribed_to() {
    let day = Day::begin(Store::Sqlite);
    let (other, _) = day.second_exam();
    for (person, exam, code) in [
        (&day.idle, &day.exam, "NO_SLOT_ASSIGNED"),
        (&day.operator, &other, "NO_SLOT_ASSIGNED"),
        (&day.observer, &other, "FORBIDDEN"),
    ] {
        let mut socket = Socket::of(&day.by(person));
        let error = socket.subscribe(exam, None);
        assert_eq!((&error["type"], &error["code"], &error["examId"]), (&json!("error"), &json!(code), &json!(exam)));
        socket.quiet();
        let known = format!("journal WHERE action = 'subscribe' AND outcome = 'refused' AND code = '{code}'");
        assert!(count(&day, &known) > 0, "{code}");
    }
    day.by(&day.observer).get(format!("/api/admin/stats/{other}")).refused(404, "EXAM_NOT_FOUND");
    day.operator().get(format!("/api/admin/stats/{}", day.exam)).refused(403, "FORBIDDEN");
}
