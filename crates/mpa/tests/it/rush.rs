//! Sixty-four at once: exactly one wins, on both engines.

use std::{sync::Barrier, thread};

use serde_json::json;

use crate::world::{Answer, Day, Store, count, text};

const RUSH: usize = 64;

/// Makes sixty-four calls that begin together.
fn rush(call: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    let start = Barrier::new(RUSH);
    thread::scope(|scope| {
        let (start, call) = (&start, &call);
        let begin = |number| {
            scope.spawn(move || {
                start.wait();
                call(number)
            })
        };
        let calls: Vec<_> = (0..RUSH).map(begin).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    })
}

/// One succeeded, all others got this refusal.
#[track_caller]
fn one_wins(answers: Vec<Answer>, status: u16, code: &str) -> Answer {
    let (mut won, lost): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(|answer| answer.status < 300);
    assert_eq!(won.len(), 1, "{won:?} {:?}", lost.first());
    lost.into_iter().for_each(|answer| drop(answer.refused(status, code)));
    won.remove(0)
}

#[test]
fn for_the_same_attendance() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let people = [day.operator(), day.colleague(), day.supervisor()];
        let answers = rush(|number| day.mark(&people[number % 3], "HM-1"));
        let first = answers.iter().find(|answer| answer.status == 201).unwrap().body["data"].clone();
        for lost in answers.iter().filter(|answer| answer.status == 409) {
            assert_eq!(lost.body["details"]["existing"], first);
        }
        one_wins(answers, 409, "ATTENDANCE_EXISTS");
        assert_eq!(
            [count(&day, "attendance"), count(&day, "journal WHERE action = 'mark_attendance' AND outcome = 'done'")],
            [1, 1]
        );
    }
}

#[test]
fn for_completing_a_skipped_one() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.skip(&day.operator(), "HM-1").created();
        let people = [day.operator(), day.colleague()];
        one_wins(rush(|number| day.mark(&people[number % 2], "HM-1")), 409, "ATTENDANCE_EXISTS");
        assert_eq!(count(&day, "attendance WHERE status = 'completed'"), 1);
    }
}

#[test]
fn for_the_same_barcode() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let people = [day.operator(), day.by(&day.far_operator)];
        one_wins(rush(|number| day.scan(&people[number % 2], "OMR-1")), 409, "BARCODE_EXISTS");
        assert_eq!(count(&day, "omr_sheet"), 1);
    }
}

#[test]
fn for_one_sheet_and_two_candidates() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.present("HM-2");
        day.scan(&day.operator(), "OMR-1").created();
        let answers = rush(|number| day.bind(&day.operator(), "OMR-1", ["HM-1", "HM-2"][number % 2]));
        let (won, lost): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!((won.len(), lost.len()), (RUSH / 2, RUSH / 2), "{lost:?}");
        assert_eq!(won.iter().filter(|answer| answer.body["data"]["alreadyValidated"] == false).count(), 1);
        assert!(won.iter().all(|answer| answer.body["data"]["rollNumber"] == won[0].body["data"]["rollNumber"]));
        lost.into_iter().for_each(|answer| drop(answer.refused(409, "OMR_ALREADY_VALIDATED")));
    }
}

#[test]
fn for_two_sheets_of_one_candidate() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.scan(&day.operator(), "OMR-1").created();
        day.scan(&day.operator(), "OMR-2").created();
        let answers = rush(|number| day.bind(&day.operator(), ["OMR-1", "OMR-2"][number % 2], "HM-1"));
        let (won, lost): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!((won.len(), lost.len()), (RUSH / 2, RUSH / 2), "{lost:?}");
        lost.into_iter().for_each(|answer| drop(answer.refused(409, "CANDIDATE_HAS_OMR")));
        assert_eq!(count(&day, "omr_sheet WHERE status = 'validated'"), 1);
    }
}

#[test]
fn for_the_fingerprint_and_the_close() {
    for store in Store::BOTH {
        let day = Day::with(store, json!({ "requireOmr": false }));
        day.present("HM-1");
        one_wins(rush(|_| day.no_finger(&day.operator(), "HM-1")), 409, "FINGERPRINT_EXISTS");
        let close = |_| day.override_close(&day.supervisor(), "HM-1", json!({ "reason": "no photograph" }));
        one_wins(rush(close), 409, "BIOMETRIC_EXISTS");
        assert_eq!([count(&day, "fingerprint"), count(&day, "biometric")], [1, 1]);
    }
}

#[test]
fn for_taking_back_and_going_on() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let attendance = day.present("HM-1");
        let answers = rush(|number| match number % 2 {
            0 => day.undo(&day.operator(), &attendance),
            _ => day.no_finger(&day.operator(), "HM-1"),
        });
        let won: Vec<&Answer> = answers.iter().filter(|answer| answer.status < 300).collect();
        assert_eq!(won.len(), 1, "{won:?}");
        let (attendances, fingers) = (count(&day, "attendance"), count(&day, "fingerprint"));
        assert!(
            [(0, 0), (1, 1)].contains(&(attendances, fingers)),
            "{attendances} attendances, {fingers} fingerprints"
        );
        let told = [404, 403, 409];
        assert!(answers.iter().all(|answer| answer.status < 300 || told.contains(&answer.status)), "{answers:?}");
    }
}

#[test]
fn for_one_code_one_username_one_place() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let head = day.head();
        one_wins(rush(|_| head.post("/api/exams", json!({ "code": "RUSH", "name": "x" }))), 409, "CODE_EXISTS");
        one_wins(rush(|_| head.post("/api/centres", json!({ "code": "RUSH", "name": "x" }))), 409, "CODE_EXISTS");
        let slot = json!({ "examId": day.exam, "centreId": day.here, "slotName": "Rush", "maxCandidates": 1 });
        let slot = text(&one_wins(rush(|_| head.post("/api/slots", slot.clone())), 409, "SLOT_EXISTS").created()["id"]);
        one_wins(rush(|_| day.assign(&day.idle, &slot)), 409, "ALREADY_ASSIGNED");
        let rolls = ["HM-1", "HM-2", "HM-3", "HM-4", "HM-5", "HM-6", "HN-1", "HN-2"];
        let moved = |number: usize| {
            let path = format!("/api/candidates/{}/{}", day.exam, day.id(rolls[number % 8]));
            head.patch(path, json!({ "slotId": slot, "reason": "rush" }))
        };
        rush(moved);
        assert_eq!(count(&day, "candidate c JOIN slot s ON s.id = c.slot_id WHERE s.name = 'Rush'"), 1);
    }
}
