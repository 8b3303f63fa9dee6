//! Packages: how many are built and sent at a time.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use domain::{DownloadId, UserId};
use tokio::sync::{Notify, Semaphore};
use vault::Shares;

/// Packages built at a time.
pub const PACKAGE_BUILDS: usize = 2;
/// Packages being built or waiting for it; one more is begun when it is fetched.
pub const PACKAGES_WAITING: usize = 256;
/// Packages sent at a time; one more is 503 `BUSY`.
pub const PACKAGES_SENT: usize = 1024;
/// Of them, those of one account.
pub const PACKAGES_OF_ACCOUNT: usize = 4;

/// What goes on with packages in this process.
#[derive(Debug)]
pub struct Packages {
    /// Building takes one of these.
    pub builds: Semaphore,
    /// Sending takes one of these.
    pub sent: Shares<UserId>,
    /// Told after each build.
    pub news: Notify,
    waiting: Mutex<HashSet<DownloadId>>,
}

impl Default for Packages {
    fn default() -> Self {
        Self {
            builds: Semaphore::new(PACKAGE_BUILDS),
            sent: Shares::new(PACKAGES_SENT, PACKAGES_OF_ACCOUNT),
            news: Notify::new(),
            waiting: Mutex::default(),
        }
    }
}

impl Packages {
    /// Enters a package that is to be built; false when it is entered already, or too many are.
    pub fn enter(&self, id: DownloadId) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.len() < PACKAGES_WAITING && waiting.insert(id)
    }

    /// Whether this process is building it, or will.
    pub fn holds(&self, id: DownloadId) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }

    /// Strikes it off, and tells those who wait for it.
    pub fn leave(&self, id: DownloadId) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        self.news.notify_waiters();
    }
}
