//! Removing what no row names: a write that was followed by no commit.

use std::collections::HashSet;
use std::fs;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use uuid::Uuid;

use super::files::{FileBlobs, blocking};
use super::walk::{Found, Walk};
use super::{BlobError, BlobKey};

/// Files looked up in the database at a time.
const BATCH: usize = 500;

/// What a sweep did, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Files met.
    pub seen: u64,
    /// Files removed, unfinished ones included.
    pub removed: u64,
    /// Files left because they are younger than the cut-off.
    pub kept_young: u64,
    /// Files left because this store did not write them.
    pub foreign: u64,
}

/// Why a sweep stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum SweepError<E> {
    /// The store failed.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// It could not be told which blobs have rows.
    #[error("looking up the rows of blobs: {0}")]
    Lookup(#[source] E),
}

/// Files beyond the cut-off.
#[derive(Default)]
struct Batch {
    blobs: Vec<BlobKey>,
    unfinished: Vec<PathBuf>,
}

impl FileBlobs {
    /// See [`super::Blobs::sweep`].
    pub(super) async fn sweep<F, Fut, E>(
        &self,
        older_than: SystemTime,
        mut is_known: F,
    ) -> Result<SweepReport, SweepError<E>>
    where
        F: FnMut(Vec<BlobKey>) -> Fut,
        Fut: Future<Output = Result<HashSet<Uuid>, E>>,
    {
        let mut report = SweepReport::default();
        let root = self.root().to_owned();
        let mut walk = blocking(move || Ok(Walk::new(&root)?)).await?;
        loop {
            let (rest, batch, so_far) = blocking(move || {
                let batch = next_batch(&mut walk, older_than, &mut report)?;
                Ok((walk, batch, report))
            })
            .await?;
            (walk, report) = (rest, so_far);
            if batch.blobs.is_empty() && batch.unfinished.is_empty() {
                return Ok(report);
            }
            let known = match batch.blobs.is_empty() {
                true => HashSet::new(),
                false => is_known(batch.blobs.clone()).await.map_err(SweepError::Lookup)?,
            };
            let root = self.root().to_owned();
            report.removed += blocking(move || remove(&root, &batch, &known)).await?;
        }
    }
}

/// Goes on until a batch is full; an empty batch is the end.
fn next_batch(walk: &mut Walk, older_than: SystemTime, report: &mut SweepReport) -> Result<Batch, BlobError> {
    let mut batch = Batch::default();
    while batch.blobs.len() + batch.unfinished.len() < BATCH {
        let Some((entry, found)) = walk.next_file()? else {
            break;
        };
        let changed = match entry.metadata().and_then(|facts| facts.modified()) {
            // Deleted, or finished under its real name, since it was listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            changed => changed?,
        };
        report.seen += 1;
        match found {
            Found::Foreign => report.foreign += 1,
            _ if changed >= older_than => report.kept_young += 1,
            Found::Blob(key) => batch.blobs.push(key),
            Found::Unfinished => batch.unfinished.push(entry.path()),
        }
    }
    Ok(batch)
}

fn remove(root: &Path, batch: &Batch, known: &HashSet<Uuid>) -> Result<u64, BlobError> {
    let orphans = batch.blobs.iter().filter(|key| !known.contains(&key.id));
    let orphans = orphans.map(|key| root.join(key.storage_location()));
    let mut removed = 0;
    for path in orphans.chain(batch.unfinished.iter().cloned()) {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => {
                result?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
