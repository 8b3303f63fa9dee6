//! Keys that encrypt keys: data keys and signing keys are stored wrapped.

mod file;
mod fingerprint;
mod key_file;
mod kms;
mod providers;
mod wrapped;

use std::{io, path::PathBuf, sync::Arc};

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{Answered, Class, EntropyError, Fault};
pub use file::FileKeys;
pub use kms::KmsKeys;
pub use providers::Providers;
pub use wrapped::{Maker, Wrapped};

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
    /// The public half of a key elsewhere that signs the checkpoints: wrapped so that nobody puts another in its place.
    CheckpointPublic,
}

/// All purposes whose keys are the server's own.
pub const SERVER_PURPOSES: [KeyPurpose; 5] = [
    KeyPurpose::TokenSigning,
    KeyPurpose::RefreshChain,
    KeyPurpose::CheckpointSigning,
    KeyPurpose::JournalSeal,
    KeyPurpose::CheckpointPublic,
];

impl KeyPurpose {
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
            Self::CheckpointPublic => "checkpoint-public",
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
    /// A key file made it, and there is none.
    #[error("this was wrapped by the key file with fingerprint {needed}, and there is none at --key-file")]
    NoKeyFile {
        /// Fingerprint of the key file that is needed.
        needed: String,
    },
    /// A key of KMS made it, and nothing says where KMS is.
    #[error("this was wrapped by the KMS key {needed}; give --keys kms:{needed}, or --aws-region beside the key file")]
    NoKms {
        /// The ARN of the key that is needed.
        needed: String,
    },
    /// A key of KMS that this installation was not told of.
    #[error("this was wrapped by the KMS key {needed}, of another account than --keys; name it with --keys-also")]
    Stranger {
        /// The ARN of the key.
        needed: String,
    },
    /// KMS did not do it.
    #[error("the KMS key {key} was not used: {failure}{}", advice(failure.kind))]
    Kms {
        /// The key that was asked for.
        key: String,
        /// What KMS answered.
        failure: aws::Failure,
    },
    /// The key to be wrapped is beyond what AES-GCM allows.
    #[error("the key is too long to be wrapped")]
    TooLong,
}

/// What a person can do about it.
fn advice(kind: aws::Kind) -> &'static str {
    match kind {
        aws::Kind::Unavailable => "; KMS does not answer now",
        aws::Kind::Denied => "; it is disabled, is to be deleted, or the credentials do not allow it",
        aws::Kind::Missing => "; there is no such key in this region",
        aws::Kind::Invalid => "; it is a key of another type, or there are no credentials",
        aws::Kind::Conflict | aws::Kind::Tampered => "",
    }
}

impl From<KeyError> for Fault {
    fn from(error: KeyError) -> Self {
        let class = match &error {
            KeyError::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => Class::Denied,
            KeyError::Entropy(_) | KeyError::Io { .. } => Class::Unavailable,
            KeyError::Exposed { .. } | KeyError::WrongKey { .. } => Class::Denied,
            KeyError::NoKeyFile { .. } | KeyError::NoKms { .. } | KeyError::Stranger { .. } => Class::Denied,
            KeyError::Kms { failure, .. } if failure.is_passing() => Class::Unavailable,
            // Whatever else KMS has against it, a person has to change something there, and nothing is lost.
            KeyError::Kms { .. } => Class::Denied,
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

    /// Makes a key of 32 bytes, bound to `context`: bare, and as it is to be stored.
    ///
    /// # Errors
    /// When there are no random bytes, or the provider does not answer.
    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)>;

    /// Whether a provider that is far away did what it was asked for last; `None` for one that is here. Nothing is
    /// asked for this.
    fn answers(&self) -> Option<bool> {
        None
    }
}
