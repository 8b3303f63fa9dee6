//! Stores of plain bytes: what is put under a name stays as it is until it is deleted, and is whole and on the disk
//! before [`BlobStore::put`] returns. Whoever stores something personal encrypts it before.

mod files;
mod folders;
mod key;
mod names;
pub(crate) mod objects;
mod parts;
mod s3;
mod s3_walk;
mod sweep;
mod walk;

use std::{io::Read, ops::Range, path::PathBuf, sync::Arc, time::SystemTime};

pub use files::FileBlobs;
pub use key::{BlobKey, BlobKind};
pub use s3::S3Blobs;
use uuid::Uuid;

use crate::Answered;

/// Where bytes come from: read on a thread that may block.
pub type Source = Box<dyn Read + Send>;

/// The blob store in use.
pub type Blobs = Arc<dyn BlobStore>;

/// A range of a blob, to be read.
pub struct Opened {
    /// Bytes of the whole blob.
    pub len: u64,
    /// The bytes of the range, fewer where the blob ends before: read them on a thread that may block. A fault on the
    /// way comes as the [`std::io::Error`] that [`crate::Fault`] makes of itself.
    pub bytes: Source,
}

/// What a write that was cut short has left; only the store that found it knows where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfinished {
    /// A file.
    File(PathBuf),
    /// An object in parts.
    Upload(aws::s3::UploadPlace),
}

/// A page of what is old enough to be removed, unless a row names it.
#[derive(Debug, Default)]
pub struct Aged {
    /// Finished blobs.
    pub blobs: Vec<BlobKey>,
    /// What writes that were cut short have left.
    pub unfinished: Vec<Unfinished>,
}

/// A walk over what is stored, a few hundred files at a time: it never holds the whole list.
pub trait Walking: Send {
    /// The next page beyond the cut-off; `None` at the end.
    ///
    /// # Errors
    /// When the store fails; the walk is over then.
    fn next(&mut self) -> Answered<'_, Option<Aged>>;

    /// What was met so far.
    fn met(&self) -> Met;
}

/// What a walk has met, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Met {
    /// All of them.
    pub seen: u64,
    /// Those that are younger than the cut-off.
    pub young: u64,
    /// Those that this store did not write; they are never touched.
    pub foreign: u64,
}

/// A store of plain bytes.
pub trait BlobStore: Send + Sync {
    /// What it is, in a word.
    fn kind(&self) -> &'static str {
        "local"
    }

    /// Stores everything that `source` gives (the caller bounds its length) under a name that is free. Memory used
    /// does not depend on the length.
    ///
    /// # Errors
    /// `Conflict` for a name that is taken: what has it was left as it is. Whatever else fails, `source` too, nothing
    /// is stored under the name.
    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()>;

    /// Stores several blobs as [`BlobStore::put`] does, made durable together where that is cheaper. None of them may be
    /// told of unless all are stored.
    ///
    /// # Errors
    /// As [`BlobStore::put`]; some of them may be stored.
    fn put_several(&self, blobs: Vec<(BlobKey, Source)>) -> Answered<'_, ()> {
        Box::pin(async move {
            for (key, source) in blobs {
                self.put(key, source).await?;
            }
            Ok(())
        })
    }

    /// Opens a range of a blob. What of it lies beyond the end is cut off; none of it is no fault.
    ///
    /// # Errors
    /// `Missing`.
    fn open(&self, key: BlobKey, range: Range<u64>) -> Answered<'_, Opened>;

    /// Whether something can be stored now: a little is written, and is gone again.
    ///
    /// # Errors
    /// What a [`BlobStore::put`] would meet.
    fn try_write(&self) -> Answered<'_, ()>;

    /// Removes a blob for good; `false` when there is none.
    ///
    /// # Errors
    /// When the store fails; it may be removed already.
    fn delete(&self, key: BlobKey) -> Answered<'_, bool>;

    /// Begins a walk over what was last written before `older_than`.
    ///
    /// # Errors
    /// When the store fails.
    fn walk(&self, older_than: SystemTime) -> Answered<'_, Box<dyn Walking>>;

    /// Removes what a walk has found; gives how many files that were.
    ///
    /// # Errors
    /// When the store fails; what was removed stays removed.
    fn remove(&self, aged: Aged) -> Answered<'_, u64>;

    /// What a store keeps about itself when other programs may reach it as well; `None` for one that lies beside its
    /// database.
    fn marked(&self) -> Option<&dyn Marked> {
        None
    }
}

/// A store that other programs may reach: it has an id, so that two installations do not share it, and a mark that is
/// changed again and again, so that a database that was set back is told from the one that wrote last.
pub trait Marked: Send + Sync {
    /// Where it lies, for a person.
    fn place(&self) -> String;

    /// Gives the store this id unless it has one; gives the one that it has then.
    ///
    /// # Errors
    /// When the store fails.
    fn claim(&self, id: Uuid) -> Answered<'_, Uuid>;

    /// The mark that was set last.
    ///
    /// # Errors
    /// When the store fails.
    fn mark(&self) -> Answered<'_, Option<Uuid>>;

    /// Sets a mark in the place of the last.
    ///
    /// # Errors
    /// When it is not known to be set.
    fn set_mark(&self, mark: Uuid) -> Answered<'_, ()>;

    /// As [`BlobStore::walk`], over blobs whose ids come after `beyond` alone: they are ordered by time.
    ///
    /// # Errors
    /// When the store fails.
    fn walk_beyond(&self, older_than: SystemTime, beyond: Uuid) -> Answered<'_, Box<dyn Walking>>;
}
