//! What a station would have refused or told is refused or told of a record, too.

use serde_json::json;

use super::is;
use crate::world::{Day, Store, count, text};

const HOUR: i64 = 3600;

#[test]
fn a_completion_from_the_future_is_taken_back_within_its_minute_alone() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let people = [("HM-1", HOUR), ("HM-2", 500), ("HM-3", -30)];
        for (roll, ahead) in people {
            day.skip(&day.operator(), roll).created();
            is(
                &day.sync_one(
                    &day.operator(),
                    &day.record_at("attendance", roll, json!({ "status": "completed" }), ahead),
                ),
                "synced",
                "",
            );
        }
        let undo = |roll: &str| day.undo(&day.operator(), &text(&day.candidate(roll)["attendance"]["id"]));
        day.pass(40);
        undo("HM-3").refused(403, "FORBIDDEN");
        day.pass(21);
        for (roll, _) in people {
            undo(roll).refused(403, "FORBIDDEN");
        }
    }
}

#[test]
fn a_supervisor_who_decides_a_conflict_stands_behind_its_time() {
    let day = Day::begin(Store::Sqlite);
    day.settings(json!({ "strictAfterEnd": true })).ok();
    day.present("HM-1");
    day.pass(6 * HOUR);
    let second = day.record_at("attendance", "HM-1", json!({ "status": "completed" }), -5 * HOUR);
    let told = day.sync_one(&day.colleague(), &second);
    is(&told, "conflict", "ATTENDANCE_EXISTS");
    day.resolve(&day.supervisor(), &text(&told["conflictId"]), "use_new").ok();
    assert_eq!(super::facts(&day, "mark_attendance")["decidedBy"], json!(day.supervisor.id));
    assert_eq!(day.candidate("HM-1")["attendance"]["operatorId"], json!(day.colleague.id));
}

#[test]
fn a_candidate_who_was_moved_is_judged_where_they_were() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let records = ["attendance", "fingerprint"].map(|kind| {
            let data = if kind == "attendance" {
                json!({ "status": "completed" })
            } else {
                json!({ "exceptionReason": "bandaged" })
            };
            day.record(kind, "HM-1", data)
        });
        day.pass(10);
        let path = format!("/api/candidates/{}/{}", day.exam, day.id("HM-1"));
        day.head().patch(&path, json!({ "slotId": day.slots["TM"], "reason": "lives there" })).ok();
        day.pass(10);
        is(
            &day.sync_one(&day.operator(), &day.record("attendance", "HM-1", json!({ "status": "completed" }))),
            "failed",
            "CANDIDATE_NOT_FOUND",
        );
        for result in day.sync(&day.operator(), &records) {
            is(&result, "synced", "");
        }
        assert_eq!((day.alerts("candidate_moved"), count(&day, "candidate_place")), (1, 1));
        assert_eq!(day.candidate("HM-1")["status"], "attendance_completed");
    }
}

#[test]
fn alike_conflicts_of_one_hand_are_settled_together() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        let records: Vec<_> =
            (0..20).map(|ago| day.record_at("attendance", "HM-1", json!({ "status": "completed" }), -ago)).collect();
        let told = day.sync(&day.colleague(), &records);
        for result in &told {
            is(result, "conflict", "ATTENDANCE_EXISTS");
            assert_eq!(result["conflictId"], told[0]["conflictId"]);
        }
        assert_eq!([count(&day, "sync_conflict"), day.alerts("sync_conflict")], [1, 1]);
        assert_eq!(day.conflicts(&day.supervisor())[0]["joined"], 19);
        day.resolve(&day.supervisor(), &text(&told[0]["conflictId"]), "use_new").ok();
        assert_eq!(count(&day, "sync_record WHERE status = 'superseded'"), 19);
        assert_eq!(count(&day, "sync_record WHERE status = 'synced'"), 1);
    }
}

#[test]
fn work_in_a_slot_that_is_not_active_is_told() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        for slot in day.slots.values() {
            day.head().patch(format!("/api/slots/{slot}"), json!({ "status": "scheduled" })).ok();
        }
        day.settings(json!({ "slotActivation": "by_time" })).ok();
        // From 9:00 to 12:00, and half an hour of grace.
        day.pass(6 * HOUR);
        for (roll, ago) in [("HM-1", 3 * HOUR), ("HM-2", 2 * HOUR)] {
            let record = day.record_at("attendance", roll, json!({ "status": "completed" }), -ago);
            is(&day.sync_one(&day.operator(), &record), "synced", "");
        }
        assert_eq!(day.alerts("slot_violation"), 1);
    }
}
