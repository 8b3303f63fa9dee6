//! Many alerts reviewed at once.

use serde_json::json;

use super::NOBODY;
use crate::world::{Day, Store, count, text};

#[test]
fn alerts_are_reviewed_in_one_call() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        for roll in ["HM-1", "HM-2", "HM-3"] {
            day.no_finger(&day.operator(), roll).refused(403, "ATTENDANCE_REQUIRED");
        }
        day.no_finger(&day.by(&day.far_operator), "TM-1").refused(403, "ATTENDANCE_REQUIRED");
        day.no_finger(&day.supervisor(), "HM-4").refused(403, "ATTENDANCE_REQUIRED");
        let all = day.head().get(format!("/api/alerts/{}?order=asc", day.exam)).ok();
        let ids: Vec<String> = all["items"].as_array().unwrap().iter().map(|alert| text(&alert["id"])).collect();
        let [one, two, three, far, own] = ids.as_slice() else { panic!("{all}") };
        let review = |ids: &[&str]| json!({ "ids": ids, "note": "looked at" });
        let path = "/api/alerts/review";
        day.supervisor().patch(path, review(&[one])).ok();
        let told = day.supervisor().patch(path, review(&[one, two, far, own, NOBODY, two])).ok();
        let expected = json!([
            { "id": one, "status": "already_reviewed" },
            { "id": two, "status": "reviewed" },
            { "id": far, "status": "failed", "code": "ALERT_NOT_FOUND" },
            { "id": own, "status": "failed", "code": "FORBIDDEN" },
            { "id": NOBODY, "status": "failed", "code": "ALERT_NOT_FOUND" },
            { "id": two, "status": "already_reviewed" },
        ]);
        assert_eq!(told["results"], expected);
        assert_eq!(count(&day, "journal WHERE action = 'review_alert' AND outcome = 'done'"), 2);
        assert_eq!(count(&day, "journal WHERE action = 'review_alert' AND outcome = 'refused'"), 3);
        let told = day.head().patch(path, review(&[three, far])).ok();
        assert!(told["results"].as_array().unwrap().iter().all(|one| one["status"] == "reviewed"), "{told}");
        let left = day.head().get(format!("/api/alerts/{}?status=open", day.exam)).ok();
        assert_eq!((&left["total"], &left["items"][0]["id"]), (&json!(1), &json!(own)));
        let reviewed = day.head().get(format!("/api/alerts/{}?status=reviewed", day.exam)).ok();
        assert!(reviewed["items"].as_array().unwrap().iter().all(|one| one["note"] == "looked at"));
        for wrong in [json!({ "ids": [], "note": "n" }), json!({ "ids": [one] }), review(&vec![one.as_str(); 501])] {
            day.head().patch(path, wrong).refused(400, "VALIDATION");
        }
        day.operator().patch(path, review(&[one])).refused(403, "FORBIDDEN");
    }
}
