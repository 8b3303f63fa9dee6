//! What the clock decides. The slots of a day are from 9:00 to 12:00 UTC, and it begins at 9:00.

use serde_json::{Value, json};

use super::alerts;
use crate::world::{Day, Store, pictures};

const HOUR: i64 = 3600;

fn status(day: &Day, place: &str) -> Value {
    let slots = day.head().get(format!("/api/slots?examId={}", day.exam)).ok();
    let found = slots["items"].as_array().unwrap().iter().find(|slot| slot["id"] == day.slots[place]).unwrap().clone();
    found["status"].clone()
}

#[test]
fn by_time_a_slot_opens_and_ends_with_its_grace() {
    for store in Store::BOTH {
        let day = Day::with(store, json!({ "slotActivation": "by_time" }));
        for slot in day.slots.values() {
            let by_hand = day.head().patch(format!("/api/slots/{slot}"), json!({ "status": "scheduled" }));
            by_hand.refused(409, "SLOT_BY_TIME");
        }
        day.pass(-31 * 60);
        assert_eq!(status(&day, "HM"), "scheduled");
        day.mark(&day.operator(), "HM-1").refused(403, "NO_SLOT_ASSIGNED");
        day.pass(60);
        assert_eq!(status(&day, "HM"), "active");
        day.mark(&day.operator(), "HM-1").created();
        day.pass(4 * HOUR); // 12:30, the last moment of the grace
        day.mark(&day.operator(), "HM-2").created();
        assert_eq!(alerts(&day, "post_exam_activity"), 0);
        day.pass(1);
        assert_eq!(status(&day, "HM"), "completed");
        day.mark(&day.operator(), "HM-3").refused(403, "NO_SLOT_ASSIGNED");
    }
}

#[test]
fn absent_is_who_was_not_marked_when_the_slot_has_ended() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.skip(&day.operator(), "HM-2").created();
        let absent = || {
            let found =
                day.head().get(format!("/api/candidates/{}?status=absent&slotId={}", day.exam, day.slots["HM"])).ok();
            found["items"].as_array().unwrap().len()
        };
        assert_eq!(absent(), 0);
        day.pass(3 * HOUR);
        assert_eq!(absent(), 0);
        day.pass(1);
        assert_eq!(absent(), 5);
        assert_eq!(day.candidate("HM-1")["status"], "attendance_completed");
        assert_eq!(day.candidate("HM-2")["status"], "absent");
        // Who comes late is not absent any more.
        day.mark(&day.operator(), "HM-3").created();
        assert_eq!(absent(), 4);
    }
    let day = Day::begin(Store::Sqlite);
    day.head().patch(format!("/api/slots/{}", day.slots["HM"]), json!({ "status": "completed" })).ok();
    assert_eq!(day.candidate("HM-1")["status"], "absent");
    assert_eq!(day.candidate("HN-1")["status"], "registered");
    day.mark(&day.operator(), "HM-1").refused(403, "NO_SLOT_ASSIGNED");
}

#[test]
fn work_after_the_end_raises_an_alert_or_is_refused_where_the_exam_is_strict() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    for roll in ["HM-1", "HM-2"] {
        day.enrol(roll, pictures::obama()).created();
        day.present(roll);
    }
    day.scan(&operator, "OMR-1").created();
    day.pass(3 * HOUR + 30 * 60 + 1);
    let operator = day.operator();
    day.mark(&operator, "HM-3").created();
    day.verify(&operator, "HM-1", pictures::obama2()).ok();
    day.no_finger(&operator, "HM-1").created();
    day.bind(&operator, "OMR-1", "HM-1").ok();
    day.close(&operator, "HM-1").created();
    assert_eq!(alerts(&day, "post_exam_activity"), 5);

    day.settings(json!({ "strictAfterEnd": true })).ok();
    day.scan(&operator, "OMR-2").created();
    day.mark(&operator, "HM-4").refused(409, "SLOT_ENDED");
    day.verify(&operator, "HM-2", pictures::obama3()).refused(409, "SLOT_ENDED");
    day.finger(&operator, "HM-2").refused(409, "SLOT_ENDED");
    day.bind(&operator, "OMR-2", "HM-2").refused(409, "SLOT_ENDED");
    assert_eq!(alerts(&day, "post_exam_activity"), 5);
    assert_eq!(crate::world::count(&day, "face_attempt"), 1);
    assert!(day.candidate("HM-4").get("attendance").is_none());
    // The same binding again changes nothing, so it is no work.
    day.bind(&operator, "OMR-1", "HM-1").ok();
}
