//! Bounded pools for work that is slow: hashing of passwords, images. A full one says so.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::VaultError;

/// Blocking work on a few threads, with a bounded queue in front.
#[derive(Clone, Debug)]
pub struct Pool {
    places: Arc<Semaphore>,
    workers: Arc<Semaphore>,
}

impl Pool {
    /// `workers` at a time, and `queue` that wait for them.
    #[must_use]
    pub fn new(workers: usize, queue: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(workers + queue)), workers: Arc::new(Semaphore::new(workers)) }
    }

    /// Runs `work` on a blocking thread, when it is its turn.
    ///
    /// # Errors
    /// [`VaultError::Busy`] when the queue is full; [`VaultError::Broken`] when the work panicked.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, VaultError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| VaultError::Busy)?;
        self.work(place, work).await
    }

    /// As [`Pool::run`], for work that nobody waits for at a station: it waits for a place.
    ///
    /// # Errors
    /// [`VaultError::Broken`] when the work panicked.
    pub async fn run_patiently<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| VaultError::Busy)?;
        self.work(place, work).await
    }

    async fn work<T: Send + 'static>(
        &self,
        place: OwnedSemaphorePermit,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        let worker = Arc::clone(&self.workers).acquire_owned().await.map_err(|_| VaultError::Busy)?;
        // The permits go along: a caller who leaves does not free a worker that is still at it.
        let task = tokio::task::spawn_blocking(move || {
            let _held = (place, worker);
            work()
        });
        task.await.map_err(|error| VaultError::Broken(error.to_string()))
    }
}
