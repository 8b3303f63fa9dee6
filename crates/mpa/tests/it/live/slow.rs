//! Clients that do not keep up.

#![allow(clippy::disallowed_methods, reason = "how long to wait for a thread, not what time it is")]

use std::time::{Duration, Instant};

use serde_json::json;
use server::Pace;

use super::{
    append,
    figures::{Board, settle, stats},
    socket::Socket,
};
use crate::world::{Day, Store};

/// Until so many clients are there.
fn watching(day: &Day, clients: i64) {
    let until = Instant::now() + Duration::from_secs(20);
    while day.app.metrics().watching.get() != clients {
        assert!(Instant::now() < until, "{} clients, not {clients}", day.app.metrics().watching.get());
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_slow_client_is_cut_off_and_nobody_waits_for_it() {
    let day = Day::begin(Store::Sqlite);
    day.meddled(); // the entries below tell of sheets that nobody scanned
    settle(&day);
    let mut fast = Socket::watching(&day.head(), &day.exam);
    let begun = stats(&day.head(), &day.exam);
    let mut board = Board::of(&begun);
    day.app.state.set_pace(Pace { send: Duration::from_millis(300), ..Pace::default() });
    let mut slow = Socket::watching(&day.head(), &day.exam);
    watching(&day, 2);
    // More than the buffers of a connection hold.
    let words = "x".repeat(8 * 1024);
    let last = board.seq + 4000;
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| board.follow(&mut fast, last));
        append(&day, &day, 4000, "scan_sheet", |_| json!({ "barcode": "A", "barcodeRead": words }));
        reading.join().unwrap();
    });
    assert_eq!(board.seq, last);
    watching(&day, 1);
    slow.closed();
    fast.quiet();
}

#[test]
fn a_silent_client_is_cut_off() {
    let day = Day::begin(Store::Sqlite);
    let mut lively = Socket::watching(&day.head(), &day.exam);
    let pace = Pace { ping: Duration::from_millis(80), silent: Duration::from_millis(400), ..Pace::default() };
    day.app.state.set_pace(pace);
    // It answers no ping.
    let silent = Socket::watching(&day.head(), &day.exam);
    assert_eq!(silent.deaf(), 4408);
    watching(&day, 1);
    // One that answers pings stays.
    let mut answering = Socket::watching(&day.head(), &day.exam);
    assert_eq!(answering.within(Duration::from_secs(1)), super::socket::Came::Nothing);
    answering.quiet();
    lively.quiet();
}
