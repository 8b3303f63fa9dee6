//! The encrypting side of a blob, chunk by chunk.

use aead_stream::EncryptorBE32;
use aes_gcm::Aes256Gcm;
use sha2::{Digest as _, Sha256};

use super::format::{NONCE_PREFIX, SALT_LEN, cipher_of};
use crate::data_key::{DataKey, SealError};

/// What was sealed, of the plaintext.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 digest.
    pub sha256: [u8; 32],
}

/// Seals the chunks of one blob, in their order; the last one ends it.
pub(super) struct Sealer {
    stream: EncryptorBE32<Aes256Gcm>,
    size: u64,
    digest: Sha256,
}

impl Sealer {
    pub(super) fn new(location: &str, data_key: &DataKey, salt: &[u8; SALT_LEN]) -> Result<Self, SealError> {
        let stream = EncryptorBE32::from_aead(cipher_of(location, data_key, salt)?, &NONCE_PREFIX.into());
        Ok(Self { stream, size: 0, digest: Sha256::new() })
    }

    /// Seals a chunk that others follow: it is as long as a chunk can be.
    pub(super) fn next(&mut self, chunk: &mut Vec<u8>) -> Result<(), SealError> {
        self.count(chunk);
        self.stream.encrypt_next_in_place(b"", chunk).map_err(|_| SealError::TooLong)
    }

    /// Seals the last chunk, which may be empty.
    pub(super) fn last(mut self, chunk: &mut Vec<u8>) -> Result<Stored, SealError> {
        self.count(chunk);
        self.stream.encrypt_last_in_place(b"", chunk).map_err(|_| SealError::TooLong)?;
        Ok(Stored { size: self.size, sha256: self.digest.finalize().into() })
    }

    fn count(&mut self, chunk: &[u8]) {
        self.size += chunk.len() as u64;
        self.digest.update(chunk);
    }
}
