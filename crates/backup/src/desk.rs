//! What a backup or a restore works on, and how far it is.

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use adapters::{Blobs, Entropy, Keys};
use store::Db;
use tokio_util::sync::CancellationToken;

/// What a backup is made of, or restored into.
#[derive(Clone)]
pub struct Desk {
    /// The store.
    pub db: Db,
    /// Its provider of keys.
    pub keys: Keys,
    /// Its encrypted files.
    pub blobs: Blobs,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Where lists of files lie meanwhile.
    pub scratch: PathBuf,
    /// How far it is.
    pub progress: Arc<Progress>,
    /// Ends it.
    pub stop: CancellationToken,
}

impl Desk {
    /// Whether it is to go on.
    pub(crate) fn goes_on(&self) -> io::Result<()> {
        if self.stop.is_cancelled() { Err(io::Error::other("it was stopped")) } else { Ok(()) }
    }
}

/// How far a backup or a restore is.
#[derive(Debug, Default)]
pub struct Progress {
    rows: AtomicU64,
    files: AtomicU64,
    checked: AtomicU64,
}

impl Progress {
    pub(crate) fn row(&self) {
        self.rows.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn file(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn checked(&self, bytes: u64) {
        self.checked.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl std::fmt::Display for Progress {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        write!(out, "{} rows, {} files", get(&self.rows), get(&self.files))?;
        match get(&self.checked) >> 20 {
            0 => Ok(()),
            checked => write!(out, ", {checked} MiB checked"),
        }
    }
}
