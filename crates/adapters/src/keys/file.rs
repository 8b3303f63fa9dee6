//! Wrapping with the key of a key file: AES-256-GCM, random nonce.

use std::path::Path;
use std::sync::Arc;

use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use aes_gcm::{Aes256Gcm, Key};
use zeroize::Zeroizing;

use super::fingerprint::{FINGERPRINT_LEN, Fingerprint};
use super::key_file;
use super::wrapped::{BY_FILE as VERSION, Wrapped};
use super::{KeyContext, KeyError, KeyProvider};
use crate::{
    Answered,
    entropy::{self, Entropy},
};

const NONCE_LEN: usize = 12;

/// The key provider of an installation without KMS.
pub struct FileKeys {
    cipher: Aes256Gcm,
    fingerprint: Fingerprint,
    entropy: Arc<dyn Entropy>,
}

impl FileKeys {
    /// Loads the key file, and makes one first where there is none; its folder
    /// must exist. Processes that start together end with the same key.
    /// Blocks on the disk, so call it before the server takes requests.
    ///
    /// # Errors
    /// [`KeyError::Exposed`] when others may read the file,
    /// [`KeyError::Damaged`] when it is not whole, [`KeyError::Io`] otherwise.
    pub fn open_or_create(path: &Path, entropy: Arc<dyn Entropy>) -> Result<Self, KeyError> {
        let key = key_file::open_or_create(path, &*entropy)?;
        Ok(Self { cipher: Aes256Gcm::new(<&Key<Aes256Gcm>>::from(&*key)), fingerprint: Fingerprint::of(&key), entropy })
    }

    /// The name of the key file's key, safe to log: 16 hex digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.fingerprint.to_string()
    }

    fn wrap_now(&self, context: &KeyContext, plaintext: &[u8]) -> Result<Wrapped, KeyError> {
        let nonce: [u8; NONCE_LEN] = entropy::array(&*self.entropy)?;
        let aad = context.canonical();
        let payload = Payload { msg: plaintext, aad: aad.as_bytes() };
        let ciphertext = self.cipher.encrypt(&nonce.into(), payload).map_err(|_| KeyError::TooLong)?;
        let parts: [&[u8]; 4] = [&[VERSION], &self.fingerprint.0, &nonce, &ciphertext];
        Ok(Wrapped::from_bytes(parts.concat()))
    }

    fn unwrap_now(&self, context: &KeyContext, wrapped: &Wrapped) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let Some((&[VERSION], rest)) = wrapped.as_bytes().split_first_chunk() else {
            return Err(KeyError::Refused);
        };
        let (fingerprint, rest) = rest.split_first_chunk::<FINGERPRINT_LEN>().ok_or(KeyError::Refused)?;
        let (nonce, msg) = rest.split_first_chunk::<NONCE_LEN>().ok_or(KeyError::Refused)?;
        if *fingerprint != self.fingerprint.0 {
            return Err(KeyError::WrongKey {
                needed: Fingerprint(*fingerprint).to_string(),
                loaded: self.fingerprint(),
            });
        }
        let aad = context.canonical();
        let payload = Payload { msg, aad: aad.as_bytes() };
        self.cipher
            .decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| KeyError::Refused)
    }
}

impl KeyProvider for FileKeys {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        Box::pin(async { Ok(self.wrap_now(context, plaintext)?) })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        Box::pin(async { Ok(self.unwrap_now(context, wrapped)?) })
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async {
            let mut key = Zeroizing::new(vec![0; 32]);
            self.entropy.fill(&mut key)?;
            let wrapped = self.wrap_now(context, &key)?;
            Ok((key, wrapped))
        })
    }
}

impl std::fmt::Debug for FileKeys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FileKeys({})", self.fingerprint)
    }
}
