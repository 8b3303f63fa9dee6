//! What a write that was followed by no commit has left: found by a walk, and removed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{
    Aged, Met, Unfinished, Walking,
    walk::{Found, Walk},
};
use crate::{Answered, Class, Fault, blocking::blocking};

/// Files that a walk gives at a time.
const BATCH: usize = 500;

/// A walk over the files of a store.
struct Sweep {
    /// Away while it is being walked, and for good if that failed.
    walk: Option<Walk>,
    older_than: SystemTime,
    met: Met,
}

/// Begins a walk.
pub(super) async fn begin(root: PathBuf, older_than: SystemTime) -> Result<Box<dyn Walking>, Fault> {
    let walk = blocking(move || Ok(Walk::new(&root)?)).await?;
    Ok(Box::new(Sweep { walk: Some(walk), older_than, met: Met::default() }))
}

impl Walking for Sweep {
    fn next(&mut self) -> Answered<'_, Option<Aged>> {
        Box::pin(async {
            // An end that is none would be taken for the end.
            let broken = || Fault::new(Class::Unavailable, "an earlier step of the walk failed or was abandoned");
            let mut walk = self.walk.take().ok_or_else(broken)?;
            let (older_than, mut met) = (self.older_than, self.met);
            let (walk, aged, met) = blocking(move || {
                let aged = next_batch(&mut walk, older_than, &mut met)?;
                Ok((walk, aged, met))
            })
            .await?;
            (self.walk, self.met) = (Some(walk), met);
            let is_end = aged.blobs.is_empty() && aged.unfinished.is_empty();
            Ok((!is_end).then_some(aged))
        })
    }

    fn met(&self) -> Met {
        self.met
    }
}

/// Goes on until a batch is full; an empty batch is the end.
fn next_batch(walk: &mut Walk, older_than: SystemTime, met: &mut Met) -> io::Result<Aged> {
    let mut batch = Aged::default();
    while batch.blobs.len() + batch.unfinished.len() < BATCH {
        let Some((entry, found)) = walk.next_file()? else {
            break;
        };
        let changed = match entry.metadata().and_then(|facts| facts.modified()) {
            // Deleted, or finished under its real name, since it was listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            changed => changed?,
        };
        met.seen += 1;
        match found {
            Found::Foreign => met.foreign += 1,
            _ if changed >= older_than => met.young += 1,
            Found::Blob(key) => batch.blobs.push(key),
            Found::Unfinished => batch.unfinished.push(Unfinished::File(entry.path())),
        }
    }
    Ok(batch)
}

/// Removes files; one that is gone already is not counted.
pub(super) fn remove(root: &Path, aged: &Aged) -> Result<u64, Fault> {
    let blobs = aged.blobs.iter().map(|key| root.join(key.storage_location()));
    let mut removed = 0;
    let unfinished = aged.unfinished.iter().filter_map(|unfinished| match unfinished {
        Unfinished::File(path) => Some(path.clone()),
        Unfinished::Upload(_) => None,
    });
    for path in blobs.chain(unfinished) {
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
