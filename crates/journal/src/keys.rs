//! The keys of the log: the server signs with them, a verification only reads them.

use std::sync::{Mutex, PoisonError};

use adapters::{KeyPurpose, Keys, Signing};
use anyhow::ensure;
use domain::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::Db;
use tlog::{Checkpoint, NoteError, VerifierKey};

use vault::{
    Clock,
    server_keys::{self, Secrets},
};

use crate::{
    Journal,
    signers::{CheckpointSigner, Stored},
};

/// The log of a store, as its server keeps it.
pub struct Log {
    pub(crate) journal: Journal,
    pub(crate) clock: Clock,
    db: Db,
    provider: Keys,
    signer: CheckpointSigner,
    keys: Mutex<Vec<VerifierKey>>,
    /// The newest checkpoint that this process made or found to be true: a tree that does not extend it
    /// is not signed, whatever the store says.
    pub(crate) last: Mutex<Option<Checkpoint>>,
    /// When this process last sent a checkpoint out.
    pub(crate) told_at: Mutex<Option<Timestamp>>,
    /// Since when entries wait for a checkpoint that could not be made.
    pub(crate) behind_since: Mutex<Option<Timestamp>>,
    /// One checkpoint at a time.
    pub(crate) turn: tokio::sync::Mutex<()>,
}

impl Log {
    /// Opens the signing key, making it when there is none. Where `signing` is given, that key signs in its place.
    ///
    /// # Errors
    /// When the key provider cannot unwrap it, or the public half of a key that has never signed here cannot be had.
    pub async fn open(
        journal: Journal,
        db: &Db,
        provider: &Keys,
        clock: Clock,
        signing: Option<Signing>,
    ) -> anyhow::Result<Self> {
        let signer = CheckpointSigner::open(db, provider, journal.ids(), &clock, signing).await?;
        let keys = Stored::open(db, provider).await?.public();
        Ok(Self {
            journal,
            clock,
            db: db.clone(),
            provider: Keys::clone(provider),
            signer,
            keys: Mutex::new(keys),
            last: Mutex::default(),
            told_at: Mutex::default(),
            behind_since: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// Whose tree it is: `mpa/` and the name of the store's first signing key, which stays when keys change.
    #[must_use]
    pub fn origin(&self) -> String {
        self.signer.public().name().to_owned()
    }

    /// The public key that new checkpoints are verified with.
    #[must_use]
    pub fn public_key(&self) -> VerifierKey {
        self.signer.public()
    }

    /// Every public key that a checkpoint of this store may be signed with, as far as this process knows.
    #[must_use]
    pub fn keys(&self) -> Vec<VerifierKey> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key that has signed a note; those of the store are read again when none of the known ones has.
    pub async fn signed_by(&self, note: &str) -> Option<VerifierKey> {
        let of = |keys: Vec<VerifierKey>| {
            keys.into_iter().find(|key| VerifierKey::open(note, std::slice::from_ref(key)).is_ok())
        };
        let known = of(self.keys());
        if known.is_none() && self.learn(note).await { of(self.keys()) } else { known }
    }

    /// Whether another copy signs with a key that this one has just learnt of.
    pub(crate) async fn learn(&self, note: &str) -> bool {
        if VerifierKey::open(note, &self.keys()) != Err(NoteError::UnknownKey) {
            return false;
        }
        match Stored::open(&self.db, &self.provider).await {
            Ok(stored) => {
                let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
                *keys = stored.public();
                VerifierKey::open(note, &keys).is_ok()
            }
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "the keys of checkpoints could not be read again");
                false
            }
        }
    }

    /// Seconds for which entries have waited for a checkpoint, 0 when none do.
    #[must_use]
    pub fn seconds_behind(&self) -> i64 {
        let since = *self.behind_since.lock().unwrap_or_else(PoisonError::into_inner);
        since.map_or(0, |since| self.clock.now().seconds_since(since).max(0))
    }

    /// The signed note of a tree.
    ///
    /// # Errors
    /// When the key is elsewhere, and whoever has it does not sign.
    pub async fn sign(&self, checkpoint: &Checkpoint) -> anyhow::Result<String> {
        self.signer.sign(checkpoint).await
    }
}

/// What a verification of a store trusts: the keys that the providers of keys open, and nothing else.
pub struct Trust {
    /// Whose tree it is.
    pub origin: String,
    /// Public keys of checkpoints.
    pub keys: Vec<VerifierKey>,
    seals: Secrets,
}

impl Trust {
    /// Opens the keys of a store; makes none.
    ///
    /// # Errors
    /// When a key is missing, or its provider does not open it.
    pub async fn open(db: &Db, provider: &Keys) -> anyhow::Result<Self> {
        // A store that was never served has none.
        let stored = Stored::open(db, provider).await?;
        Self::in_stored(&stored, server_keys::stored(db, provider, KeyPurpose::JournalSeal).await?)
    }

    /// The trust in these keys: those that sign checkpoints, the public halves of those elsewhere that do, and those
    /// that seal entries.
    ///
    /// # Errors
    /// When there is none of them, or one is no key.
    pub fn of(signing: &Secrets, public: &Secrets, seals: Secrets) -> anyhow::Result<Self> {
        Self::in_stored(&Stored::of(signing, public)?, seals)
    }

    fn in_stored(stored: &Stored, seals: Secrets) -> anyhow::Result<Self> {
        ensure!(!seals.is_empty(), "there is no key of the journal's seals");
        Ok(Self { keys: stored.public(), origin: stored.origin.clone(), seals })
    }

    /// Whether a seal is one of this program over these bytes.
    #[must_use]
    pub fn sealed(&self, bytes: &[u8], seal: &[u8]) -> bool {
        self.seals.iter().any(|(_, key)| {
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
            mac.update(bytes);
            mac.verify_slice(seal).is_ok()
        })
    }
}
