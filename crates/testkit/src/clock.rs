//! A clock that stands still until a test moves it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A settable clock; its clones show the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that shows `micros`, microseconds since 1970 UTC.
    #[must_use]
    pub fn at(micros: i64) -> Self {
        Self(Arc::new(AtomicI64::new(micros)))
    }

    /// The time shown, in microseconds since 1970 UTC.
    #[must_use]
    pub fn now_micros(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }

    /// Sets the clock, backwards if need be.
    pub fn set(&self, micros: i64) {
        self.0.store(micros, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_move_together() {
        let clock = TestClock::at(5);
        let other = clock.clone();
        clock.advance(Duration::from_millis(2));
        assert_eq!(other.now_micros(), 2_005);
        other.set(-1);
        assert_eq!(clock.now_micros(), -1);
    }
}
