//! The key under which one exam's personal data is encrypted.

use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use aes_gcm::{Aes256Gcm, Key};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use adapters::{Entropy, EntropyError};

/// First byte of a sealed value.
const VERSION: u8 = 1;
const NONCE_LEN: usize = 12;

/// Why a value could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// No nonce could be drawn.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The plaintext is beyond what AES-GCM allows (64 GiB).
    #[error("the value is too long to be sealed")]
    TooLong,
    /// Another key, another context, or altered bytes.
    #[error("the sealed value does not open: it was altered, or belongs to another key or place")]
    Tampered,
    /// HKDF refused; it does so only for outputs far longer than a key.
    #[error("no key could be derived")]
    Derivation,
    /// A data key has 32 bytes.
    #[error("a data key has 32 bytes, not {0}")]
    KeyLength(usize),
}

/// A 256-bit key, wiped from memory when dropped. Never used itself: values
/// and blobs are encrypted under keys derived from it (HKDF-SHA-256, RFC 5869).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// Draws a new key.
    ///
    /// # Errors
    /// When there are no random bytes.
    #[cfg(test)]
    pub(crate) fn generate(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(&mut *key)?;
        Ok(Self(key))
    }

    /// Takes a key back from what the key provider gave.
    ///
    /// # Errors
    /// [`SealError::KeyLength`] when these are not 32 bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(SealError::KeyLength(bytes.len()));
        }
        key.copy_from_slice(bytes);
        Ok(Self(key))
    }

    /// The bare key.
    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Encrypts a small value for one place: `context` names it (table, column
    /// and row id, in an encoding that no other place shares). The result is
    /// version (1 byte), nonce (12), AES-256-GCM ciphertext and tag (16).
    ///
    /// # Errors
    /// When there are no random bytes or the value is too long.
    pub(crate) fn seal(&self, entropy: &dyn Entropy, context: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce)?;
        let payload = Payload { msg: plaintext, aad: context };
        let ciphertext = self.value_cipher()?.encrypt(&nonce.into(), payload).map_err(|_| SealError::TooLong)?;
        Ok([&[VERSION], nonce.as_slice(), &ciphertext].concat())
    }

    /// Decrypts what [`DataKey::seal`] made for the same `context`.
    ///
    /// # Errors
    /// [`SealError::Tampered`].
    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let Some((&[VERSION], rest)) = sealed.split_first_chunk() else {
            return Err(SealError::Tampered);
        };
        let (nonce, msg) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Tampered)?;
        let payload = Payload { msg, aad: context };
        self.value_cipher()?
            .decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| SealError::Tampered)
    }

    /// A digest of a value under a key of its own: it says nothing about the value, and nobody can check a
    /// guess against it any more, once this key is destroyed. `context` names the place, as in
    /// [`DataKey::seal`]. HMAC-SHA-256 over the length of the context, the context and the value.
    ///
    /// # Errors
    /// [`SealError::Derivation`].
    pub(crate) fn digest(&self, context: &[u8], value: &[u8]) -> Result<[u8; 32], SealError> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, self.0.as_slice())
            .expand(b"mpa digest 1", &mut *key)
            .map_err(|_| SealError::Derivation)?;
        let length = (context.len() as u64).to_be_bytes();
        let message = Zeroizing::new([length.as_slice(), context, value].concat());
        // HKDF's first step is HMAC with the salt as its key (RFC 5869, section 2.2).
        let (digest, _) = Hkdf::<Sha256>::extract(Some(&*key), &message);
        Ok(digest.into())
    }

    /// A secret of another kind that there is as long as this key is.
    ///
    /// # Errors
    /// [`SealError::Derivation`].
    pub(crate) fn secret(&self, info: &[u8]) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let mut secret = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, self.0.as_slice()).expand(info, &mut *secret).map_err(|_| SealError::Derivation)?;
        Ok(secret)
    }

    /// The cipher of everything that [`DataKey::seal`] makes.
    fn value_cipher(&self) -> Result<Aes256Gcm, SealError> {
        self.derive(None, &[b"mpa value 1"])
    }

    /// A cipher under the key derived with `salt` for the purpose `info`.
    pub(crate) fn derive(&self, salt: Option<&[u8]>, info: &[&[u8]]) -> Result<Aes256Gcm, SealError> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(salt, self.0.as_slice())
            .expand_multi_info(info, &mut *key)
            .map_err(|_| SealError::Derivation)?;
        Ok(Aes256Gcm::new(<&Key<Aes256Gcm>>::from(&*key)))
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("DataKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::OsEntropy;

    #[test]
    fn opens_only_in_its_own_place_with_its_own_key() {
        let (key, other) = (DataKey::generate(&OsEntropy).unwrap(), DataKey::generate(&OsEntropy).unwrap());
        let sealed = key.seal(&OsEntropy, b"face/1", b"embedding").unwrap();
        assert_eq!(*key.open(b"face/1", &sealed).unwrap(), b"embedding");
        assert!(key.open(b"face/2", &sealed).is_err());
        assert!(other.open(b"face/1", &sealed).is_err());
        let again = DataKey::from_bytes(key.as_bytes()).unwrap();
        assert!(again.open(b"face/1", &sealed).is_ok());
    }

    #[test]
    fn notices_every_altered_or_missing_byte() {
        let key = DataKey::generate(&OsEntropy).unwrap();
        let sealed = key.seal(&OsEntropy, b"row", b"value").unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open(b"row", &altered).is_err(), "byte {at}");
            assert!(key.open(b"row", &sealed[..at]).is_err(), "length {at}");
        }
    }

    #[test]
    fn digests_differ_by_key_place_and_value() {
        let key = |byte| DataKey::from_bytes(&[byte; 32]).unwrap();
        let all = [
            key(1).digest(b"undo/1", b"wrong candidate").unwrap(),
            key(2).digest(b"undo/1", b"wrong candidate").unwrap(),
            key(1).digest(b"undo/2", b"wrong candidate").unwrap(),
            key(1).digest(b"undo/1", b"wrong candidates").unwrap(),
            key(1).digest(b"undo/1w", b"rong candidate").unwrap(),
        ];
        for (place, digest) in all.iter().enumerate() {
            assert_eq!(all.iter().position(|other| other == digest), Some(place));
        }
        assert_eq!(key(1).digest(b"undo/1", b"wrong candidate").unwrap(), all[0]);
    }

    #[test]
    fn is_not_printed() {
        let key = DataKey::from_bytes(&[7; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "DataKey(…)");
        assert!(DataKey::from_bytes(&[7; 31]).is_err());
    }
}
