//! What has two real implementations behind one interface: today files and a
//! key file, later S3 and KMS. Unix only: file modes, hard links and the
//! fsync of folders are relied on.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod blobs;
pub mod entropy;
pub mod keys;
pub mod notices;

mod data_key;
mod durable;

pub use blobs::{BlobError, BlobKey, BlobKind, Blobs, FileBlobs, PartReader, ReadableKey, ReadableKind, SweepReport};
pub use data_key::{DataKey, SealError};
pub use entropy::{Entropy, EntropyError, OsEntropy};
pub use keys::{FileKeys, KeyContext, KeyPurpose, Keys, Wrapped};
pub use notices::{FileNotices, Notice, NoticeError, Notices};
