//! Figures of a centre, of a shift; arrivals and what the gates come to; how long candidates take.

use serde_json::{Value, json};

use super::NOBODY;
use crate::{
    live::figures::{beat, settle, stats},
    world::{Caller, Day, Store, count, import, pictures, rows, text},
};

fn of<'a>(stats: &'a Value, code: &str) -> &'a Value {
    stats["centres"].as_array().unwrap().iter().find(|centre| centre["code"] == code).unwrap()
}

#[test]
fn a_supervisor_reads_the_figures_of_the_centre() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.mark(&day.by(&day.far_operator), "TM-1").created();
        day.no_finger(&day.operator(), "HM-2").refused(403, "ATTENDANCE_REQUIRED");
        day.no_finger(&day.by(&day.far_operator), "TM-2").refused(403, "ATTENDANCE_REQUIRED");
        day.by(&day.far_operator).post("/api/devices/heartbeat", beat(&day, "desk-9", 4, 0)).ok();
        settle(&day);
        let whole = stats(&day.head(), &day.exam);
        let here = stats(&day.supervisor(), &day.exam);
        let there = stats(&day.by(&day.far_supervisor), &day.exam);
        for (figures, candidates, pending) in [(&whole, 24, 4), (&here, 12, 0), (&there, 12, 4)] {
            assert_eq!([&figures["candidates"], &figures["pendingSync"]], [candidates, pending]);
        }
        assert_eq!([&whole["present"], &here["present"], &there["present"]], [2, 1, 1]);
        assert_eq!([&whole["alertsOpen"], &here["alertsOpen"], &there["alertsOpen"]], [2, 1, 1]);
        assert_eq!([&whole["operatorsActive"], &here["operatorsActive"], &there["operatorsActive"]], [2, 1, 1]);
        assert_eq!(here["centres"].as_array().unwrap().len(), 1);
        let path = format!("/api/admin/stats/{}", day.exam);
        assert_eq!(day.head().get(format!("{path}?centreId={}", day.here)).ok(), here);
        day.supervisor().get(format!("{path}?centreId={}", day.there)).refused(404, "CENTRE_NOT_FOUND");

        // One shift, at all centres; one slot.
        let noon = day.head().get(format!("{path}?slotName=Noon")).ok();
        assert_eq!([&noon["candidates"], &noon["present"]], [12, 0]);
        assert_eq!(noon["centres"].as_array().unwrap().len(), 2);
        let morning = day.by(&day.observer).get(format!("{path}?slotId={}", day.slots["TM"])).ok();
        assert_eq!([&morning["candidates"], &morning["present"]], [6, 1]);
        assert_eq!(morning["centres"].as_array().unwrap().len(), 1);
        day.supervisor().get(format!("{path}?slotId={}", day.slots["TM"])).refused(404, "SLOT_NOT_FOUND");
        day.head().get(format!("{path}?slotName=Dusk")).refused(404, "SLOT_NOT_FOUND");
        // A reviewed alert is open nowhere any more.
        let alerts = day.supervisor().get(format!("/api/alerts/{}", day.exam)).ok();
        let alert = text(&alerts["items"][0]["id"]);
        day.supervisor().patch(format!("/api/alerts/{alert}"), json!({ "status": "reviewed", "note": "seen" })).ok();
        settle(&day);
        assert_eq!(stats(&day.supervisor(), &day.exam)["alertsOpen"], 0);
        assert_eq!(stats(&day.head(), &day.exam)["alertsOpen"], 1);
    }
}

#[test]
fn a_centre_that_falls_silent_while_it_works_is_seen() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        settle(&day);
        let silent = |code: &str| {
            let all = stats(&day.head(), &day.exam);
            let centres = all["centres"].as_array().unwrap();
            for centre in centres {
                assert_eq!(centre["silent"], json!(centre.get("silentSince").is_some()), "{centre}");
            }
            let silent = centres.iter().filter(|centre| centre["silent"] == true).count();
            assert_eq!(all["silentCentres"], json!(silent));
            of(&all, code).get("silentSince").cloned()
        };
        assert_eq!(silent("C-HERE"), None);
        day.pass(60);
        day.operator().post("/api/devices/heartbeat", beat(&day, "desk-1", 0, 0)).ok();
        let heard = day.at(0);
        day.pass(119);
        assert_eq!(silent("C-HERE"), None);
        assert!(silent("C-THERE").is_some(), "its slots were set to be active three minutes ago");
        day.pass(1);
        assert_eq!(silent("C-HERE"), Some(json!(heard)));
        // Head office looks at it: that is no sign of life. A mark is one.
        day.head().get(format!("/api/candidates/{}/{}", day.exam, day.id("HM-1"))).ok();
        settle(&day);
        assert_eq!(silent("C-HERE"), Some(json!(heard)));
        day.present("HM-1");
        settle(&day);
        assert_eq!(silent("C-HERE"), None);
        day.pass(120);
        assert!(silent("C-HERE").is_some());
        for place in ["HM", "HN"] {
            day.head().patch(format!("/api/slots/{}", day.slots[place]), json!({ "status": "completed" })).ok();
        }
        day.pass(600);
        settle(&day);
        assert_eq!(silent("C-HERE"), None, "nobody works there");
    }
}

fn arrivals(who: &Caller<'_>, day: &Day, query: &str) -> Value {
    who.get(format!("/api/admin/stats/{}/arrivals?{query}", day.exam)).ok()
}

#[test]
fn arrivals_are_told_minute_by_minute_with_who_will_be_outside() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let began = day.at(0);
        let gate = json!({ "gateOpens": day.at(0), "gateCloses": day.at(20 * 60) });
        let wrong = json!({ "gateOpens": day.at(60), "gateCloses": day.at(60) });
        day.head().patch(format!("/api/slots/{}", day.slots["HM"]), wrong).refused(400, "VALIDATION");
        let slot = day.head().patch(format!("/api/slots/{}", day.slots["HM"]), gate).ok();
        assert_eq!((&slot["gateOpens"], &slot["gateCloses"]), (&json!(day.at(0)), &json!(day.at(20 * 60))));
        settle(&day);
        let first = arrivals(&day.head(), &day, "");
        assert_eq!(first["points"], json!([]));
        assert!(first.get("forecast").is_none(), "not in the first minute: {first}");
        let mark = day.present("HM-1");
        day.present("HM-2");
        day.undo(&day.operator(), &mark).ok();
        day.pass(60);
        day.present("HM-1");
        day.mark(&day.by(&day.far_operator), "TM-1").created();
        day.pass(9 * 60);
        settle(&day);
        let told = arrivals(&day.head(), &day, "");
        assert_eq!([&told["bucketSeconds"], &told["expected"]], [60, 24]);
        assert_eq!((&told["gateOpens"], &told["gateCloses"]), (&json!(began), &json!(day.at(10 * 60))));
        let gate = json!({ "opens": began, "closes": day.at(10 * 60), "expected": 6, "present": 2 });
        assert_eq!(told["gates"], json!([gate]), "of the others nobody said when they close");
        let points = json!([
            { "at": began, "present": 1, "completed": 0 },
            { "at": day.at(-9 * 60), "present": 2, "completed": 0 },
        ]);
        assert_eq!(told["points"], points);
        // Two in ten minutes, of six: two more until the gate closes.
        assert_eq!(told["forecast"], json!({ "rate": 0.2, "insideAtClose": 4, "outsideAtClose": 2 }));
        let items = |who: &Caller<'_>, query: &str| {
            who.get(format!("/api/admin/stats/{}/forecasts?{query}", day.exam)).ok()["items"].clone()
        };
        let here = json!({ "centreId": day.here, "rate": 0.2, "insideAtClose": 4, "outsideAtClose": 2 });
        assert_eq!(items(&day.head(), ""), json!([here]));
        assert_eq!(items(&day.supervisor(), ""), json!([here]));
        assert_eq!(items(&day.by(&day.far_supervisor), ""), json!([]));
        assert_eq!(items(&day.by(&day.observer), "slotName=Noon"), json!([]));
        let gate = json!({ "gateOpens": day.at(-5 * 60), "gateCloses": day.at(10 * 60) });
        day.head().patch(format!("/api/slots/{}", day.slots["TN"]), gate).ok();
        let there = json!({ "centreId": day.there, "rate": 0.0, "insideAtClose": 0, "outsideAtClose": 6 });
        let both = items(&day.head(), "");
        let both = both.as_array().unwrap();
        assert!(both.len() == 2 && both.contains(&here) && both.contains(&there), "{both:?}");
        let no_gate = json!({ "gateOpens": null, "gateCloses": null });
        day.head().patch(format!("/api/slots/{}", day.slots["TN"]), no_gate).ok();
        assert_eq!(arrivals(&day.supervisor(), &day, "")["points"][1]["present"], 1);
        assert_eq!(arrivals(&day.supervisor(), &day, "")["expected"], 12);
        assert_eq!(arrivals(&day.by(&day.observer), &day, "slotName=Noon")["points"], json!([]));
        assert_eq!(arrivals(&day.head(), &day, "slotName=Morning")["points"], points);
        assert_eq!(arrivals(&day.head(), &day, &format!("slotId={}", day.slots["TM"]))["points"][0]["present"], 1);
        assert_eq!(arrivals(&day.head(), &day, "bucket=3600")["points"][0]["present"], 3);
        for wrong in ["bucket=61", "bucket=0", "bucket=x", "bucket=90000"] {
            day.head().get(format!("/api/admin/stats/{}/arrivals?{wrong}", day.exam)).refused(400, "VALIDATION");
        }
        day.operator().get(format!("/api/admin/stats/{}/arrivals", day.exam)).refused(403, "FORBIDDEN");
        day.head().get(format!("/api/admin/stats/{NOBODY}/arrivals")).refused(404, "EXAM_NOT_FOUND");
        day.pass(10 * 60);
        assert!(arrivals(&day.head(), &day, "").get("forecast").is_none(), "the gate is closed");
        assert_eq!(items(&day.head(), ""), json!([]));
        counted_anew(&day);
        assert_eq!(arrivals(&day.head(), &day, "")["points"], points);
        assert_eq!(arrivals(&day.supervisor(), &day, "")["points"][1]["present"], 1);
    }
}

/// As the migration does with a store that was used before arrivals were counted.
fn counted_anew(day: &Day) {
    let migration = match day.engine {
        "sqlite" => include_str!("../../../../store/migrations/sqlite/0025_reads.sql"),
        _ => include_str!("../../../../store/migrations/postgres/0025_reads.sql"),
    };
    let centres = "SELECT conflicts, alerts_open FROM centre_live ORDER BY exam_id, centre_id";
    let read = || -> Vec<(i64, i64)> {
        let found = rows(&day.app.db, centres, Vec::new());
        let all = found.iter().map(|row| (row.get("conflicts").unwrap(), row.get("alerts_open").unwrap()));
        all.filter(|counts| *counts != (0, 0)).collect()
    };
    let before = read();
    let (_, counting) = migration.split_once("-- What was there before").unwrap();
    for table in ["centre_live", "slot_arrival", "shift_arrival"] {
        crate::live::change(day, &format!("DELETE FROM {table}"), Vec::new());
    }
    for insert in counting.split(";\n").filter_map(|text| text.find("INSERT").map(|at| &text[at..])) {
        crate::live::change(day, insert, Vec::new());
    }
    assert_eq!(read(), before);
    assert!(count(day, "slot_arrival") > 0);
}

#[test]
fn gates_rooms_and_seats_come_with_the_roster() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let line = |roll: &str, closes: &str, seat: &str| {
            format!("{roll},Zubeida,Rao,2001-02-03,C-HERE,Late,2026-11-22 16:00,{closes},Room 12,{seat}\n")
        };
        let header = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Gate Opens,Gate Closes,Room,Seat\n";
        let bad = header.to_owned() + &line("L-1", "2026-11-22 15:00", "7");
        let told = import(&day.head(), &day.exam, &bad).refused(422, "IMPORT_REJECTED");
        assert_eq!(told["rows"][0]["column"], "Gate Closes");
        let torn = header.to_owned() + &line("L-1", "2026-11-22 17:00", "7") + &line("L-2", "2026-11-22 17:30", "8");
        let told = import(&day.head(), &day.exam, &torn).refused(422, "IMPORT_REJECTED");
        assert_eq!((&told["rows"][0]["row"], &told["rows"][0]["column"]), (&json!(3), &json!("Gate Closes")));
        let good = header.to_owned() + &line("L-1", "2026-11-22 17:00", "7");
        let told = import(&day.head(), &day.exam, &good).ok();
        let times = json!([{ "slotName": "Late", "centres": 1, "gateOpens": "2026-11-22T10:30:00Z", "gateCloses": "2026-11-22T11:30:00Z" }]);
        assert_eq!(told["slotTimes"], times);
        let slots = day.head().get(format!("/api/slots?examId={}&sort=slotName", day.exam)).ok();
        let late = &slots["items"][0];
        let gate = (json!("2026-11-22T10:30:00Z"), json!("2026-11-22T11:30:00Z"));
        assert_eq!((late["gateOpens"].clone(), late["gateCloses"].clone()), gate);
        let found = day.head().get(format!("/api/candidates/{}?q=L-1", day.exam)).ok();
        assert_eq!((&found["items"][0]["room"], &found["items"][0]["seat"]), (&json!("Room 12"), &json!("7")));
        // What a file says nothing of stays.
        let brief = "Roll No,Name,Father Name,DOB,Centre Code,Slot\nL-1,Zubeida Bano,Rao,2001-02-03,C-HERE,Late\n";
        assert_eq!(import(&day.head(), &day.exam, brief).ok()["updated"], 1);
        let found = day.head().get(format!("/api/candidates/{}?q=L-1", day.exam)).ok();
        assert_eq!((&found["items"][0]["name"], &found["items"][0]["seat"]), (&json!("Zubeida Bano"), &json!("7")));
    }
}

#[test]
fn seconds_are_told_step_by_step() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let pace = |who: &Caller<'_>, query: &str| who.get(format!("/api/admin/stats/{}/pace{query}", day.exam)).ok();
        assert_eq!(pace(&day.head(), "")["steps"], json!([]));
        let operator = day.operator();
        day.enrol("HM-1", pictures::obama()).created();
        day.present("HM-1");
        day.pass(40);
        day.verify(&operator, "HM-1", pictures::obama2()).ok();
        day.pass(7);
        day.finger(&operator, "HM-1").created();
        day.pass(5);
        day.scan(&operator, "OMR-1").created();
        day.bind(&operator, "OMR-1", "HM-1").ok();
        day.pass(2);
        day.close(&operator, "HM-1").created();
        let step = |step: &str, seconds: i64| json!({ "step": step, "medianSeconds": seconds, "p90Seconds": seconds, "count": 1 });
        let expected = json!([
            step("wait", 40),
            step("face", 0),
            step("fingerprint", 7),
            step("sheet", 5),
            step("close", 2),
            step("station", 14),
        ]);
        assert_eq!(pace(&day.head(), "")["steps"], expected);
        assert_eq!(pace(&day.supervisor(), "")["steps"], expected);
        assert_eq!(pace(&day.by(&day.far_supervisor), "")["steps"], json!([]));
        assert_eq!(pace(&day.head(), &format!("?centreId={}", day.there))["steps"], json!([]));
    }
}
