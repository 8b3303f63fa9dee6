//! The seal of an entry: who cannot make it did not write the entry.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The key of the seals.
pub(crate) struct Seal(pub(crate) Zeroizing<Vec<u8>>);

impl Seal {
    /// The MAC of these bytes: HMAC-SHA-256.
    pub(crate) fn over(&self, bytes: &[u8]) -> Vec<u8> {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return Vec::new() };
        mac.update(bytes);
        mac.finalize().into_bytes().to_vec()
    }
}
