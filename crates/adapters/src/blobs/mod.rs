//! Large binary objects: encrypted before they are stored, written once,
//! whole on the disk before [`Blobs::put`] returns.

mod files;
mod folders;
mod format;
mod key;
mod part;
mod reader;
mod sweep;
mod walk;

use std::collections::HashSet;
use std::future::Future;
use std::io::{self, Read};
use std::ops::Range;
use std::time::SystemTime;

use uuid::Uuid;

use crate::{DataKey, EntropyError, SealError};
pub use files::FileBlobs;
pub use key::{BlobKey, BlobKind, ReadableKey, ReadableKind};
pub use part::PartReader;
pub use reader::BlobReader;
pub use sweep::{SweepError, SweepReport};

/// What was stored, of the plaintext.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 digest.
    pub sha256: [u8; 32],
}

/// Why a blob could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The key of the blob could not be derived.
    #[error(transparent)]
    Key(#[from] SealError),
    /// The store failed.
    #[error("blob store: {0}")]
    Io(#[from] io::Error),
    /// What was to be stored could not be read to its end.
    #[error("the source of the blob failed: {0}")]
    Source(#[source] io::Error),
    /// A blob of this key is there already; it was left as it is.
    #[error("a blob of this key exists")]
    Exists,
    /// There is no blob of this key.
    #[error("no blob of this key")]
    Missing,
    /// Altered, cut off, moved from another key, or another data key.
    #[error("the blob was altered, or belongs to another key")]
    Tampered,
    /// Longer than the caller wants to read.
    #[error("the blob has {size} bytes, more than the limit of {limit}")]
    OverLimit {
        /// Bytes of plaintext.
        size: u64,
        /// What the caller allowed.
        limit: u64,
    },
    /// Beyond 2^32 chunks of 64 KiB.
    #[error("the blob is too long")]
    TooLong,
}

/// The blob store in use.
#[derive(Debug, Clone)]
pub enum Blobs {
    /// A folder on this machine.
    Files(FileBlobs),
}

impl Blobs {
    /// Stores everything that `source` gives (read on a blocking thread; the
    /// caller bounds its length). Memory used does not depend on the length.
    ///
    /// # Errors
    /// [`BlobError::Exists`] for a key in use, [`BlobError::Source`] when
    /// `source` fails; nothing is stored under the key then.
    pub async fn put<R>(&self, key: BlobKey, data_key: &DataKey, source: R) -> Result<Stored, BlobError>
    where
        R: Read + Send + 'static,
    {
        match self {
            Self::Files(files) => files.put(key, data_key, source).await,
        }
    }

    /// The whole blob, of at most `limit` bytes.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::OverLimit`], [`BlobError::Tampered`].
    pub async fn get(&self, key: ReadableKey, data_key: &DataKey, limit: u64) -> Result<Vec<u8>, BlobError> {
        match self {
            Self::Files(files) => files.get(key, data_key, limit).await,
        }
    }

    /// The blob piece by piece.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Tampered`] when it is no blob.
    pub async fn open(&self, key: ReadableKey, data_key: &DataKey) -> Result<BlobReader, BlobError> {
        match self {
            Self::Files(files) => files.open_one(key, data_key).await,
        }
    }

    /// The bytes of a range of a blob of `size` bytes, piece by piece. Only the chunks that hold
    /// them are read; a range beyond the end is cut off there.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Tampered`] when it is no blob or not of that size.
    pub async fn open_part(
        &self,
        key: ReadableKey,
        data_key: &DataKey,
        size: u64,
        range: Range<u64>,
    ) -> Result<PartReader, BlobError> {
        match self {
            Self::Files(files) => files.open_part(key, data_key, size, range).await,
        }
    }

    /// Removes a blob for good; `false` when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete(&self, key: BlobKey) -> Result<bool, BlobError> {
        match self {
            Self::Files(files) => files.delete(key).await,
        }
    }

    /// Removes what was last written before `older_than` and has no row: blobs
    /// whose id `is_known` does not return, and files of writes that were cut
    /// short. `is_known` is asked about 500 keys at most at a time; a row must
    /// name its blob well before the blob's age reaches the cut-off.
    ///
    /// # Errors
    /// When the store or `is_known` fails; what was removed stays removed.
    pub async fn sweep<F, Fut, E>(&self, older_than: SystemTime, is_known: F) -> Result<SweepReport, SweepError<E>>
    where
        F: FnMut(Vec<BlobKey>) -> Fut,
        Fut: Future<Output = Result<HashSet<Uuid>, E>>,
    {
        match self {
            Self::Files(files) => files.sweep(older_than, is_known).await,
        }
    }
}
