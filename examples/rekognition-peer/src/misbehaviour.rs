//! What the peer does wrong, on demand.

use std::{collections::HashMap, time::Duration};

use serde_json::Value;

use crate::answers::Refused;

/// What it does to the next requests.
#[derive(Debug, Default)]
pub(crate) struct Misbehaviour {
    counts: HashMap<&'static str, u64>,
    cut: HashMap<String, u64>,
    silent_until: Option<tokio::time::Instant>,
    delay: Duration,
}

/// How a request is treated.
#[derive(Debug, Default)]
pub(crate) struct Treatment {
    /// Waited before anything is done.
    pub delay: Duration,
    /// Nothing is said, and nothing done, for so long; then the line is cut.
    pub silence: Option<Duration>,
    /// Refused at the door.
    pub refused: Option<Refused>,
    /// What was asked for is done, and the line is cut before the answer.
    pub cut: bool,
}

/// The refusals that can be ordered, with status and code.
const REFUSALS: &[(&str, u16, &str)] = &[
    ("throttle", 400, "ThrottlingException"),
    ("overload", 400, "ProvisionedThroughputExceededException"),
    ("expired", 400, "ExpiredTokenException"),
    ("denied", 400, "AccessDeniedException"),
    ("fail", 500, "InternalServerError"),
];

impl Misbehaviour {
    /// Takes an order: what it names is set anew, all else stays.
    pub(crate) fn order(&mut self, order: &Value) {
        for (name, _, _) in REFUSALS {
            if let Some(times) = order[*name].as_u64() {
                self.counts.insert(*name, times);
            }
        }
        if let Some(seconds) = order["silence"].as_f64() {
            self.silent_until = Some(tokio::time::Instant::now() + Duration::from_secs_f64(seconds.max(0.0)));
        }
        if let Some(delay) = order["delayMs"].as_u64() {
            self.delay = Duration::from_millis(delay);
        }
        if let Some(cut) = order["cut"].as_object() {
            self.cut.extend(cut.iter().map(|(operation, times)| (operation.clone(), times.as_u64().unwrap_or(0))));
        }
    }

    /// What is done to a request of an operation; an order that is a count is used up by it.
    pub(crate) fn of(&mut self, operation: &str) -> Treatment {
        let silence = self.silent_until.map(|until| until.saturating_duration_since(tokio::time::Instant::now()));
        let mut treatment = Treatment { delay: self.delay, ..Treatment::default() };
        if let Some(silence) = silence.filter(|silence| !silence.is_zero()) {
            treatment.silence = Some(silence);
            return treatment;
        }
        for (name, status, code) in REFUSALS {
            if let Some(left) = self.counts.get_mut(name).filter(|left| **left > 0) {
                *left -= 1;
                treatment.refused = Some(Refused { status: *status, code, message: "as ordered".to_owned() });
                return treatment;
            }
        }
        if let Some(left) = self.cut.get_mut(operation).filter(|left| **left > 0) {
            *left -= 1;
            treatment.cut = true;
        }
        treatment
    }
}
