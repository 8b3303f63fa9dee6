//! Checkpoints, and the signed notes that carry them.

use base16ct::HexDisplay;
use std::{fmt, str::FromStr};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::Hash;

/// The kind of signature in front of a public key: Ed25519.
const ED25519: u8 = 1;

/// Why a note is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not a signed note.
    #[error("it is no signed note")]
    Malformed,
    /// A note whose text is no checkpoint.
    #[error("its text is no checkpoint")]
    NoCheckpoint,
    /// Signed by none of the given keys.
    #[error("none of the keys has signed it")]
    UnknownKey,
    /// A signature of one of the given keys that is wrong.
    #[error("its signature is wrong")]
    BadSignature,
    /// Not the form `name+hash+key`.
    #[error("it is no public key of a note: name+hash+key")]
    BadKey,
}

/// The root of a tree of some size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose tree it is.
    pub origin: String,
    /// How many leaves it has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root.to_base64())
    }
}

impl FromStr for Checkpoint {
    type Err = NoteError;

    /// Reads the text of a note; there are no extension lines in ours, and none is accepted.
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let lines: Vec<&str> = text.strip_suffix('\n').ok_or(NoteError::NoCheckpoint)?.split('\n').collect();
        let &[origin, size, root] = lines.as_slice() else { return Err(NoteError::NoCheckpoint) };
        let read = || {
            let checkpoint =
                Self { origin: origin.to_owned(), size: size.parse().ok()?, root: Hash::from_base64(root)? };
            // One text a checkpoint: no leading zeros, no other base64.
            (!origin.is_empty() && checkpoint.to_string() == text).then_some(checkpoint)
        };
        read().ok_or(NoteError::NoCheckpoint)
    }
}

/// A public key with its name: `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The key of these bytes, under a name.
    ///
    /// # Errors
    /// [`NoteError::BadKey`] when the name cannot stand in a note, or the bytes are no point of the curve.
    pub fn new(name: &str, key: &[u8; 32]) -> Result<Self, NoteError> {
        let key = VerifyingKey::from_bytes(key).map_err(|_| NoteError::BadKey)?;
        if is_name(name) { Ok(Self { name: name.to_owned(), key }) } else { Err(NoteError::BadKey) }
    }

    /// The name, which stands before each signature.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of a SHA-256 over name and key, which stand in front of each signature.
    fn hash(&self) -> [u8; 4] {
        let text = Sha256::new().chain_update(&self.name).chain_update([b'\n', ED25519]).chain_update(self.key);
        let digest: [u8; 32] = text.finalize().into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// SHA-256 of the bare public key in hexadecimal: to be read out and compared.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        Hash(Sha256::digest(self.key).into()).to_string()
    }

    /// The signed note of a checkpoint whose text was signed elsewhere with this key.
    ///
    /// # Errors
    /// [`NoteError::BadSignature`] when it is not this key's over this text.
    pub fn note(&self, checkpoint: &Checkpoint, signature: &[u8; 64]) -> Result<String, NoteError> {
        let text = checkpoint.to_string();
        let signature = Signature::from_bytes(signature);
        self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| NoteError::BadSignature)?;
        let encoded = BASE64_STANDARD.encode([self.hash().as_slice(), signature.to_bytes().as_slice()].concat());
        Ok(format!("{text}\n\u{2014} {} {encoded}\n", self.name))
    }

    /// The checkpoint of a note that one of `keys` has signed. Signatures of others are passed over.
    ///
    /// # Errors
    /// [`NoteError`].
    pub fn open(note: &str, keys: &[Self]) -> Result<Checkpoint, NoteError> {
        let (text, signatures) = note.split_once("\n\n").ok_or(NoteError::Malformed)?;
        let text = format!("{text}\n");
        let lines = signatures.strip_suffix('\n').filter(|lines| !lines.is_empty()).ok_or(NoteError::Malformed)?;
        let mut known = false;
        for line in lines.split('\n') {
            let parts = line.strip_prefix("\u{2014} ").and_then(|line| line.split_once(' '));
            let (name, encoded) = parts.ok_or(NoteError::Malformed)?;
            let bytes = BASE64_STANDARD.decode(encoded).map_err(|_| NoteError::Malformed)?;
            let (hash, signature) = bytes.split_first_chunk::<4>().ok_or(NoteError::Malformed)?;
            let Some(key) = keys.iter().find(|key| key.name == name && key.hash() == *hash) else { continue };
            let signature = Signature::from_slice(signature).map_err(|_| NoteError::BadSignature)?;
            key.key.verify_strict(text.as_bytes(), &signature).map_err(|_| NoteError::BadSignature)?;
            known = true;
        }
        if known { text.parse() } else { Err(NoteError::UnknownKey) }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_STANDARD.encode([&[ED25519], self.key.as_bytes().as_slice()].concat());
        write!(f, "{}+{:x}+{key}", self.name, HexDisplay(&self.hash()))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let read = || {
            let mut parts = text.trim().splitn(3, '+');
            let (name, _, encoded) = (parts.next()?, parts.next()?, parts.next()?);
            let bytes = BASE64_STANDARD.decode(encoded).ok()?;
            let (&[ED25519], key) = bytes.split_first_chunk()? else { return None };
            let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
            let read = Self { name: name.to_owned(), key };
            (is_name(name) && read.to_string() == text.trim()).then_some(read)
        };
        read().ok_or(NoteError::BadKey)
    }
}

/// A name is not empty and has neither white space nor a plus.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || letter == '+')
}

/// Signs notes.
pub struct Signer {
    name: String,
    key: SigningKey,
}

impl Signer {
    /// Signs under a name with the key of an Ed25519 seed.
    ///
    /// # Errors
    /// [`NoteError::BadKey`] when the name cannot stand in a note.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let key = SigningKey::from_bytes(seed);
        if is_name(name) { Ok(Self { name: name.to_owned(), key }) } else { Err(NoteError::BadKey) }
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The signed note of a checkpoint.
    #[must_use]
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let text = checkpoint.to_string();
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let encoded = BASE64_STANDARD.encode([self.public().hash().as_slice(), signature.as_slice()].concat());
        format!("{text}\n\u{2014} {} {encoded}\n", self.name)
    }
}
