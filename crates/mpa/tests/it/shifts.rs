//! A shift of thousands of centres is begun and timed in one call, with one result each.

use serde_json::{Value, json};

use crate::{
    bulk::told,
    world::{Answer, Day, Store, count},
};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

#[test]
fn a_shift_begins_at_all_centres_in_one_call() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let set = |status: &str, centres: Value| {
            let mut body = json!({ "examId": day.exam, "slotName": "Morning", "status": status });
            if !centres.is_null() {
                body["centreIds"] = centres;
            }
            day.head().post("/api/slots/status", body)
        };
        let fields = ["centreId", "slotId", "status", "code"];
        let (here, there) = (json!(day.here), json!(day.there));
        let (morning, far) = (json!(day.slots["HM"]), json!(day.slots["TM"]));
        let entries = || count(&day, "journal WHERE action = 'update_slot' AND outcome = 'done'");
        let before = entries();
        let sorted = |answer: Answer| {
            let mut results = told(&answer.ok(), &fields);
            results.sort_by_key(|result| result[0].to_string());
            results
        };
        let both = |status: &str| {
            let mut each = vec![
                vec![here.clone(), morning.clone(), json!(status), Value::Null],
                vec![there.clone(), far.clone(), json!(status), Value::Null],
            ];
            each.sort_by_key(|result| result[0].to_string());
            each
        };
        assert_eq!(sorted(set("completed", Value::Null)), both("changed"));
        assert_eq!(sorted(set("completed", Value::Null)), both("unchanged"));
        assert_eq!(entries() - before, 2);
        day.mark(&day.operator(), "HM-1").refused(403, "NO_SLOT_ASSIGNED");
        let results = told(&set("active", json!([day.here, NOBODY, day.here])).ok(), &fields);
        assert_eq!(
            results,
            [
                vec![here.clone(), morning.clone(), json!("changed"), Value::Null],
                vec![json!(NOBODY), Value::Null, json!("failed"), json!("SLOT_NOT_FOUND")],
            ]
        );
        day.mark(&day.operator(), "HM-1").created();
        set("sleeping", Value::Null).refused(400, "VALIDATION");
        set("active", json!([])).refused(400, "VALIDATION");
        let body = json!({ "examId": NOBODY, "slotName": "Morning", "status": "active" });
        day.head().post("/api/slots/status", body).refused(404, "EXAM_NOT_FOUND");
        let body = json!({ "examId": day.exam, "slotName": "Midnight", "status": "active" });
        day.head().post("/api/slots/status", body).refused(404, "SLOT_NOT_FOUND");
        // Slots that go by time are not set by hand.
        day.settings(json!({ "slotActivation": "by_time" })).ok();
        let results = told(&set("scheduled", json!([day.here])).ok(), &fields);
        assert_eq!(results, [vec![here, morning, json!("failed"), json!("SLOT_BY_TIME")]]);
    }
}

#[test]
fn a_shift_is_timed_at_all_centres_in_one_call() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let set = |times: Value, centres: Value| {
            let mut body = json!({ "examId": day.exam, "slotName": "Noon" });
            body.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
            if !centres.is_null() {
                body["centreIds"] = centres;
            }
            day.head().post("/api/slots/times", body)
        };
        let statuses = |answer: Answer| {
            let mut results = told(&answer.ok(), &["slotId", "status", "code"]);
            results.sort_by_key(|result| result[0].to_string());
            results
        };
        let both = |here: (&str, Value), there: (&str, Value)| {
            let mut each = vec![
                vec![json!(day.slots["HN"]), json!(here.0), here.1],
                vec![json!(day.slots["TN"]), json!(there.0), there.1],
            ];
            each.sort_by_key(|result| result[0].to_string());
            each
        };
        let same = |status: &'static str| both((status, Value::Null), (status, Value::Null));
        let entries = || count(&day, "journal WHERE action = 'update_slot' AND outcome = 'done'");
        let before = entries();
        let times = json!({ "gateOpens": day.at(0), "gateCloses": day.at(1800),
            "startTime": day.at(3600), "endTime": day.at(7200) });
        assert_eq!(statuses(set(times.clone(), Value::Null)), same("changed"));
        assert_eq!(statuses(set(times.clone(), Value::Null)), same("unchanged"));
        assert_eq!(entries() - before, 2);
        let slot = |place: &str| {
            let slots = day.head().get(format!("/api/slots?examId={}", day.exam)).ok();
            let all = slots["items"].as_array().unwrap();
            all.iter().find(|slot| slot["id"] == json!(day.slots[place])).unwrap().clone()
        };
        for (name, time) in times.as_object().unwrap() {
            assert_eq!((&slot("HN")[name], &slot("TN")[name]), (time, time), "{name}");
            assert_ne!(slot("HM").get(name), Some(time), "{name}");
        }
        assert_eq!(slot("HN")["status"], "active", "where it stands is not touched");
        // What is not named stays; null takes a time away.
        let results =
            told(&set(json!({ "endTime": null }), json!([day.there, NOBODY])).ok(), &["centreId", "status", "code"]);
        assert_eq!(
            results,
            [
                vec![json!(day.there), json!("changed"), Value::Null],
                vec![json!(NOBODY), json!("failed"), json!("SLOT_NOT_FOUND")],
            ]
        );
        assert!(slot("TN").get("endTime").is_none() && slot("TN")["startTime"] == json!(day.at(3600)));
        // One that has an end already cannot begin after it.
        let late = set(json!({ "startTime": day.at(9000) }), Value::Null);
        assert_eq!(statuses(late), both(("failed", json!("VALIDATION")), ("changed", Value::Null)));
        assert_eq!(slot("HN")["startTime"], json!(day.at(3600)));
        for wrong in [
            json!({}),
            json!({ "status": "active" }),
            json!({ "startTime": day.at(60), "endTime": day.at(60) }),
            json!({ "gateOpens": day.at(60), "gateCloses": day.at(0) }),
            json!({ "endTime": "noon" }),
        ] {
            set(wrong, Value::Null).refused(400, "VALIDATION");
        }
        set(times.clone(), json!([])).refused(400, "VALIDATION");
        let mut elsewhere = json!({ "examId": NOBODY, "slotName": "Noon", "endTime": null });
        day.head().post("/api/slots/times", elsewhere.clone()).refused(404, "EXAM_NOT_FOUND");
        elsewhere["examId"] = json!(day.exam);
        elsewhere["slotName"] = json!("Midnight");
        day.head().post("/api/slots/times", elsewhere).refused(404, "SLOT_NOT_FOUND");
    }
}
