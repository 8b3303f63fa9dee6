//! The one place where time, ids and randomness come from.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use adapters::{Entropy, OsEntropy};
use domain::Timestamp;
use uuid::Uuid;

/// What time it is.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that a test moves; microseconds since the epoch.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// Now.
    #[must_use]
    #[allow(clippy::disallowed_methods)] // here time comes in
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp(jiff::Timestamp::now().as_microsecond()),
            Self::Set(micros) => Timestamp(micros.load(Ordering::Acquire)),
        }
    }
}

/// Fresh ids: UUID version 7, RFC 9562, with a 42-bit counter (its method 1), so that ids of one
/// moment are in the order in which they were asked for.
///
/// An own generator: `uuid`'s `ContextV7` draws its randomness itself and keeps the time of the last id when the
/// clock is behind it, while here randomness is given and an id bears the moment that it was asked for, also one that
/// a test has set.
#[derive(Clone)]
pub struct Ids {
    entropy: Arc<dyn Entropy>,
    counter: Arc<AtomicU64>,
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids")
    }
}

impl Default for Ids {
    fn default() -> Self {
        Self::new(Arc::new(OsEntropy))
    }
}

impl Ids {
    /// Ids out of this randomness; the counter begins anywhere, so that two copies do not meet.
    #[must_use]
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        let ids = Self { entropy, counter: Arc::default() };
        let mut start = [0; 8];
        ids.fill(&mut start);
        ids.counter.store(u64::from_be_bytes(start) >> 23, Ordering::Release);
        ids
    }

    /// A new id of this moment.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Uuid {
        let count = self.counter.fetch_add(1, Ordering::AcqRel);
        let mut rest = [0; 10];
        // 12 bits beside the version, 30 beside the variant, 32 that nobody can tell.
        let [_, _, _, _, _, _, a, b] = (count >> 30 & 0xfff).to_be_bytes();
        let [_, _, _, _, c, d, e, f] = (count & 0x3fff_ffff).to_be_bytes();
        rest[..6].copy_from_slice(&[a, b, c, d, e, f]);
        self.fill(&mut rest[6..]);
        let millis = u64::try_from(now.0 / 1000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
    }

    /// Random bytes.
    pub fn fill(&self, buffer: &mut [u8]) {
        // An operating system without randomness is one on which nothing secret may go on.
        if let Err(error) = self.entropy.fill(buffer) {
            tracing::error!(%error, "no randomness");
            std::process::abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_are_in_order_and_of_version_7() {
        let ids = Ids::default();
        let made: Vec<Uuid> = (0..100_000).map(|_| ids.next(Timestamp(1_800_000_000_000_000))).collect();
        assert!(made.is_sorted() && made.iter().all(|id| id.get_version_num() == 7));
        let later = ids.next(Timestamp(1_800_000_000_001_000));
        assert!(made.iter().all(|id| *id < later));
    }
}
