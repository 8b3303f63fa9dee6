//! A wrapped key as it is stored. Its first byte says which kind of provider made it:
//!
//! ```text
//! 1  fingerprint of the key file (8), nonce (12), ciphertext and tag (16)
//! 2  length of the key's ARN (2, the high byte first), the ARN, what KMS calls the ciphertext
//! ```

use super::fingerprint::{FINGERPRINT_LEN, Fingerprint};

/// A key file made it.
pub(super) const BY_FILE: u8 = 1;
/// A key of KMS made it.
pub(super) const BY_KMS: u8 = 2;

/// A wrapped key as it is stored; opaque outside the provider that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped(Vec<u8>);

/// Who made a wrapped key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Maker {
    /// The key file of this fingerprint.
    File(String),
    /// The key of KMS with this ARN.
    Kms(String),
}

impl std::fmt::Display for Maker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(fingerprint) => write!(out, "the key file {fingerprint}"),
            Self::Kms(arn) => write!(out, "the KMS key {arn}"),
        }
    }
}

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

    /// Who made it, as it says itself; `None` when it is no wrapped key.
    #[must_use]
    pub fn maker(&self) -> Option<Maker> {
        match self.0.split_first()? {
            (&BY_FILE, rest) => {
                let (fingerprint, _) = rest.split_first_chunk::<FINGERPRINT_LEN>()?;
                Some(Maker::File(Fingerprint(*fingerprint).to_string()))
            }
            (&BY_KMS, _) => self.of_kms().map(|(arn, _)| Maker::Kms(arn.to_owned())),
            _ => None,
        }
    }

    /// What a key of KMS made. An ARN has at most 2,048 characters.
    pub(super) fn by_kms(arn: &str, ciphertext: &[u8]) -> Option<Self> {
        let length = u16::try_from(arn.len()).ok()?.to_be_bytes();
        Some(Self([&[BY_KMS], length.as_slice(), arn.as_bytes(), ciphertext].concat()))
    }

    /// The ARN of the key of KMS that made it, and what `Decrypt` takes.
    pub(super) fn of_kms(&self) -> Option<(&str, &[u8])> {
        let (&[BY_KMS, high, low], rest) = self.0.split_first_chunk()? else { return None };
        let (arn, ciphertext) = rest.split_at_checked(usize::from(u16::from_be_bytes([high, low])))?;
        let arn = std::str::from_utf8(arn).ok().filter(|arn| !arn.is_empty())?;
        (!ciphertext.is_empty()).then_some((arn, ciphertext))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:kms:ap-south-1:1234:key/k";

    #[test]
    fn a_wrapped_key_says_who_made_it() {
        let of_file = Wrapped::from_bytes([&[1], [0xab; 8].as_slice(), &[0; 28]].concat());
        assert_eq!(of_file.maker(), Some(Maker::File("abababababababab".to_owned())));
        let of_kms = Wrapped::by_kms(ARN, b"blob").unwrap();
        assert_eq!(of_kms.maker(), Some(Maker::Kms(ARN.to_owned())));
        assert_eq!(of_kms.of_kms(), Some((ARN, b"blob".as_slice())));
        assert_eq!(of_kms.as_bytes()[..3], [2, 0, 33]);
        assert_eq!(Wrapped::from_bytes(of_kms.as_bytes().to_vec()), of_kms);
    }

    #[test]
    fn what_is_cut_off_or_of_no_kind_has_no_maker() {
        let whole = Wrapped::by_kms(ARN, b"b").unwrap();
        for length in 0..whole.as_bytes().len() {
            let cut = Wrapped::from_bytes(whole.as_bytes()[..length].to_vec());
            assert_eq!((cut.maker(), cut.of_kms()), (None, None), "{length}");
        }
        assert_eq!(Wrapped::from_bytes(vec![3; 64]).maker(), None);
        assert_eq!(Wrapped::from_bytes(vec![1; 8]).maker(), None);
        assert_eq!(Wrapped::by_kms(&"a".repeat(70_000), b"b"), None);
    }
}
