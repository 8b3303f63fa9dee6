//! Devices are heard of, fall silent, and have clocks.

use serde_json::{Value, json};

use super::figures::{beat, settle, stats};
use crate::world::{Caller, Day, Store, count};

const PATH: &str = "/api/devices/heartbeat";

fn centre(day: &Day, code: &str) -> Value {
    let stats = stats(&day.head(), &day.exam);
    stats["centres"].as_array().unwrap().iter().find(|centre| centre["code"] == code).unwrap().clone()
}

#[test]
fn a_silent_device_is_seen() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let heard = day.operator().post(PATH, beat(&day, "desk-1", 7, -3)).ok();
        assert_eq!(heard, json!({ "serverTime": day.at(0), "clockOffsetSeconds": -3, "clockPlausible": true }));
        day.supervisor().post(PATH, beat(&day, "desk-2", 2, 0)).ok();
        day.by(&day.far_operator).post(PATH, beat(&day, "desk-1", 1, 0)).ok();
        let here = centre(&day, "C-HERE");
        assert_eq!([&here["devices"], &here["silentDevices"], &here["pending"]], [2, 0, 9]);
        assert_eq!((&here["silent"], &here["lastHeardAt"]), (&json!(false), &json!(day.at(0))));
        assert_eq!(stats(&day.head(), &day.exam)["pendingSync"], 10);

        day.pass(120);
        day.colleague().post(PATH, beat(&day, "desk-1", 0, 0)).ok(); // it was handed on
        day.pass(2);
        let (here, there) = (centre(&day, "C-HERE"), centre(&day, "C-THERE"));
        assert_eq!([&here["devices"], &here["silentDevices"], &here["pending"]], [1, 1, 2]);
        assert_eq!(
            (&here["silent"], &there["silent"], &there["silentDevices"]),
            (&json!(false), &json!(true), &json!(1))
        );
        let all = stats(&day.head(), &day.exam);
        assert_eq!([&all["pendingSync"], &all["silentDevices"], &all["silentCentres"]], [3, 2, 1]);
        // The next day only those are missed that still hold records.
        day.pass(24 * 3600);
        let here = centre(&day, "C-HERE");
        assert_eq!([&here["devices"], &here["silentDevices"]], [0, 1]);
        assert_eq!(count(&day, "journal WHERE action = 'send_heartbeat'"), 0);
    }
}

#[test]
fn a_clock_that_cannot_be_right_is_told_once_as_long_as_it_lasts() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let alerts = || count(&day, "alert WHERE kind = 'clock_tampering' AND device_id = 'desk-1'");
        for (ahead, plausible, expected) in
            [(600, true, 0), (601, false, 1), (7200, false, 1), (-7200, false, 1), (-600, true, 1), (-601, false, 2)]
        {
            let heard = day.operator().post(PATH, beat(&day, "desk-1", 0, ahead)).ok();
            assert_eq!((&heard["clockOffsetSeconds"], &heard["clockPlausible"]), (&json!(ahead), &json!(plausible)));
            assert_eq!(alerts(), expected, "{ahead}");
        }
        settle(&day);
        assert_eq!(stats(&day.head(), &day.exam)["alertsOpen"], 2);
    }
}

#[test]
fn who_may_send_and_what() {
    let day = Day::begin(Store::Sqlite);
    let send = |who: Caller<'_>, body: Value| who.post(PATH, body);
    send(day.head(), beat(&day, "d", 0, 0)).refused(403, "FORBIDDEN");
    send(day.by(&day.idle), beat(&day, "d", 0, 0)).refused(403, "NO_SLOT_ASSIGNED");
    let mut nowhere = beat(&day, "d", 0, 0);
    nowhere["examId"] = json!("01990000-0000-7000-8000-00000000dead");
    send(day.operator(), nowhere).refused(404, "EXAM_NOT_FOUND");
    for (field, value) in
        [("waiting", json!(-1)), ("waiting", json!(100_001)), ("deviceId", json!("")), ("deviceTime", json!("noon"))]
    {
        let mut body = beat(&day, "d", 0, 0);
        body[field] = value;
        send(day.operator(), body).refused(400, "VALIDATION");
    }
    // Before the slot is active, too: devices are prepared then.
    day.head().patch(format!("/api/slots/{}", day.slots["HM"]), json!({ "status": "scheduled" })).ok();
    for number in 0..20 {
        send(day.operator(), beat(&day, &format!("d-{number}"), 0, 0)).ok();
    }
    let answer = send(day.operator(), beat(&day, "d-20", 0, 0));
    assert_eq!(answer.header("retry-after"), "3600");
    answer.refused(429, "RATE_LIMITED");
    send(day.operator(), beat(&day, "d-19", 0, 0)).ok();
    send(day.colleague(), beat(&day, "d-20", 0, 0)).ok();
    day.pass(24 * 3600 + 1);
    send(day.operator(), beat(&day, "d-21", 0, 0)).ok();
}
