//! What the store's own traffic tells of it: whether writes go through, and since when every connection is another.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

use crate::class::Class;

/// All connections are renewed at most this often: a server that stays read-only is not drowned in logins.
const RENEW: Duration = Duration::from_secs(1);

/// What was seen last.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    down: AtomicBool,
    renewed: Mutex<Option<Instant>>,
}

impl Signs {
    /// An error was met.
    pub(crate) fn met(&self, class: Class, now: Instant) {
        if !matches!(class, Class::Unavailable | Class::Elsewhere) {
            return;
        }
        self.down.store(true, Ordering::Release);
        if class == Class::Elsewhere {
            let mut renewed = self.renewed.lock().unwrap_or_else(PoisonError::into_inner);
            if renewed.is_none_or(|at| now.duration_since(at) >= RENEW) {
                *renewed = Some(now);
            }
        }
    }

    /// A change was committed.
    pub(crate) fn wrote(&self) {
        self.down.store(false, Ordering::Release);
    }

    /// Whether the last that was heard was a fault.
    pub(crate) fn is_down(&self) -> bool {
        self.down.load(Ordering::Acquire)
    }

    /// Whether a connection of this age was made after the server was last seen to be the wrong one.
    pub(crate) fn is_fresh(&self, age: Duration, now: Instant) -> bool {
        let renewed = *self.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        renewed.is_none_or(|at| age <= now.duration_since(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_cannot_write_is_left_by_every_connection_at_most_once_a_second() {
        let (signs, begun) = (Signs::default(), Instant::now());
        let at = |millis| begun + Duration::from_millis(millis);
        let old = Duration::from_secs(9);
        signs.met(Class::Unavailable, at(0));
        assert!(signs.is_down() && signs.is_fresh(old, at(0)));
        signs.met(Class::Elsewhere, at(0));
        signs.met(Class::Elsewhere, at(500));
        assert!(!signs.is_fresh(old, at(500)));
        assert!(signs.is_fresh(Duration::from_millis(400), at(500)));
        signs.met(Class::Elsewhere, at(1100));
        assert!(!signs.is_fresh(Duration::from_millis(400), at(1200)));
    }

    #[test]
    fn a_commit_says_that_it_is_up_and_what_a_rule_refused_says_nothing() {
        let (signs, now) = (Signs::default(), Instant::now());
        signs.met(Class::Unavailable, now);
        signs.wrote();
        for quiet in [Class::Constraint, Class::Conflict, Class::Engine] {
            signs.met(quiet, now);
        }
        assert!(!signs.is_down());
    }
}
