//! Every message of `/api/ws`.

use std::time::Duration;

use serde_json::json;
use server::Pace;

use super::{
    figures::{settle, stats},
    socket::Socket,
};
use crate::world::{Day, Store, text};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

#[test]
fn the_messages_are_those_of_the_contract() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        settle(&day);
        let seq = stats(&day.head(), &day.exam)["seq"].as_i64().unwrap();
        let mut socket = Socket::of(&day.head());
        let answer = socket.subscribe(&day.exam, None);
        assert_eq!(answer, json!({ "type": "subscribed", "examId": day.exam, "seq": seq }));
        socket.quiet();

        let marked = text(&day.mark(&day.operator(), "HM-1").created()["id"]);
        let expected = json!({
            "type": "update", "examId": day.exam, "seq": seq + 1, "timestamp": day.at(0),
            "data": { "event": "attendance_update", "data": {
                "action": "mark_attendance", "status": "completed", "was": null, "attendanceId": marked,
                "candidateId": day.id("HM-1"), "candidateStatus": "attendance_completed", "centreId": day.here,
                "slotId": day.slots["HM"], "operatorId": day.operator.id,
                "counts": { "slots": { &day.slots["HM"]: { "present": 1 } } } } },
        });
        assert_eq!(socket.next(), expected);
        // What was refused is no update; the alert that it raises is one.
        day.no_finger(&day.operator(), "HM-2").refused(403, "ATTENDANCE_REQUIRED");
        let (number, event, data) = socket.update();
        assert_eq!((number, event.as_str()), (seq + 2, "alert"));
        assert!(data["kind"] == "workflow_violation" && data["severity"] == "medium" && data["alertId"].is_string());
        assert_eq!(data["counts"], json!({ "alertsOpen": 1 }));
        day.no_finger(&day.operator(), "HM-1").created();
        let (number, event, data) = socket.update();
        assert_eq!((number, event.as_str(), &data["exception"]), (seq + 3, "biometric_update", &json!(true)));
        day.head().patch(format!("/api/slots/{}", day.slots["TN"]), json!({ "status": "completed" })).ok();
        let (number, event, data) = socket.update();
        assert_eq!((number, event.as_str(), &data["to"]), (seq + 4, "status_change", &json!("completed")));

        // What was missed, from its place on; nothing was, at the last.
        assert_eq!(socket.subscribe(&day.exam, Some(seq))["seq"], seq + 4);
        assert_eq!((1..=4).map(|_| socket.update().0).collect::<Vec<_>>(), [seq + 1, seq + 2, seq + 3, seq + 4]);
        assert_eq!(socket.subscribe(&day.exam, Some(seq + 4))["type"], "subscribed");
        // From the very first.
        assert_eq!(socket.subscribe(&day.exam, Some(0))["type"], "subscribed");
        assert_eq!((1..=seq + 4).map(|_| socket.update().0).collect::<Vec<_>>(), (1..=seq + 4).collect::<Vec<_>>());
        // From a place that is not yet, and from one that is no more.
        let reset = json!({ "type": "reset", "examId": day.exam, "seq": seq + 4 });
        assert_eq!(socket.subscribe(&day.exam, Some(seq + 5)), reset);
        crate::world::runtime().block_on(async {
            let mut tx = day.app.db.begin().await.unwrap();
            store::live::purge(&mut tx, 2).await.unwrap();
            tx.commit().await.unwrap();
        });
        assert_eq!(socket.subscribe(&day.exam, Some(seq + 1)), reset);
        assert_eq!(socket.subscribe(&day.exam, Some(seq + 2))["type"], "subscribed");
        assert_eq!((socket.update().0, socket.update().0), (seq + 3, seq + 4));
        day.skip(&day.operator(), "HM-2").created();
        assert_eq!(socket.update().0, seq + 5);

        socket.say(json!({ "type": "unsubscribe", "examId": day.exam }));
        day.mark(&day.operator(), "HM-3").created();
        settle(&day);
        socket.quiet();
    }
}

#[test]
fn what_makes_no_sense_is_told_and_ends_the_connection_at_last() {
    let day = Day::begin(Store::Sqlite);
    let mut socket = Socket::of(&day.head());
    let refused = socket.subscribe(NOBODY, None);
    assert_eq!(
        (&refused["type"], &refused["examId"], &refused["code"]),
        (&json!("error"), &json!(NOBODY), &json!("EXAM_NOT_FOUND"))
    );
    for text in ["", "7", "{}", r#"{"type":"brew"}"#, r#"{"type":"subscribe"}"#, r#"{"type":"subscribe","examId":"1"}"#]
    {
        socket.text(text);
        let error = socket.next();
        assert_eq!((&error["type"], &error["code"]), (&json!("error"), &json!("VALIDATION")), "{text}");
    }
    assert_eq!(socket.subscribe(&day.exam, Some(-1))["code"], "VALIDATION");
    socket.say(json!({ "type": "auth", "token": day.head().token.unwrap() }));
    assert_eq!(socket.next()["code"], "VALIDATION");
    socket.binary(&[7]);
    assert_eq!(socket.next()["code"], "VALIDATION");
    socket.quiet();
    socket.text("x");
    socket.text("x");
    assert_eq!(socket.closed(), 4400);
    // More than a message may be.
    let mut socket = Socket::of(&day.head());
    socket.text(&"x".repeat(9 * 1024));
    socket.closed();
}

#[test]
fn whoever_does_not_say_who_they_are_is_shut_out() {
    let day = Day::begin(Store::Sqlite);
    let (token, exam) = (day.head().token.unwrap(), &day.exam);
    for first in
        [json!({ "type": "auth", "token": "e30.e30.e30" }), json!({ "type": "subscribe", "examId": exam }), json!(7)]
    {
        let mut socket = Socket::open(&day);
        socket.say(first);
        assert_eq!(socket.closed(), 4401);
    }
    // An access token that is over; one that is not keeps the socket beyond its time.
    let mut early = Socket::watching(&day.head(), exam);
    day.pass(16 * 60);
    let mut late = Socket::open(&day);
    late.say(json!({ "type": "auth", "token": token }));
    assert_eq!(late.closed(), 4401);
    early.quiet();
    day.app.state.set_pace(Pace { auth: Duration::from_millis(100), ..Pace::default() });
    assert_eq!(Socket::open(&day).closed(), 4401);
}

#[test]
fn the_handshake_is_one_and_the_longest_silent_stranger_makes_room() {
    let day = Day::begin(Store::Sqlite);
    day.anyone().get("/api/ws").refused(400, "VALIDATION");
    day.app.state.set_pace(Pace { auth: Duration::from_secs(60), ..Pace::default() });
    let mut strangers: Vec<Socket> = (0..app::live::LIVE_STRANGERS_OF_NETWORK).map(|_| Socket::open(&day)).collect();
    let mut late = Socket::watching(&day.head(), &day.exam);
    assert_eq!(strangers.remove(0).closed(), 4401);
    late.quiet();
    drop(strangers);
}

#[test]
fn an_account_has_so_many_clients_and_no_more() {
    let day = Day::begin(Store::Sqlite);
    let mut mine: Vec<Socket> =
        (0..app::live::LIVE_OF_ACCOUNT).map(|_| Socket::watching(&day.head(), &day.exam)).collect();
    let mut late = Socket::open(&day);
    late.say(json!({ "type": "auth", "token": day.head().token }));
    assert_eq!(late.closed(), 1013);
    drop(mine.pop());
}
