//! The key to which stations encrypt what they could not hand over (age, <https://age-encryption.org/v1>, X25519). It is
//! derived from the data key of its exam: a backup, a restore and a move to another provider keep it, and it ends with
//! the exam's data.

use std::io::{BufRead, ErrorKind, Read};

use age::{DecryptError, Decryptor, x25519::Identity};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use crate::{error::VaultError, scope::ScopeKey};

/// What it is derived for.
const INFO: &[u8] = b"mpa queue export 1";
/// How an age identity begins.
const IDENTITY: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// The key of an exam's exported queues.
pub struct QueueKey(Identity);

/// Why a file was not opened.
#[derive(Debug)]
pub enum NotOpened {
    /// It is for another key.
    AnotherKey,
    /// It is no file of age, or not whole.
    NoAge,
    /// It could not be read.
    Io(std::io::Error),
}

impl ScopeKey {
    /// The key of the queues that are exported for this scope.
    ///
    /// # Errors
    /// Never with a key of this program.
    pub fn queue_key(&self) -> Result<QueueKey, VaultError> {
        let secret = self.key.secret(INFO)?;
        let text =
            bech32::encode::<Bech32>(IDENTITY, &*secret).map_err(|error| VaultError::Crypto(error.to_string()))?;
        let text = Zeroizing::new(text.to_uppercase());
        text.parse().map(QueueKey).map_err(|error: &str| VaultError::Crypto(error.to_owned()))
    }
}

impl QueueKey {
    /// To whom a station encrypts: `age1…`.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.0.to_public().to_string()
    }

    /// What a file says. Each read is authenticated; one that was cut off ends with an error. The caller bounds the
    /// header.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open<R: BufRead>(&self, file: R) -> Result<impl Read + use<R>, NotOpened> {
        let opened = Decryptor::new_buffered(file).and_then(|file| file.decrypt(std::iter::once(&self.0 as _)));
        opened.map_err(|error| match error {
            DecryptError::NoMatchingKeys => NotOpened::AnotherKey,
            DecryptError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => NotOpened::Io(error),
            _ => NotOpened::NoAge,
        })
    }
}

impl std::fmt::Debug for QueueKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("QueueKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Write as _, sync::Arc};

    use adapters::OsEntropy;
    use age::{Encryptor, x25519::Recipient};

    use super::*;
    use crate::data_key::DataKey;

    fn key(byte: u8) -> QueueKey {
        let key = DataKey::from_bytes(&[byte; 32]).unwrap();
        ScopeKey { key, entropy: Arc::new(OsEntropy) }.queue_key().unwrap()
    }

    fn sealed(to: &QueueKey, text: &[u8]) -> Vec<u8> {
        let recipient: Recipient = to.recipient().parse().unwrap();
        let mut out = Vec::new();
        let mut writer =
            Encryptor::with_recipients(std::iter::once(&recipient as _)).unwrap().wrap_output(&mut out).unwrap();
        writer.write_all(text).unwrap();
        writer.finish().unwrap();
        out
    }

    fn opened(with: &QueueKey, file: &[u8]) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        with.open(file).ok()?.read_to_end(&mut text).ok().map(|_| text)
    }

    #[test]
    fn the_same_data_key_opens_it_each_time_and_no_other_does() {
        let file = sealed(&key(1), b"a queue");
        assert_eq!(opened(&key(1), &file).unwrap(), b"a queue");
        assert!(matches!(key(2).open(&*file), Err(NotOpened::AnotherKey)));
        assert!(key(1).recipient().starts_with("age1") && key(1).recipient() != key(2).recipient());
        // It is what a backup of an earlier release opens.
        assert_eq!(key(1).recipient(), "age1vqpquywqw2yc85fh7xcxpnczqdqr5fmk2sad6vz0w2m8ft7m7ccqkc0689");
    }

    #[test]
    fn what_was_cut_off_or_changed_does_not_open() {
        let file = sealed(&key(1), &[7; 100_000]);
        for end in [0, 10, 100, 150, file.len() / 2, file.len() - 1] {
            assert_eq!(opened(&key(1), &file[..end]), None, "{end}");
        }
        for at in [0, 30, 120, 300, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert_eq!(opened(&key(1), &changed), None, "{at}");
        }
        assert_eq!(format!("{:?}", key(1)), "QueueKey(…)");
    }
}
