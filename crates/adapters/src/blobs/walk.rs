//! Listing the files of the store without ever holding the whole list.

use std::fs::{self, DirEntry, ReadDir};
use std::io;
use std::path::{Path, PathBuf};

use super::BlobKey;
use super::names::{TOP, is_temp_name};

/// Folders above a blob: all, exam, kind, last digits.
const DEPTH: usize = 4;

/// Something found in the store.
pub(super) enum Found {
    /// A finished blob.
    Blob(BlobKey),
    /// What a write that was cut short has left.
    Unfinished,
    /// Not ours: never touched.
    Foreign,
}

/// A walk over all files, one open folder a level.
pub(super) struct Walk {
    root: PathBuf,
    open: Vec<ReadDir>,
}

impl Walk {
    pub(super) fn new(root: &Path) -> io::Result<Self> {
        Ok(Self { root: root.to_owned(), open: vec![fs::read_dir(root.join(TOP))?] })
    }

    /// The next file; `None` at the end.
    pub(super) fn next_file(&mut self) -> io::Result<Option<(DirEntry, Found)>> {
        while let Some(folder) = self.open.last_mut() {
            let Some(entry) = folder.next() else {
                self.open.pop();
                continue;
            };
            let entry = entry?;
            if entry.file_type()?.is_dir() && self.open.len() < DEPTH {
                self.open.push(fs::read_dir(entry.path())?);
                continue;
            }
            let found = self.classify(&entry)?;
            return Ok(Some((entry, found)));
        }
        Ok(None)
    }

    fn classify(&self, entry: &DirEntry) -> io::Result<Found> {
        let path = entry.path();
        let location = path.strip_prefix(&self.root).unwrap_or(&path);
        if !entry.file_type()?.is_file() {
            return Ok(Found::Foreign);
        }
        if let Some(key) = BlobKey::at(location) {
            return Ok(Found::Blob(key));
        }
        let name = entry.file_name();
        let unfinished = name.to_str().is_some_and(is_temp_name);
        Ok(match unfinished && self.open.len() == DEPTH {
            true => Found::Unfinished,
            false => Found::Foreign,
        })
    }
}
