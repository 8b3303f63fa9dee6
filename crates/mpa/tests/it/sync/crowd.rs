//! Eight devices at once.

use std::{sync::Barrier, thread};

use serde_json::{Value, json};

use crate::world::{Day, Store, blob_files, blob_rows, count, pictures};

const DEVICES: usize = 8;

#[test]
fn eight_devices_hand_over_the_same_candidates_at_once() {
    for store in Store::BOTH {
        let day = Day::with(store, json!({ "operatorRule": "assigned" }));
        let people = [&day.operator, &day.colleague];
        let queues: Vec<Vec<Value>> = (0..DEVICES)
            .map(|device| {
                let mut records = Vec::new();
                for number in 1..=6 {
                    let roll = format!("HM-{number}");
                    let barcode = format!("OMR-{number}-{device}");
                    records.push(day.record("attendance", &roll, json!({ "status": "completed" })));
                    let finger = json!({ "image": super::base64(pictures::finger()) });
                    records.push(day.record("fingerprint", &roll, finger));
                    records.push(day.record("omr", &roll, json!({ "barcode": barcode })));
                }
                records.into_iter().map(|record| day.by_token(people[device % 2], record)).collect()
            })
            .collect();
        let start = Barrier::new(DEVICES * 2);
        thread::scope(|scope| {
            let (start, day, queues) = (&start, &day, &queues);
            for device in 0..DEVICES * 2 {
                // Each queue twice at the same moment, once from its end.
                scope.spawn(move || {
                    let mut records = queues[device % DEVICES].clone();
                    if device >= DEVICES {
                        records.reverse();
                    }
                    start.wait();
                    for part in records.chunks(5) {
                        let body = day.batch(&format!("tablet-{}", device % DEVICES), part);
                        day.supervisor().post("/api/sync/upload", body).ok();
                    }
                });
            }
        });
        for table in ["attendance", "fingerprint", "omr_sheet WHERE status = 'validated'"] {
            assert_eq!(count(&day, table), 6, "{table}");
        }
        let all = i64::try_from(DEVICES * 18).unwrap();
        assert_eq!(count(&day, "sync_record"), all);
        assert_eq!(count(&day, "sync_record WHERE status = 'synced'"), 18);
        assert_eq!(count(&day, "sync_record WHERE status = 'conflict'"), all - 18);
        // Alike ones of one hand are one, and no hand has more than a person would look through.
        let conflicts = count(&day, "sync_conflict");
        assert!((18..=6 * (2 + 2 + 7)).contains(&conflicts), "{conflicts}");
        assert_eq!(count(&day, "sync_record WHERE conflict_id IS NOT NULL"), all - 18);
        assert_eq!(count(&day, "journal WHERE action = 'mark_attendance' AND outcome = 'done'"), 6);
        let (files, rows) = (blob_files(day.data_dir()).0, blob_rows(&day.app.db));
        assert_eq!(rows.len(), DEVICES * 6);
        assert!(rows.is_subset(&files));
    }
}

#[test]
fn of_two_decisions_at_once_one_wins() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
        let conflict = day.sync_one(&day.colleague(), &record)["conflictId"].as_str().unwrap().to_owned();
        let start = Barrier::new(16);
        let answers: Vec<_> = thread::scope(|scope| {
            let (start, day, conflict) = (&start, &day, &conflict);
            let decide = |number: usize| {
                scope.spawn(move || {
                    start.wait();
                    day.resolve(&day.supervisor(), conflict, ["keep_existing", "use_new"][number % 2])
                })
            };
            let all: Vec<_> = (0..16).map(decide).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!(won.len(), 1);
        lost.into_iter().for_each(|answer| drop(answer.refused(409, "CONFLICT_RESOLVED")));
        assert_eq!(count(&day, "attendance"), 1);
        assert_eq!(count(&day, "journal WHERE action = 'resolve_conflict' AND outcome = 'done'"), 1);
    }
}
