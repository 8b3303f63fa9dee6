//! The name of a key.

use base16ct::HexDisplay;
use sha2::{Digest, Sha256};

/// Bytes of it.
pub(super) const FINGERPRINT_LEN: usize = 8;

/// The name of a key: the first bytes of a digest of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(pub [u8; FINGERPRINT_LEN]);

impl Fingerprint {
    pub(super) fn of(key: &[u8; 32]) -> Self {
        let digest = Sha256::new().chain_update(b"mpa key fingerprint 1\n").chain_update(key).finalize();
        let mut name = [0; FINGERPRINT_LEN];
        name.copy_from_slice(&digest[..FINGERPRINT_LEN]);
        Self(name)
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:x}", HexDisplay(&self.0))
    }
}
