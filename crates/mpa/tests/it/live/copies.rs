//! A dashboard that was cut off has, in the end, the figures of one that never left: on both engines,
//! and at another copy of the server.

use serde_json::json;

use super::{
    append, busy,
    figures::{Board, settle, stats},
    socket::Socket,
};
use crate::world::{Day, Store, World};

const MISSED: i64 = 10_000;

/// One stays here, one is cut off and comes back there.
fn cut_off(day: &Day, there: &World) {
    settle(day);
    let begun = stats(&day.head(), &day.exam);
    let (mut stayed, mut left) = (Board::of(&begun), Board::of(&begun));
    let mut staying = Socket::of(&day.head());
    assert_eq!(staying.subscribe(&day.exam, Some(stayed.seq))["type"], "subscribed");
    let mut leaving = Socket::of(&day.head());
    leaving.subscribe(&day.exam, Some(left.seq));
    day.mark(&day.operator(), "HM-1").created();
    left.follow(&mut leaving, begun["seq"].as_i64().unwrap() + 1);
    drop(leaving);

    let last = stayed.seq + 1 + MISSED + 3;
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| stayed.follow(&mut staying, last));
        append(day, day, MISSED / 2, "mark_attendance", busy);
        day.no_finger(&day.operator(), "HM-1").created();
        // The other copy numbers and tells, too.
        append(there, day, MISSED / 2, "mark_attendance", busy);
        there
            .bearing(day.operator().token.unwrap())
            .post("/api/omr/scan", json!({ "examId": day.exam, "barcode": "OMR-1" }))
            .created();
        day.bind(&day.operator(), "OMR-1", "HM-1").ok();
        reading.join().unwrap();
    });
    let head = there.bearing(day.head().token.unwrap());
    let mut back = Socket::of(&head);
    assert_eq!(back.subscribe(&day.exam, Some(left.seq))["type"], "subscribed");
    left.follow(&mut back, last);
    assert_eq!(left, stayed);
    for caller in [&head, &day.head()] {
        assert_eq!(Board::of(&stats(caller, &day.exam)), stayed);
    }
    // Both go on from there.
    day.undo(&day.supervisor(), &day.present("HM-2")).ok();
    left.follow(&mut back, last + 2);
    stayed.follow(&mut staying, last + 2);
    assert_eq!(left, stayed);
    assert_eq!(Board::of(&stats(&head, &day.exam)), stayed);
}

#[test]
fn one_that_was_cut_off_has_the_figures_of_one_that_never_left() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        cut_off(&day, &day);
    }
}

#[test]
fn and_so_it_has_at_another_copy_of_the_server() {
    let day = Day::begin(Store::Postgres);
    let copy = day.copy();
    cut_off(&day, &copy);
    drop(copy);
    day.mark(&day.operator(), "HM-5").created();
}
