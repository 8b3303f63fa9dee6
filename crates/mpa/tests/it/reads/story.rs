//! Everything about one candidate.

use serde_json::{Value, json};

use super::NOBODY;
use crate::{
    live::figures::settle,
    world::{Caller, Day, Store, count, pictures},
};

fn story(who: &Caller<'_>, day: &Day, roll: &str) -> Value {
    who.get(format!("/api/candidates/{}/{}/story", day.exam, day.id(roll))).ok()
}

fn actions(story: &Value) -> Vec<&str> {
    story["items"].as_array().unwrap().iter().map(|item| item["action"].as_str().unwrap()).collect()
}

#[track_caller]
fn of<'a>(story: &'a Value, action: &str) -> &'a Value {
    let found = story["items"].as_array().unwrap().iter().find(|item| item["action"] == action);
    found.unwrap_or_else(|| panic!("no {action} in {story}"))
}

#[test]
fn a_court_reads_the_whole_of_it() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.enrol("HM-1", pictures::obama()).created();
        let first = day.present("HM-1");
        day.pass(5);
        day.supervisor().post(format!("/api/attendance/{first}/undo"), json!({ "reason": "the wrong card" })).ok();
        day.pass(5);
        day.present("HM-1");
        for _ in 0..3 {
            day.verify(&operator, "HM-1", pictures::biden()).ok();
        }
        day.no_finger(&operator, "HM-1").created();
        day.scan_image(&operator, "OMR-1", &pictures::sheet("OMR-1")).created();
        day.bind(&operator, "OMR-1", "HM-1").ok();
        day.pass(5);
        day.override_close(&day.supervisor(), "HM-1", json!({ "reason": "knows him by sight" })).created();
        settle(&day);
        let told = story(&day.head(), &day, "HM-1");
        assert_eq!((&told["candidate"]["rollNumber"], &told["complete"]), (&json!("HM-1"), &json!(true)));
        let done: Vec<_> = actions(&told).into_iter().filter(|action| *action != "alert").collect();
        let expected = [
            "enrol_face",
            "mark_attendance",
            "undo_attendance",
            "mark_attendance",
            "verify_face",
            "verify_face",
            "verify_face",
            "capture_fingerprint",
            "bind_sheet",
            "close_biometric",
        ];
        assert_eq!(done, expected);
        assert!(told["items"].as_array().unwrap().iter().all(|item| item["seq"].is_i64()), "{told}");
        let times: Vec<_> = told["items"].as_array().unwrap().iter().map(|item| item["at"].as_str().unwrap()).collect();
        assert!(times.is_sorted(), "{times:?}");
        assert_eq!(of(&told, "undo_attendance")["reason"], "the wrong card");
        assert_eq!(of(&told, "close_biometric")["reason"], "knows him by sight");
        assert!(of(&told, "capture_fingerprint")["reason"].is_string());
        let face = of(&told, "verify_face");
        assert_eq!(
            (&face["data"]["attempt"], &face["data"]["verified"], &face["data"]["threshold"]),
            (&json!(1), &json!(false), &json!(96.5))
        );
        assert!(face["data"]["engine"].is_string() && face["data"]["matchPercentage"].is_number());
        for item in [face, of(&told, "bind_sheet")] {
            let image = day.head().get(item["imageUrl"].as_str().unwrap());
            assert_eq!(image.status, 200, "{item}");
        }
        assert!(!told.to_string().contains("Digest"));
        assert_eq!(story(&day.supervisor(), &day, "HM-1")["items"].as_array().unwrap().len(), actions(&told).len());
        let watched = story(&day.by(&day.observer), &day, "HM-1");
        assert!(!actions(&watched).contains(&"alert") && !watched.to_string().contains("imageUrl"), "{watched}");
        assert_eq!(count(&day, "journal WHERE action = 'read_story'"), 3);

        let path = |id: &str| format!("/api/candidates/{}/{id}/story", day.exam);
        day.by(&day.far_supervisor).get(path(day.id("HM-1"))).refused(404, "CANDIDATE_NOT_FOUND");
        day.head().get(path(NOBODY)).refused(404, "CANDIDATE_NOT_FOUND");
        day.operator().get(path(day.id("HM-1"))).refused(403, "FORBIDDEN");
    }
}

#[test]
fn what_was_captured_offline_stands_where_it_happened_with_its_clock_and_both_sides() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let captured = day.at(0);
        day.pass(600);
        day.present("HM-1");
        day.pass(600);
        let record = json!({ "id": "01990000-0000-7000-8000-000000000001", "entityType": "attendance",
            "candidateId": day.id("HM-1"), "capturedAt": captured, "data": { "status": "completed" } });
        let batch = json!({ "examId": day.exam, "deviceId": "tablet-3", "deviceTime": day.at(2), "records": [record] });
        let answer = day.colleague().post("/api/sync/upload", batch).ok();
        assert_eq!(answer["results"][0]["status"], "conflict", "{answer}");
        let id = answer["results"][0]["conflictId"].as_str().unwrap();
        let reason = json!({ "resolution": "keep_existing", "reason": "he came in through the other gate" });
        day.supervisor().post(format!("/api/sync/resolve/{id}"), reason).ok();
        settle(&day);
        let told = story(&day.supervisor(), &day, "HM-1");
        let found = of(&told, "sync_conflict");
        let (existing, incoming) = (&found["conflict"]["existing"], &found["conflict"]["incoming"]);
        assert_eq!(
            (&existing["operatorId"], &incoming["operatorId"]),
            (&json!(day.operator.id), &json!(day.colleague.id))
        );
        assert_eq!(
            (&found["device"]["deviceId"], &found["device"]["clockOffsetMs"]),
            (&json!("tablet-3"), &json!(2000))
        );
        assert_eq!(found["device"]["capturedAt"], json!(captured));
        assert_eq!(of(&told, "resolve_conflict")["reason"], "he came in through the other gate");
        let watched = story(&day.by(&day.observer), &day, "HM-1");
        assert!(of(&watched, "sync_conflict").get("conflict").is_none());
    }
}
