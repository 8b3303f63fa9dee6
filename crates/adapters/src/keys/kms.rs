//! Wrapping with a key of KMS, which never leaves it.

use aws::{EncryptionContext, Failure, Kind, Kms};
use zeroize::Zeroizing;

use super::{KeyContext, KeyError, KeyProvider, Wrapped};
use crate::Answered;

/// The key provider of an installation with KMS. Purpose and exam are the encryption context, so that they are
/// authenticated, can be asked for in a policy and stand in CloudTrail.
#[derive(Debug, Clone)]
pub struct KmsKeys {
    kms: Kms,
    key: String,
}

impl KmsKeys {
    /// Wraps with this key, and unwraps what any key made that the credentials may use. Nothing is asked yet.
    #[must_use]
    pub fn new(kms: Kms, key: String) -> Self {
        Self { kms, key }
    }

    async fn wrap_there(&self, context: &KeyContext, plaintext: &[u8]) -> Result<Wrapped, KeyError> {
        let made = self.kms.encrypt(&self.key, encryption_context(context), plaintext).await;
        let made = made.map_err(|failure| refused(&self.key, failure))?;
        Wrapped::by_kms(&made.key, &made.ciphertext).ok_or(KeyError::TooLong)
    }

    async fn unwrap_there(&self, context: &KeyContext, wrapped: &Wrapped) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let (arn, ciphertext) = wrapped.of_kms().ok_or(KeyError::Refused)?;
        let opened = self.kms.decrypt(arn, encryption_context(context), ciphertext).await;
        opened.map_err(|failure| refused(arn, failure))
    }

    async fn make_there(&self, context: &KeyContext) -> Result<(Zeroizing<Vec<u8>>, Wrapped), KeyError> {
        let made = self.kms.generate_data_key(&self.key, encryption_context(context)).await;
        let (bare, made) = made.map_err(|failure| refused(&self.key, failure))?;
        Ok((bare, Wrapped::by_kms(&made.key, &made.ciphertext).ok_or(KeyError::TooLong)?))
    }
}

fn encryption_context(context: &KeyContext) -> EncryptionContext {
    let purpose = ("mpa:purpose".to_owned(), context.purpose.as_str().to_owned());
    let exam = context.exam.map(|exam| ("mpa:exam".to_owned(), exam.to_string()));
    std::iter::once(purpose).chain(exam).collect()
}

fn refused(key: &str, failure: Failure) -> KeyError {
    match failure.kind {
        Kind::Tampered => KeyError::Refused,
        _ => KeyError::Kms { key: key.to_owned(), failure },
    }
}

impl KeyProvider for KmsKeys {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        Box::pin(async { Ok(self.wrap_there(context, plaintext).await?) })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        Box::pin(async { Ok(self.unwrap_there(context, wrapped).await?) })
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async { Ok(self.make_there(context).await?) })
    }
}
