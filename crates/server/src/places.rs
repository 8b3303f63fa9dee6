//! How many large bodies are in memory at a time.

use std::{sync::Arc, time::Duration};

use app::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Seconds that a request waits for a place.
pub(crate) const PLACE_SECONDS: u64 = 5;

/// Places for large bodies.
#[derive(Clone, Debug)]
pub(crate) struct Places(Arc<Semaphore>);

impl Places {
    /// At most `places` at a time.
    pub(crate) fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// Takes so many places, waiting five seconds for them.
    ///
    /// # Errors
    /// [`Error::Busy`].
    pub(crate) async fn take(&self, places: u32) -> Result<OwnedSemaphorePermit, Error> {
        let place = Arc::clone(&self.0).acquire_many_owned(places);
        match tokio::time::timeout(Duration::from_secs(PLACE_SECONDS), place).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Error::busy()),
        }
    }
}
