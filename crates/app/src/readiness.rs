//! What was last found out about the readiness of the program, so that nobody can load a store by asking.

use api::health::Health;
use domain::Timestamp;
use tokio::sync::{Mutex, MutexGuard};

/// For how long it is believed.
const BELIEVED_MICROS: i64 = 1_000_000;

/// What was found last; whoever finds out holds it meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Readiness(Mutex<Last>);

/// What was found, and when.
#[derive(Debug, Default)]
pub(crate) struct Last(Option<(Timestamp, Health, bool)>);

impl Readiness {
    pub(crate) async fn last(&self) -> MutexGuard<'_, Last> {
        self.0.lock().await
    }
}

impl Last {
    /// What was found, if that is not long ago.
    pub(crate) fn still_true(&self, now: Timestamp) -> Option<(Health, bool)> {
        let (at, health, up) = self.0.as_ref()?;
        (0..BELIEVED_MICROS).contains(&(now.0 - at.0)).then(|| (health.clone(), *up))
    }

    pub(crate) fn keep(&mut self, now: Timestamp, (health, up): (Health, bool)) {
        self.0 = Some((now, health, up));
    }
}
