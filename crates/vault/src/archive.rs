//! The key of one backup, and its parts under it: streams that are sealed as they are read, in the format of blobs.

use std::io::{self, Read};

use adapters::{Entropy, KeyContext, KeyPurpose, Keys, Wrapped, blobs::Source};

use crate::{
    data_key::DataKey,
    error::VaultError,
    seal::{OpenedSource, SALT_LEN, SealedSource, plaintext_len, sealed_len},
};

const CONTEXT: KeyContext = KeyContext { purpose: KeyPurpose::Backup, exam: None };

/// The key of one backup.
#[derive(Clone, Debug)]
pub struct ArchiveKey(DataKey);

impl ArchiveKey {
    /// A new key, and the key as it lies beside what it encrypts: only who has the provider's key can take it back.
    ///
    /// # Errors
    /// When the provider fails.
    pub async fn new(keys: &Keys) -> Result<(Self, Vec<u8>), VaultError> {
        let (bytes, wrapped) = keys.new_key(&CONTEXT).await.map_err(VaultError::keys)?;
        Ok((Self(DataKey::from_bytes(&bytes)?), wrapped.as_bytes().to_vec()))
    }

    /// Takes a key back.
    ///
    /// # Errors
    /// When another provider wrapped it, or it was altered.
    pub async fn unwrapped(keys: &Keys, wrapped: Vec<u8>) -> Result<Self, VaultError> {
        let bytes = keys.unwrap(&CONTEXT, &Wrapped::from_bytes(wrapped)).await.map_err(VaultError::keys)?;
        Ok(Self(DataKey::from_bytes(&bytes)?))
    }

    /// The sealed form of what `source` gives, for this place and no other.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn seal(
        &self,
        place: &str,
        entropy: &dyn Entropy,
        source: impl Read + Send + 'static,
    ) -> Result<Source, VaultError> {
        let mut salt = [0; SALT_LEN];
        entropy.fill(&mut salt)?;
        Ok(Box::new(SealedSource::at(place, &self.0, &salt, source)?.0))
    }

    /// What was sealed for this place, of whose sealed form there are `sealed` bytes: each piece is verified before it
    /// is given.
    #[must_use]
    pub fn open(&self, place: &str, sealed: u64, bytes: Source) -> Source {
        let size = plaintext_len(sealed);
        // No sealed form has another length.
        let bytes = if sealed_len(size) == sealed { bytes } else { Box::new(Misfit) };
        Box::new(OpenedSource::new(place, self.0.clone(), size, bytes))
    }

    /// A digest of a text that only who has the key can make.
    ///
    /// # Errors
    /// Never with a key of this program.
    pub fn vouch(&self, text: &[u8]) -> Result<[u8; 32], VaultError> {
        Ok(self.0.digest(b"backup manifest", text)?)
    }
}

struct Misfit;

impl Read for Misfit {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("it was cut off or added to"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::OsEntropy;

    #[test]
    fn a_part_opens_whole_in_its_own_place_and_nowhere_else() {
        let key = ArchiveKey(DataKey::from_bytes(&[7; 32]).unwrap());
        for length in [0_usize, 1, 65_536, 65_537, 300_000] {
            let text: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut sealed = Vec::new();
            key.seal("backup/1/a", &OsEntropy, io::Cursor::new(text.clone()))
                .unwrap()
                .read_to_end(&mut sealed)
                .unwrap();
            let opened = |place: &str, sealed: &[u8]| {
                let mut out = Vec::new();
                let bytes = io::Cursor::new(sealed.to_vec());
                key.open(place, sealed.len() as u64, Box::new(bytes)).read_to_end(&mut out).map(|_| out)
            };
            assert_eq!(opened("backup/1/a", &sealed).unwrap(), text);
            assert!(opened("backup/1/b", &sealed).is_err());
            assert!(opened("backup/1/a", &sealed[..sealed.len() - 1]).is_err());
            let mut altered = sealed.clone();
            *altered.last_mut().unwrap() ^= 1;
            assert!(opened("backup/1/a", &altered).is_err());
        }
    }
}
