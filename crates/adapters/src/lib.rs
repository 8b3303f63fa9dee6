//! What is outside of the program and has, or will have, two implementations: stores of plain bytes, providers of
//! keys, receivers of notices. Today files and a key file. Unix only: file modes, hard links and the fsync of
//! folders are relied on.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod blobs;
pub mod entropy;
pub mod keys;
pub mod notices;

mod blocking;
mod durable;
mod fault;

pub use blobs::{BlobKey, BlobKind, BlobStore, Blobs, FileBlobs};
pub use blocking::Answered;
pub use entropy::{Entropy, EntropyError, OsEntropy};
pub use fault::{Class, Fault};
pub use keys::{FileKeys, KeyContext, KeyProvider, KeyPurpose, Keys, Wrapped};
pub use notices::{FileNotices, Notice, Notices, SnsNotices, make_topic};
