//! Candidates: who sees which, and how many.

use serde_json::{Value, json};

use super::alerts;
use crate::world::{Caller, Day, Store, World, count, pictures};

fn list(who: &Caller<'_>, day: &Day, query: &str) -> Vec<Value> {
    who.get(format!("/api/candidates/{}?{query}", day.exam)).ok()["items"].as_array().unwrap().clone()
}

fn rolls(items: &[Value]) -> Vec<&str> {
    let mut rolls: Vec<&str> = items.iter().map(|item| item["rollNumber"].as_str().unwrap()).collect();
    rolls.sort_unstable();
    rolls
}

#[test]
fn everybody_sees_their_part_of_the_exam() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let mine = list(&day.operator(), &day, "");
        assert_eq!(rolls(&mine), ["HM-1", "HM-2", "HM-3", "HM-4", "HM-5", "HM-6"]);
        for item in &mine {
            assert!(
                item.get("fatherName").is_none() && item.get("dob").is_none() && item["name"].is_string(),
                "{item}"
            );
        }
        assert_eq!(list(&day.supervisor(), &day, "").len(), 12);
        assert_eq!(list(&day.by(&day.observer), &day, "").len(), 24);
        assert_eq!(list(&day.head(), &day, "")[0]["fatherName"], "Yashwant Rao");
        day.by(&day.idle).get(format!("/api/candidates/{}", day.exam)).refused(403, "NO_SLOT_ASSIGNED");
        // Only while the slot is active, and only while they are assigned to it.
        day.head().patch(format!("/api/slots/{}", day.slots["HM"]), json!({ "status": "scheduled" })).ok();
        day.operator().get(format!("/api/candidates/{}", day.exam)).refused(403, "NO_SLOT_ASSIGNED");
        day.assign(&day.operator, &day.slots["HN"]).created();
        assert_eq!(rolls(&list(&day.operator(), &day, "q=HN-1")), ["HN-1"]);
        day.head().delete(format!("/api/slot/assign?operatorId={}&slotId={}", day.operator.id, day.slots["HN"])).ok();
        day.operator().get(format!("/api/candidates/{}", day.exam)).refused(403, "NO_SLOT_ASSIGNED");
    }
}

#[test]
fn a_list_is_narrowed_and_paged() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-2");
        let head = day.head();
        assert_eq!(rolls(&list(&head, &day, "q=tm-")).len(), 6);
        assert_eq!(rolls(&list(&head, &day, "q=zubeida%20hn3")), ["HN-3"]);
        assert!(
            list(&head, &day, "q=%25").is_empty()
                && list(&head, &day, "q=_").is_empty()
                && list(&head, &day, "q=!").is_empty()
        );
        assert_eq!(rolls(&list(&head, &day, "status=attendance_completed")), ["HM-2"]);
        assert_eq!(list(&head, &day, &format!("slotId={}&status=registered", day.slots["HM"])).len(), 5);
        for wrong in ["status=late", "slotId=1", "limit=0", "limit=1001", "limit=ten", "cursor=x", "q=a%00b"] {
            head.get(format!("/api/candidates/{}?{wrong}", day.exam)).refused(400, "VALIDATION");
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = head.get(format!("/api/candidates/{}?limit=7{cursor}", day.exam)).ok();
            seen.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!((seen.len(), rolls(&seen)[0]), (24, "HM-1"));
    }
}

#[test]
fn an_operator_who_reads_more_than_a_station_needs_is_stopped_for_the_hour() {
    let world = World::with(Store::Sqlite, |options| options.reads_per_hour = Some(3));
    let day = Day::in_world(world, json!({}));
    day.enrol("HM-1", pictures::obama()).created();
    let one = format!("/api/candidates/{}/{}", day.exam, day.id("HM-1"));
    assert_eq!(day.operator().get(&one).ok()["fatherName"], "Yashwant Rao");
    for path in [format!("{one}/photo"), one.clone()] {
        assert_eq!(day.operator().get(path).status, 200);
    }
    for path in [&one, &format!("{one}/photo"), &one] {
        let refused = day.operator().get(path);
        assert!((1..=3600).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
        refused.refused(429, "RATE_LIMITED");
    }
    assert_eq!(alerts(&day, "download_abuse"), 1);
    day.colleague().get(&one).ok();
    day.pass(3600);
    day.operator().get(&one).ok();
}

#[test]
fn a_candidate_outside_is_as_one_that_does_not_exist_and_the_reach_is_noticed() {
    let day = Day::begin(Store::Sqlite);
    let path = |id: &str| format!("/api/candidates/{}/{id}", day.exam);
    let stranger = day.operator().get(path(day.id("HN-1")));
    let nobody = day.operator().get(path(&day.exam));
    assert_eq!(stranger.body, nobody.body);
    stranger.refused(404, "CANDIDATE_NOT_FOUND");
    assert_eq!(alerts(&day, "slot_violation"), 1);
}

#[test]
fn head_office_corrects_and_moves_until_attendance() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let patch =
            |roll: &str, body: Value| day.head().patch(format!("/api/candidates/{}/{}", day.exam, day.id(roll)), body);
        patch("HM-1", json!({ "name": "Zubeida Begum" })).refused(400, "VALIDATION"); // no reason
        let corrected =
            patch("HM-1", json!({ "name": "Zubeida Begum", "dob": "2000-12-31", "reason": "school register" })).ok();
        assert_eq!([&corrected["name"], &corrected["dob"]], [&json!("Zubeida Begum"), &json!("2000-12-31")]);
        for wrong in [
            json!({ "dob": "2000-02-30", "reason": "x" }),
            json!({ "name": "", "reason": "x" }),
            json!({ "slotId": 7, "reason": "x" }),
        ] {
            patch("HM-1", wrong).refused(400, "VALIDATION");
        }
        let moved = patch("HM-1", json!({ "slotId": day.slots["TN"], "reason": "moved house" })).ok();
        assert_eq!([&moved["slotId"], &moved["centreId"]], [&json!(day.slots["TN"]), &json!(day.there)]);
        day.mark(&day.operator(), "HM-1").refused(404, "CANDIDATE_NOT_FOUND");
        assert_eq!(count(&day, "record_history WHERE entity_type = 'candidate'"), 2);
        patch("HM-2", json!({ "slotId": day.exam, "reason": "x" })).refused(404, "SLOT_NOT_FOUND");
        let small = json!({ "examId": day.exam, "centreId": day.here, "slotName": "Evening", "maxCandidates": 1 });
        let small = day.head().post("/api/slots", small).created()["id"].clone();
        patch("HM-2", json!({ "slotId": small, "reason": "x" })).ok();
        patch("HM-3", json!({ "slotId": small, "reason": "x" })).refused(409, "SLOT_FULL");
        day.present("HM-3");
        patch("HM-3", json!({ "name": "Other", "reason": "x" })).refused(409, "ATTENDANCE_EXISTS");
    }
}
