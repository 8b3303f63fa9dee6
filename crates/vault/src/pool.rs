//! Bounded pools for work that is slow: hashing of passwords, images. A full one answers `BUSY`.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Error;

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
    /// 503 `BUSY` when the queue is full; 500 when the work panicked.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::busy())?;
        self.work(place, work).await
    }

    /// As [`Pool::run`], for work that nobody waits for at a station: it waits for a place.
    ///
    /// # Errors
    /// 500 when the work panicked.
    pub async fn run_patiently<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Error::busy())?;
        self.work(place, work).await
    }

    async fn work<T: Send + 'static>(
        &self,
        place: OwnedSemaphorePermit,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let worker = Arc::clone(&self.workers).acquire_owned().await.map_err(|_| Error::busy())?;
        // The permits go along: a caller who leaves does not free a worker that is still at it.
        let task = tokio::task::spawn_blocking(move || {
            let _held = (place, worker);
            work()
        });
        task.await.map_err(|error| Error::internal(&error))
    }
}

/// How many large bodies are in memory at a time.
#[derive(Clone, Debug)]
pub struct Uploads(Arc<Semaphore>);

impl Uploads {
    /// At most `places` at a time.
    #[must_use]
    pub fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// Takes a place, waiting five seconds for one.
    ///
    /// # Errors
    /// 503 `BUSY`.
    pub async fn take(&self) -> Result<OwnedSemaphorePermit, Error> {
        self.take_many(1).await
    }

    /// As [`Uploads::take`], for a body that counts as several.
    ///
    /// # Errors
    /// 503 `BUSY`.
    pub async fn take_many(&self, places: u32) -> Result<OwnedSemaphorePermit, Error> {
        let place = Arc::clone(&self.0).acquire_many_owned(places);
        match tokio::time::timeout(Duration::from_secs(5), place).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Error::busy()),
        }
    }
}
