//! Guesses and floods are slowed down where they come from, and nowhere else.

use std::thread;

use super::{alerts, log_in, pair};
use crate::world::{Day, PASSWORD, Store, World};

#[test]
fn ten_failures_shut_out_one_user_at_one_address_for_five_minutes() {
    let day = Day::begin(Store::Sqlite);
    let (bad, good) = (day.anyone().from("203.0.113.7"), day.anyone().from("203.0.113.8"));
    for _ in 0..9 {
        log_in(&bad, "operator", "guess").refused(401, "INVALID_CREDENTIALS");
    }
    for _ in 0..3 {
        pair(log_in(&bad, "operator", PASSWORD)); // a success does not count
    }
    log_in(&bad, "Operator", "guess").refused(401, "INVALID_CREDENTIALS"); // in any case of its name
    let refused = log_in(&bad, "operator", PASSWORD);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    refused.refused(429, "RATE_LIMITED");
    pair(log_in(&good, "operator", PASSWORD));
    pair(log_in(&bad, "colleague", PASSWORD));
    assert_eq!(alerts(&day, "login_abuse"), 1);
    day.pass(301);
    pair(log_in(&bad, "operator", PASSWORD));
}

#[test]
fn parallel_guesses_cannot_exceed_the_limit() {
    let day = Day::begin(Store::Sqlite);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let bad = day.anyone().from("203.0.113.7");
        let calls: Vec<_> = (0..24)
            .map(|_| (bad.clone(), scope))
            .map(|(bad, scope)| scope.spawn(move || log_in(&bad, "operator", "guess").status))
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 10, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 14, "{statuses:?}");
}

#[test]
fn a_hundred_failures_shut_out_an_address() {
    let world = World::start(Store::Sqlite);
    let bad = world.anyone().from("203.0.113.7");
    thread::scope(|scope| {
        for hand in 0..4 {
            let bad = bad.clone();
            scope.spawn(move || {
                (0..25).for_each(|n| {
                    drop(log_in(&bad, &format!("user{hand}-{n}"), "guess").refused(401, "INVALID_CREDENTIALS"))
                })
            });
        }
    });
    log_in(&bad, "somebody.else", "guess").refused(429, "RATE_LIMITED");
    log_in(&world.anyone().from("203.0.113.8"), "somebody.else", "guess").refused(401, "INVALID_CREDENTIALS");
}

#[test]
fn too_many_requests_of_one_address_are_told_to_wait() {
    let world = World::with(Store::Sqlite, |options| options.rate_limit = Some(3));
    let bad = world.anyone().from("203.0.113.7");
    let statuses: Vec<u16> = (0..8).map(|_| bad.get("/api/exams").status).collect();
    assert!(statuses.contains(&429), "{statuses:?}");
    world.anyone().from("203.0.113.8").get("/api/exams").refused(401, "UNAUTHENTICATED");
    for _ in 0..8 {
        assert_eq!(bad.get("/health/live").status, 200);
    }
}
