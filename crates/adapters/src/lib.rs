//! What is outside of the program, behind a boundary with two implementations, one here and one at Amazon: stores of
//! plain bytes, places for backups, providers of keys, receivers of notices; and what is there alone: the tables of
//! records, another engine of faces, who else vouches for the checkpoints. Unix only: file modes, hard links and the
//! fsync of folders are relied on.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod blobs;
pub mod entropy;
pub mod faces;
pub mod keys;
pub mod notices;
pub mod places;
pub mod records;
pub mod witness;

mod blocking;
mod durable;
mod fault;

pub use blobs::{BlobKey, BlobKind, BlobStore, Blobs, FileBlobs, S3Blobs, Source};
pub use blocking::Answered;
pub use entropy::{Entropy, EntropyError, OsEntropy};
pub use faces::{DistantFaces, IndexedFace, REKOGNITION};
pub use fault::{Class, Fault};
pub use keys::{FileKeys, KeyContext, KeyProvider, KeyPurpose, Keys, KmsKeys, Maker, Providers, Wrapped};
pub use notices::{FileNotices, Notice, Notices, SnsNotices, make_topic};
pub use places::{FolderPlace, Place, Places, S3Place};
pub use records::Records;
pub use witness::{CheckpointBucket, FarSigner, KmsSigner, Signing};
