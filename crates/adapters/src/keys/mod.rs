//! Keys that encrypt keys: data keys and signing keys are stored wrapped.

mod file;
mod key_file;

use std::{io, path::PathBuf, sync::Arc};

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{Answered, Class, EntropyError, Fault};
pub use file::FileKeys;

/// What a wrapped key is for. Part of what is authenticated, so that a key
/// wrapped for one purpose cannot be passed off as one for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyPurpose {
    /// Encrypts the personal data of one exam.
    DataKey,
    /// Signs the tokens of users and devices.
    TokenSigning,
    /// Derives each refresh token from the one before it.
    RefreshChain,
    /// Signs the checkpoints of the journal.
    CheckpointSigning,
    /// Seals each entry of the journal, from its commit on.
    JournalSeal,
    /// Encrypts one backup.
    Backup,
}

impl KeyPurpose {
    /// The purposes of the server's own keys, which are stored under the purpose's name.
    pub const OF_SERVER: [Self; 4] =
        [Self::TokenSigning, Self::RefreshChain, Self::CheckpointSigning, Self::JournalSeal];

    /// The stable name: stored keys depend on it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DataKey => "data-key",
            Self::TokenSigning => "token-signing",
            Self::RefreshChain => "refresh-chain",
            Self::CheckpointSigning => "checkpoint-signing",
            Self::JournalSeal => "journal-seal",
            Self::Backup => "backup",
        }
    }
}

/// What a key is for and whose; unwrapping needs the context of the wrapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyContext {
    /// What the key is for.
    pub purpose: KeyPurpose,
    /// The exam it belongs to, if any.
    pub exam: Option<Uuid>,
}

impl KeyContext {
    /// One text a context and one context a text: the authenticated data.
    fn canonical(&self) -> String {
        let purpose = self.purpose.as_str();
        match self.exam {
            Some(exam) => format!("mpa key 1\npurpose={purpose}\nexam={exam}\n"),
            None => format!("mpa key 1\npurpose={purpose}\n"),
        }
    }
}

/// A wrapped key as it is stored; opaque outside the provider that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped(Vec<u8>);

impl Wrapped {
    /// Takes back what was stored.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// What is to be stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Why a key could not be wrapped, unwrapped or loaded.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The key file could not be read or written.
    #[error("key file {path}: {source}")]
    Io {
        /// The key file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Others than the owner may read the key file.
    #[error("key file {path} may be read by others (mode {mode:03o}): run `chmod 600 {path}`")]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a key file, or not whole.
    #[error("key file {path} is damaged or no key file: {why}; restore it from a backup")]
    Damaged {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The key was wrapped by another key file.
    #[error("this was wrapped by the key file with fingerprint {needed}; the one in use has {loaded}")]
    WrongKey {
        /// Fingerprint of the key file that is needed.
        needed: String,
        /// Fingerprint of the key file in use.
        loaded: String,
    },
    /// Altered bytes, or wrapped for another purpose or exam.
    #[error("the wrapped key was altered, or belongs to another purpose or exam")]
    Refused,
    /// The key to be wrapped is beyond what AES-GCM allows.
    #[error("the key is too long to be wrapped")]
    TooLong,
}

impl From<KeyError> for Fault {
    fn from(error: KeyError) -> Self {
        let class = match &error {
            KeyError::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => Class::Denied,
            KeyError::Entropy(_) | KeyError::Io { .. } => Class::Unavailable,
            KeyError::Exposed { .. } | KeyError::WrongKey { .. } => Class::Denied,
            KeyError::Damaged { .. } | KeyError::TooLong => Class::Invalid,
            KeyError::Refused => Class::Tampered,
        };
        Self::new(class, error)
    }
}

/// The key provider in use.
pub type Keys = Arc<dyn KeyProvider>;

/// A provider of keys that encrypt keys. It may be far away: it is never called within a transaction.
pub trait KeyProvider: Send + Sync {
    /// Encrypts a key for storage, bound to `context`.
    ///
    /// # Errors
    /// When there are no random bytes, `plaintext` is too long, or the provider does not answer.
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped>;

    /// Decrypts what [`KeyProvider::wrap`] made for the same `context`.
    ///
    /// # Errors
    /// `Denied` when another provider's key wrapped it; `Tampered` when the context differs or bytes were altered.
    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>>;
}
