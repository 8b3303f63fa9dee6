//! Alerts: raised, listed, reviewed, and told to others.

mod duplicates;
mod every_type;
mod notices;
mod review;

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::world::{Caller, Day, count};

/// All alerts that somebody finds at `path`, the newest first.
#[track_caller]
pub(crate) fn listed(who: &Caller<'_>, path: &str) -> Vec<Value> {
    who.get(path).ok()["items"].as_array().unwrap().clone()
}

/// The alerts of a type, as head office reads them.
#[track_caller]
pub(crate) fn of_type(day: &Day, kind: &str) -> Vec<Value> {
    listed(&day.head(), &format!("/api/alerts/{}?type={kind}", day.exam))
}

/// Waits for what is done in the background.
#[track_caller]
#[allow(clippy::disallowed_methods)] // how long to wait for a thread, not what time it is
pub(crate) fn until(what: &str, mut is: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it did not come to this: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Waits until every face that was to be searched has been.
#[track_caller]
pub(crate) fn searched(day: &Day) {
    until("no face waits to be searched", || count(day, "face_search") == 0);
}

/// What /metrics says of one value.
pub(crate) fn metric(day: &Day, name: &str) -> Option<f64> {
    let text = String::from_utf8(day.anyone().get("/metrics").bytes).unwrap();
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}
