//! What a file or value belongs to, and the key that it is kept under.

use std::sync::Arc;

use adapters::{BlobKind, Entropy};
use domain::ExamId;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{data_key::DataKey, error::VaultError};

/// What a file or value belongs to: an exam, or the program itself.
pub type Scope = Option<ExamId>;

/// The id under which a scope's key is kept.
pub(crate) fn scope_id(scope: Scope) -> Uuid {
    scope.map_or(Uuid::nil(), |exam| exam.0)
}

/// The kinds that may be read back: all but fingerprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadableKind {
    /// See [`BlobKind::FaceEnrolled`].
    FaceEnrolled,
    /// See [`BlobKind::FaceLive`].
    FaceLive,
    /// See [`BlobKind::OmrSheet`].
    OmrSheet,
    /// See [`BlobKind::OperatorFace`].
    OperatorFace,
    /// See [`BlobKind::Package`].
    Package,
}

impl From<ReadableKind> for BlobKind {
    fn from(kind: ReadableKind) -> Self {
        match kind {
            ReadableKind::FaceEnrolled => Self::FaceEnrolled,
            ReadableKind::FaceLive => Self::FaceLive,
            ReadableKind::OmrSheet => Self::OmrSheet,
            ReadableKind::OperatorFace => Self::OperatorFace,
            ReadableKind::Package => Self::Package,
        }
    }
}

/// The data key of a scope, at hand: nothing that it does waits for anybody, so that it may be used within a
/// transaction.
#[derive(Clone)]
pub struct ScopeKey {
    pub(crate) key: DataKey,
    pub(crate) entropy: Arc<dyn Entropy>,
}

impl ScopeKey {
    /// Seals a small value; `context` is authenticated with it.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn seal(&self, context: &[u8], value: &[u8]) -> Result<Vec<u8>, VaultError> {
        Ok(self.key.seal(&*self.entropy, context, value)?)
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// When it was tampered with, or sealed in another context.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        Ok(self.key.open(context, sealed)?)
    }

    /// A digest of a value, in hexadecimal: what the journal keeps of personal data. It proves the value to whoever
    /// has value and key; when the key is destroyed, it says nothing.
    ///
    /// # Errors
    /// Never with a key of this program; see `DataKey::digest`.
    pub fn digest(&self, context: &[u8], value: &[u8]) -> Result<String, VaultError> {
        Ok(base16ct::lower::encode_string(&self.key.digest(context, value)?))
    }
}

impl std::fmt::Debug for ScopeKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ScopeKey(…)")
    }
}
