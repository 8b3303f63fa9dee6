//! How often a call of a station goes to PostgreSQL and back: six times at most, counted between the driver and the server.
//! They are: who calls, with the first answer of the Idempotency-Key; the begin; the candidate, held; what else there is;
//! the change, its entry and the answer that is kept; the commit.

use std::time::Duration;

use serde_json::json;

use crate::world::{Answer, Day, Store, pictures, trips};

/// The most ways of a call.
const MOST: u64 = 6;

/// Waits until nothing goes there any more: what was rolled back is told a moment after the answer.
fn still() -> u64 {
    let (mut made, mut looks) = (trips(), 0);
    while looks < 10 {
        std::thread::sleep(Duration::from_millis(10)); // the server is at work
        looks = if trips() == made { looks + 1 } else { 0 };
        made = trips();
    }
    made
}

/// The ways that a call makes, whatever it answers.
fn ways(call: impl FnOnce() -> Answer) -> (u64, Answer) {
    let before = still();
    let answer = call();
    (still() - before, answer)
}

#[test]
fn a_call_of_a_station_goes_to_postgres_six_times_at_most() {
    let day = Day::begin(Store::Counted);
    day.enrol("HM-1", pictures::obama()).created();
    day.enrol("HM-2", pictures::obama()).created();
    let (operator, supervisor) = (day.operator(), day.supervisor());
    let mut seen = Vec::new();
    let mut count = |name: &'static str, call: &dyn Fn(&str) -> Answer| {
        // Twice: the first prepares what it asks on the one connection, which is a way of its own for each statement.
        let (made, _) = [0, 1].map(|again| ways(|| call(&format!("{name} {again}")))).into_iter().last().unwrap();
        seen.push((name, made));
    };
    let pair = |key: &str, first: &'static str, second: &'static str| if key.ends_with('0') { first } else { second };
    let by = |key: &str| operator.once(key);
    let lead = |key: &str| supervisor.once(key);
    count("attendance", &|key| must(day.mark(&by(key), pair(key, "HM-1", "HM-2")), 201));
    count("fingerprint", &|key| must(day.finger(&by(key), pair(key, "HM-1", "HM-2")), 201));
    count("OMR scan", &|key| must(day.scan(&by(key), pair(key, "S-1", "S-2")), 201));
    count("OMR bind", &|key| must(day.bind(&by(key), pair(key, "S-1", "S-2"), pair(key, "HM-1", "HM-2")), 200));
    // One picture proves one candidate.
    for (roll, number) in [("HM-1", 1), ("HM-2", 2)] {
        let verified = day.verify(&operator, roll, &pictures::touched(pictures::obama2(), number)).ok();
        assert_eq!(verified["verified"], true);
    }
    count("close", &|key| must(day.close(&by(key), pair(key, "HM-1", "HM-2")), 201));

    // By others, without pictures and with more of them, and by decision.
    count("attendance by a supervisor", &|key| must(day.mark(&lead(key), pair(key, "HM-3", "HM-4")), 201));
    count("fingerprint exception", &|key| must(day.no_finger(&lead(key), pair(key, "HM-3", "HM-4")), 201));
    count("OMR scan by a supervisor", &|key| must(day.scan(&lead(key), pair(key, "S-3", "S-4")), 201));
    let sheet = |key: &str| pictures::sheet(pair(key, "S-5", "S-6"));
    count("OMR scan with a picture", &|key| must(day.scan_image(&by(key), pair(key, "S-5", "S-6"), &sheet(key)), 201));
    count("OMR bind by a supervisor", &|key| {
        must(day.bind(&lead(key), pair(key, "S-3", "S-4"), pair(key, "HM-3", "HM-4")), 200)
    });
    let decision = json!({ "reason": "the passport shows the same person", "noAttemptReason": "no photograph" });
    count("close by decision", &|key| {
        must(day.override_close(&lead(key), pair(key, "HM-3", "HM-4"), decision.clone()), 201)
    });
    let over: Vec<_> = seen.iter().filter(|(_, made)| *made > MOST || *made == 0).collect();
    assert!(over.is_empty(), "{seen:?}");
}

#[track_caller]
fn must(answer: Answer, status: u16) -> Answer {
    assert_eq!(answer.status, status, "{answer:?}");
    answer
}
