//! All providers of an installation: one makes what is new, and each opens what it made itself, so that two can be open
//! while the keys of a store move from one to the other.

use std::sync::atomic::{AtomicBool, Ordering};

use aws::Kms;
use zeroize::Zeroizing;

use super::{FileKeys, KeyContext, KeyError, KeyProvider, KmsKeys, Maker, Wrapped};
use crate::{Answered, Class, Fault};

/// The providers that an installation has.
pub struct Providers {
    file: Option<FileKeys>,
    kms: Option<Kms>,
    /// The key of KMS that makes what is new; the key file, where it is none.
    key: Option<String>,
    /// Keys of KMS that this installation was told of.
    told: Vec<String>,
    failed: AtomicBool,
}

impl Providers {
    /// The key file makes what is new. Where KMS can be asked, what it made is opened as well.
    #[must_use]
    pub fn by_file(file: FileKeys, kms: Option<Kms>) -> Self {
        Self { file: Some(file), kms, key: None, told: Vec::new(), failed: AtomicBool::new(false) }
    }

    /// A key of KMS makes what is new. What the key file made is opened as well, where there is one.
    #[must_use]
    pub fn by_kms(kms: Kms, key: String, file: Option<FileKeys>) -> Self {
        Self { file, kms: Some(kms), told: vec![key.clone()], key: Some(key), failed: AtomicBool::new(false) }
    }

    /// Further keys of KMS that may have made what the store has.
    #[must_use]
    pub fn also(mut self, keys: impl IntoIterator<Item = String>) -> Self {
        self.told.extend(keys);
        self
    }

    /// Whoever writes to the database can name any key in it, one of his own account too, and would then know what is
    /// opened with it. So a key is asked only when it was told of, or is of the account of one that was; where none was
    /// told of, what the credentials may use decides.
    fn may_ask(&self, arn: &str) -> bool {
        self.told.is_empty() || self.told.iter().any(|told| told == arn || account(told) == account(arn))
    }

    fn maker_of(&self, wrapped: &Wrapped) -> Result<Opener<'_>, KeyError> {
        match (wrapped.maker().ok_or(KeyError::Refused)?, &self.file, &self.kms) {
            (Maker::File(_), Some(file), _) => Ok(Opener::File(file)),
            (Maker::File(needed), None, _) => Err(KeyError::NoKeyFile { needed }),
            (Maker::Kms(needed), _, None) => Err(KeyError::NoKms { needed }),
            (Maker::Kms(needed), ..) if !self.may_ask(&needed) => Err(KeyError::Stranger { needed }),
            (Maker::Kms(arn), _, Some(kms)) => Ok(Opener::Kms(KmsKeys::new(kms.clone(), arn))),
        }
    }

    fn writer(&self) -> Result<Opener<'_>, KeyError> {
        match (&self.key, &self.kms, &self.file) {
            (Some(key), Some(kms), _) => Ok(Opener::Kms(KmsKeys::new(kms.clone(), key.clone()))),
            (Some(key), None, _) => Err(KeyError::NoKms { needed: key.clone() }),
            (None, _, Some(file)) => Ok(Opener::File(file)),
            (None, _, None) => Err(KeyError::NoKeyFile { needed: "of this store".to_owned() }),
        }
    }

    /// Remembers whether KMS did what it was asked for.
    fn noted<T>(&self, opener: &Opener<'_>, done: Result<T, Fault>) -> Result<T, Fault> {
        if let Opener::Kms(_) = opener {
            match &done {
                Ok(_) => self.failed.store(false, Ordering::Release),
                Err(fault) if matches!(fault.class, Class::Tampered | Class::Invalid) => {}
                Err(_) => self.failed.store(true, Ordering::Release),
            }
        }
        done
    }
}

/// Whoever does it.
enum Opener<'a> {
    File(&'a FileKeys),
    Kms(KmsKeys),
}

impl Opener<'_> {
    fn provider(&self) -> &dyn KeyProvider {
        match self {
            Self::File(file) => *file,
            Self::Kms(kms) => kms,
        }
    }
}

/// The account of an ARN, `arn:PARTITION:kms:REGION:ACCOUNT:…`.
fn account(arn: &str) -> Option<(&str, &str)> {
    let mut parts = arn.split(':');
    let (_, partition) = (parts.next().filter(|arn| *arn == "arn")?, parts.next()?);
    Some((partition, parts.nth(2)?))
}

impl KeyProvider for Providers {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        Box::pin(async move {
            let writer = self.writer()?;
            self.noted(&writer, writer.provider().wrap(context, plaintext).await)
        })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        Box::pin(async move {
            let maker = self.maker_of(wrapped)?;
            self.noted(&maker, maker.provider().unwrap(context, wrapped).await)
        })
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async move {
            let writer = self.writer()?;
            self.noted(&writer, writer.provider().new_key(context).await)
        })
    }

    fn answers(&self) -> Option<bool> {
        self.key.as_ref().map(|_| !self.failed.load(Ordering::Acquire))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "arn:aws:kms:ap-south-1:1111:key/a";

    async fn providers(told: &[&str]) -> Providers {
        let settings = aws::Settings { region: Some("ap-south-1".to_owned()), ..aws::Settings::default() };
        let kms = Kms::new(&aws::Aws::open(settings).await);
        Providers::by_kms(kms, OURS.to_owned(), None).also(told.iter().map(|&told| told.to_owned()))
    }

    #[tokio::test]
    async fn only_keys_of_an_account_that_was_told_of_are_asked() {
        let other = "arn:aws:kms:ap-south-1:2222:key/a";
        let alone = providers(&[]).await;
        for (arn, may) in [
            (OURS, true),
            ("arn:aws:kms:ap-south-1:1111:key/b", true),
            (other, false),
            ("arn:aws-cn:kms:ap-south-1:1111:key/a", false),
            ("1111", false),
            ("", false),
        ] {
            assert_eq!(alone.may_ask(arn), may, "{arn}");
        }
        assert!(providers(&[other]).await.may_ask(other));
        let stranger = Wrapped::by_kms(other, b"blob").unwrap();
        let context = KeyContext { purpose: crate::KeyPurpose::DataKey, exam: None };
        let refused = alone.unwrap(&context, &stranger).await.unwrap_err();
        assert_eq!(refused.class, Class::Denied);
        assert!(refused.to_string().contains("--keys-also"), "{refused}");
        assert_eq!(alone.answers(), Some(true));
    }

    #[tokio::test]
    async fn what_another_provider_made_is_named() {
        let providers = providers(&[]).await;
        let context = KeyContext { purpose: crate::KeyPurpose::DataKey, exam: None };
        let of_file = Wrapped::from_bytes([&[1], [0xab; 8].as_slice(), &[0; 28]].concat());
        let refused = providers.unwrap(&context, &of_file).await.unwrap_err();
        assert_eq!(refused.class, Class::Denied);
        assert!(refused.to_string().contains("abababababababab"), "{refused}");
        let of_none = providers.unwrap(&context, &Wrapped::from_bytes(vec![9; 40])).await.unwrap_err();
        assert_eq!(of_none.class, Class::Tampered);
    }
}
