//! So many calls a second. Those that somebody waits for go before those that nobody does.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

/// How long somebody who stands at a station waits for their turn; then they are told to come again.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often background work looks whether it is its turn.
const LOOK: Duration = Duration::from_millis(20);

/// A bucket of tokens that holds one: calls are as far apart as the rate says.
#[derive(Debug)]
pub(crate) struct Rate {
    apart: Duration,
    next: Mutex<Option<Instant>>,
    standing: AtomicUsize,
}

/// One who stands and waits, for as long as this lives.
struct Standing<'a>(&'a AtomicUsize);

impl Drop for Standing<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Rate {
    /// At most `calls` a second, one at least.
    pub(crate) fn of(calls: u32) -> Self {
        let apart = Duration::from_secs(1) / calls.max(1);
        Self { apart, next: Mutex::default(), standing: AtomicUsize::new(0) }
    }

    /// Takes the next turn when it comes within `longest`: how long until then.
    fn take(&self, longest: Duration) -> Option<Duration> {
        let now = Instant::now();
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.unwrap_or(now).max(now);
        let wait = turn - now;
        if wait > longest {
            return None;
        }
        *next = Some(turn + self.apart);
        Some(wait)
    }

    /// Waits for a turn that somebody stands for; false when there is none soon.
    pub(crate) async fn standing(&self) -> bool {
        let Some(wait) = self.take(PATIENCE) else { return false };
        self.standing.fetch_add(1, Ordering::Relaxed);
        let _waits = Standing(&self.standing);
        tokio::time::sleep(wait).await;
        true
    }

    /// Waits for a turn that nobody stands for, however long, as long as others do.
    pub(crate) async fn patient(&self) {
        loop {
            if self.standing.load(Ordering::Relaxed) == 0 && self.take(Duration::ZERO).is_some() {
                return;
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_as_far_apart_as_the_rate_says_and_not_promised_for_ever() {
        let rate = Rate::of(5);
        assert_eq!(rate.take(PATIENCE), Some(Duration::ZERO));
        assert!(rate.take(Duration::ZERO).is_none(), "the next is a fifth of a second away");
        let waits: Vec<Duration> = std::iter::from_fn(|| rate.take(PATIENCE)).take(100).collect();
        assert!((14..=15).contains(&waits.len()), "{waits:?}");
    }
}
