//! The one place where time, ids and randomness come from.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
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

/// Fresh ids: UUID version 7, RFC 9562.
#[derive(Clone)]
pub struct Ids(pub Arc<dyn Entropy>);

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids")
    }
}

impl Default for Ids {
    fn default() -> Self {
        Self(Arc::new(OsEntropy))
    }
}

impl Ids {
    /// A new id of this moment.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.0 / 1000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Random bytes.
    pub fn fill(&self, buffer: &mut [u8]) {
        // An operating system without randomness is one on which nothing secret may go on.
        if let Err(error) = self.0.fill(buffer) {
            tracing::error!(%error, "no randomness");
            std::process::abort();
        }
    }
}
