//! Devices and what was tried on them; passwords and what became of them; who is assigned where.

use serde_json::json;

use super::{NOBODY, listed, walked};
use crate::{
    downloads::{fetch, give, whole},
    live::figures::beat,
    world::{Day, Store, text},
};

const BEAT: &str = "/api/devices/heartbeat";

#[test]
fn a_device_tells_what_works_on_it() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let ready = json!({ "camera": true, "scanner": false, "fingerprint": true, "sound": true,
                            "storagePersisted": true, "batteryPercent": 81 });
        let mut told = beat(&day, "desk-1", 3, -2);
        told["appVersion"] = json!("1.4.2");
        told["ready"] = ready.clone();
        told["oldestCapturedAt"] = json!(day.at(-90));
        day.operator().post(BEAT, told.clone()).ok();
        day.by(&day.far_operator).post(BEAT, beat(&day, "desk-1", 0, 1)).ok();
        let path = format!("/api/devices/{}", day.exam);
        let mine = day.supervisor().get(&path).ok();
        let expected = json!({ "deviceId": "desk-1", "centreId": day.here, "operatorId": day.operator.id,
            "lastSeenAt": day.at(0), "waiting": 3, "oldestCapturedAt": day.at(-90), "clockOffsetMs": -2000,
            "appVersion": "1.4.2", "ready": ready });
        assert_eq!((&mine["items"], &mine["total"]), (&json!([expected]), &json!(1)));
        assert_eq!(day.head().get(&path).ok()["total"], 2);
        assert_eq!(day.head().get(format!("{path}?centreId={}", day.there)).ok()["total"], 1);
        day.supervisor().get(format!("{path}?centreId={}", day.there)).refused(404, "CENTRE_NOT_FOUND");
        day.head().get(format!("/api/devices/{NOBODY}")).refused(404, "EXAM_NOT_FOUND");
        day.operator().get(&path).refused(403, "FORBIDDEN");
        // What a beat says nothing of stays as it was told.
        day.pass(30);
        day.operator().post(BEAT, beat(&day, "desk-1", 1, 0)).ok();
        let again = day.supervisor().get(&path).ok();
        let device = &again["items"][0];
        assert_eq!((&device["ready"], &device["appVersion"], &device["waiting"]), (&ready, &json!("1.4.2"), &json!(1)));
        told["ready"]["batteryPercent"] = json!(101);
        day.operator().post(BEAT, told).refused(400, "VALIDATION");
        for number in 2..6 {
            day.operator().post(BEAT, beat(&day, &format!("desk-{number}"), number, 0)).ok();
        }
        for sort in ["lastSeenAt", "waiting", "clockOffset", "deviceId"] {
            let up = walked(&day.supervisor(), &format!("{path}?sort={sort}&order=asc"), "deviceId");
            let mut down = walked(&day.supervisor(), &format!("{path}?sort={sort}&order=desc"), "deviceId");
            down.reverse();
            assert_eq!((up.len(), &up), (5, &down), "{sort}");
        }
        let most = listed(&day.supervisor(), &format!("{path}?sort=waiting"), "deviceId");
        assert_eq!(most, ["desk-5", "desk-4", "desk-3", "desk-2", "desk-1"]);
    }
}

#[test]
fn what_became_of_a_password_is_told_and_never_what_it_is() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let path = format!("/api/admin/downloads/{}", day.exam);
        let given = give(&day, &day.operator);
        let bytes = whole(fetch(&day.operator(), &given)).len();
        let told = (0..500).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            let told = day.head().get(&path).ok()["items"][0].clone();
            told["completedAt"].is_string().then_some(told)
        });
        let told = told.expect("the package was sent, and nobody noted it");
        assert_eq!((&told["usedBy"], &told["createdBy"]), (&json!(day.operator.id), &json!(day.head.id)));
        assert_eq!((&told["packageBytes"], &told["sentBytes"]), (&json!(bytes), &json!(bytes)));
        let whole = day.head().get(&path).body.to_string();
        assert!(!whole.contains("password\"") && !whole.contains("handle") && !whole.contains("$argon2"));
        // The sessions of these tests were begun with this device.
        day.operator().post(BEAT, beat(&day, "desk-7", 0, 0)).ok();
        let devices = day.supervisor().get(format!("/api/devices/{}", day.exam)).ok();
        let package = &devices["items"][0]["package"];
        assert_eq!(
            (package["completedAt"].clone(), package["downloadId"].is_string()),
            (told["completedAt"].clone(), true)
        );
        assert_eq!(day.supervisor().get(&path).ok()["total"], 1);
        assert_eq!(day.by(&day.far_supervisor).get(&path).ok()["total"], 0);
        day.head()
            .post("/api/admin/download/password/generate", json!({ "examId": day.exam, "centreId": day.there }))
            .created();
        day.head().post("/api/admin/download/password/generate", json!({ "examId": day.exam })).created();
        assert_eq!(day.by(&day.far_supervisor).get(&path).ok()["total"], 1);
        for sort in ["createdAt", "expiresAt", "usedAt"] {
            assert_eq!(walked(&day.head(), &format!("{path}?sort={sort}"), "passwordId").len(), 3);
        }
        assert_eq!(text(&day.head().get(format!("{path}?sort=usedAt")).ok()["items"][0]["usedBy"]), day.operator.id);
        day.operator().get(&path).refused(403, "FORBIDDEN");
    }
}

#[test]
fn who_is_assigned_where_is_listed() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let path = "/api/slot/assignments";
        let names = |query: &str| listed(&day.head(), &format!("{path}{query}"), "username");
        assert_eq!(names(""), ["operator", "colleague", "neighbour", "far.operator"]);
        assert_eq!(names(&format!("?slotId={}", day.slots["HM"])), ["operator", "colleague"]);
        assert_eq!(names(&format!("?operatorId={}", day.neighbour.id)), ["neighbour"]);
        assert_eq!(names(&format!("?examId={}&centreId={}", day.exam, day.there)), ["far.operator"]);
        assert_eq!(names(&format!("?examId={NOBODY}")), [""; 0]);
        let first = day.head().get(format!("{path}?limit=1")).ok();
        let expected = json!({ "id": first["items"][0]["id"], "operatorId": day.operator.id, "username": "operator",
            "name": "Person operator", "slotId": day.slots["HM"], "slotName": "Morning", "examId": day.exam,
            "centreId": day.here, "assignedAt": day.at(0), "assignedBy": day.head.id });
        assert_eq!((&first["items"][0], &first["total"]), (&expected, &json!(4)));
        day.head().delete(format!("/api/slot/assign?operatorId={}&slotId={}", day.operator.id, day.slots["HM"])).ok();
        assert_eq!(names(""), ["colleague", "neighbour", "far.operator"]);
        day.supervisor().get(path).refused(403, "FORBIDDEN");
    }
}
