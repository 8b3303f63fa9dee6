//! Who else vouches for the checkpoints: a key that never leaves its service signs them, a bucket from which nobody
//! removes them keeps them.

use std::sync::Arc;

use aws::{Kms, LockedBucket};

use crate::{Answered, Fault};

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

/// A bucket that keeps checkpoints.
#[derive(Debug, Clone)]
pub struct CheckpointBucket(LockedBucket);

impl CheckpointBucket {
    /// Keeps them there.
    #[must_use]
    pub fn new(bucket: LockedBucket) -> Self {
        Self(bucket)
    }

    /// Keeps a checkpoint under a name that says which it is; true when it was not there yet.
    ///
    /// # Errors
    /// When the bucket does not take it.
    pub async fn keep(&self, name: &str, note: &str) -> Result<bool, Fault> {
        Ok(self.0.put_once(name, note.as_bytes().to_vec()).await?)
    }
}
