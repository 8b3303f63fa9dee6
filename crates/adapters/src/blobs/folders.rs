//! The folders above the blobs, made once and safely on the disk.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::durable;

/// Kinds of exams whose folders are remembered as being safely on the disk;
/// beyond that, start over.
const MAX_REMEMBERED: usize = 4_096;

/// Folders of a kind whose names, and those of the folders in them, this
/// process has fsynced all the way up.
#[derive(Default)]
pub(super) struct Folders(Mutex<HashSet<PathBuf>>);

impl Folders {
    /// Makes the folders between `root` and the blob at `path`, and sees that their names are
    /// on the disk. One that exists may be another writer's, not yet fsynced:
    /// hence every folder is fsynced once by each process. All 256 of a kind
    /// together, so that one put of that kind pays for them and no other.
    pub(super) fn make(&self, root: &Path, path: &Path) -> io::Result<()> {
        let kind = durable::parent(durable::parent(path));
        let remembered = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered().contains(kind) {
            return Ok(());
        }
        let mut above = root.to_owned();
        for name in kind.strip_prefix(root).unwrap_or(kind) {
            let inner = above.join(name);
            durable::create_private_folder(&inner)?;
            durable::sync_folder(&above)?;
            above = inner;
        }
        for last_digits in 0..=u8::MAX {
            durable::create_private_folder(&kind.join(format!("{last_digits:02x}")))?;
        }
        durable::sync_folder(kind)?;
        let mut remembered = remembered();
        if remembered.len() >= MAX_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(kind.to_owned());
        Ok(())
    }
}
