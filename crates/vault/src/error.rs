//! Why the vault did not do something.

use adapters::{Class, EntropyError, Fault};
use store::StoreError;
use strum::Display;

use crate::data_key::SealError;

/// What the vault needs and does not contain, beside the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
#[strum(serialize_all = "snake_case")]
pub enum Backend {
    /// The store of files.
    Blobs,
    /// The provider of keys.
    Keys,
}

/// Why the vault did not do something.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// A bounded queue is full.
    #[error("a bounded queue is full")]
    Busy,
    /// The store of files or the provider of keys.
    #[error("{dependency}: {fault}")]
    Outside {
        /// Which of them.
        dependency: Backend,
        /// What happened.
        #[source]
        fault: Fault,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A value or blob does not open, or could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// What was to be stored could not be read to its end.
    #[error("the source of a blob failed: {0}")]
    Source(#[source] std::io::Error),
    /// A token could not be signed, or a password not hashed.
    #[error("{0}")]
    Crypto(String),
    /// A thread did not end well.
    #[error("work was broken off: {0}")]
    Broken(String),
}

impl VaultError {
    pub(crate) fn blobs(fault: Fault) -> Self {
        Self::Outside { dependency: Backend::Blobs, fault }
    }

    pub(crate) fn keys(fault: Fault) -> Self {
        Self::Outside { dependency: Backend::Keys, fault }
    }

    /// What the store of files or the provider of keys answered.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Outside { fault, .. } => Some(fault),
            _ => None,
        }
    }

    /// Whether the same may work when it is tried again: nothing is given up because of it.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Busy => true,
            Self::Store(error) => error.is_passing(),
            // A right that is missing is given back by a person; what waits for it is kept.
            Self::Outside { fault, .. } => matches!(fault.class, Class::Unavailable | Class::Denied),
            _ => false,
        }
    }

    /// Whether the blob itself is the reason: it is missing, or not what was stored. Nobody gets it by trying again.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        let lost = |fault: &Fault| matches!(fault.class, Class::Missing | Class::Tampered);
        matches!(self, Self::Seal(_)) || self.fault().is_some_and(lost)
    }
}
