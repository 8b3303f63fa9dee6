//! Times are kept as devices give them, beside ours.

use serde_json::{Value, json};

use super::is;
use crate::world::{Caller, Day, Store, rows};

fn upload_at(day: &Day, who: &Caller<'_>, clock: i64, records: &[Value]) -> Vec<Value> {
    let mut batch = day.batch("tablet-1", records);
    batch["deviceTime"] = json!(day.at(clock));
    who.post("/api/sync/upload", batch).ok()["results"].as_array().unwrap().clone()
}

#[test]
fn a_capture_keeps_its_time_beside_the_receipt_and_the_offset() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.pass(3600);
        // The device is three minutes behind.
        let record = day.record_at("attendance", "HM-1", json!({ "status": "completed" }), -1800);
        is(&upload_at(&day, &day.operator(), -180, &[record])[0], "synced", "");
        assert_eq!(day.candidate("HM-1")["attendance"]["completedAt"], json!(day.at(-1800)));
        let kept = rows(&day.app.db, "SELECT captured_at, received_at, clock_offset FROM sync_record", Vec::new());
        let number = |column| kept[0].get::<i64>(column).unwrap();
        assert_eq!(number("captured_at"), day.now().plus_seconds(-1800).0);
        assert_eq!((number("received_at"), number("clock_offset")), (day.now().0, -180_000_000));
        assert_eq!(day.alerts("clock_tampering"), 0);
    }
}

#[test]
fn an_implausible_clock_raises_one_alert_a_batch_and_stops_nothing() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.pass(4 * 3600);
        let operator = day.operator();
        // Three hours ahead, and three hours behind: the offset says when it was.
        let ahead = [
            day.record_at("attendance", "HM-1", json!({ "status": "completed" }), 3 * 3600 - 60),
            day.record_at("attendance", "HM-2", json!({ "status": "completed" }), 3 * 3600 - 30),
        ];
        for result in upload_at(&day, &operator, 3 * 3600, &ahead) {
            is(&result, "synced", "");
        }
        assert_eq!(day.alerts("clock_tampering"), 1);
        for result in upload_at(&day, &operator, 3 * 3600, &ahead) {
            is(&result, "duplicate", "");
        }
        assert_eq!(day.alerts("clock_tampering"), 1);
        let behind = [day.record_at("attendance", "HM-3", json!({ "status": "completed" }), -5 * 3600)];
        is(&upload_at(&day, &operator, -5 * 3600 + 60, &behind)[0], "synced", "");
        assert_eq!(day.alerts("clock_tampering"), 2);
        // Later than its own device's clock; long before the exam.
        let future = [day.record_at("attendance", "HM-4", json!({ "status": "completed" }), 1800)];
        is(&upload_at(&day, &operator, 0, &future)[0], "synced", "");
        let past = [day.record_at("attendance", "HM-5", json!({ "status": "completed" }), -40 * 24 * 3600)];
        is(&upload_at(&day, &operator, 0, &past)[0], "failed", "NO_SLOT_ASSIGNED");
        assert_eq!(day.alerts("clock_tampering"), 4);
    }
}

#[test]
fn a_capture_outside_of_the_time_of_its_token_raises_an_alert() {
    let day = Day::begin(Store::Sqlite);
    day.pass(3600);
    let record =
        day.by_token(&day.operator, day.record_at("attendance", "HM-1", json!({ "status": "completed" }), -1800));
    is(&day.sync_one(&day.operator(), &record), "synced", "");
    assert_eq!(day.alerts("clock_tampering"), 1);
}
