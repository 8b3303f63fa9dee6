//! Who else vouches for the checkpoints: a key that never leaves its service signs them, a bucket from which nobody
//! removes them keeps them.

use std::sync::Arc;

use aws::{Kms, s3::Bucket};

use crate::{Answered, Fault, blobs::objects::Names};

/// What signs for us, elsewhere.
pub type Signing = Arc<dyn FarSigner>;

/// An Ed25519 key that is elsewhere. It is never asked within a transaction that writes.
pub trait FarSigner: Send + Sync {
    /// By which the key is told from another.
    fn name(&self) -> &str;

    /// Its public half.
    ///
    /// # Errors
    /// When it is no Ed25519 key, or whoever has it does not answer.
    fn public_key(&self) -> Answered<'_, [u8; 32]>;

    /// Signs a message (RFC 8032). Asked again, it gives the same.
    ///
    /// # Errors
    /// When whoever has the key does not answer, or does not allow it.
    fn sign<'a>(&'a self, message: &'a [u8]) -> Answered<'a, [u8; 64]>;
}

/// A key of KMS of the type `ECC_NIST_EDWARDS25519`.
#[derive(Debug, Clone)]
pub struct KmsSigner {
    kms: Kms,
    key: String,
}

impl KmsSigner {
    /// Signs with this key. Nothing is asked yet.
    #[must_use]
    pub fn new(kms: Kms, key: String) -> Self {
        Self { kms, key }
    }
}

impl FarSigner for KmsSigner {
    fn name(&self) -> &str {
        &self.key
    }

    fn public_key(&self) -> Answered<'_, [u8; 32]> {
        Box::pin(async { Ok(self.kms.public_key(&self.key).await?) })
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> Answered<'a, [u8; 64]> {
        Box::pin(async { Ok(self.kms.sign(&self.key, message).await?) })
    }
}

/// A bucket that keeps checkpoints, below a prefix; with Object Lock nobody removes them before their time.
#[derive(Debug, Clone)]
pub struct CheckpointBucket {
    bucket: Bucket,
    names: Names,
}

impl CheckpointBucket {
    /// Keeps them in `bucket` below `prefix` (which may be empty, and has no slash at its end). Nothing is asked yet.
    #[must_use]
    pub fn new(bucket: Bucket, prefix: &str) -> Self {
        Self { bucket, names: Names::below(prefix) }
    }

    /// Keeps a checkpoint under a name that says which it is; one that is there already is as good.
    ///
    /// # Errors
    /// When the bucket does not take it.
    pub async fn keep(&self, name: &str, note: &str) -> Result<(), Fault> {
        Ok(self.bucket.create(&self.names.of(name), note.as_bytes().to_vec()).await?)
    }
}
