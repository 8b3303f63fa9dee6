//! The keys of the log: the server signs with them, a verification only reads them.

use std::sync::Mutex;

use adapters::{KeyPurpose, Keys};
use anyhow::{Context as _, ensure};
use domain::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::Db;
use tlog::{Checkpoint, Signer, VerifierKey};

use vault::{
    Clock,
    server_keys::{self, Secrets},
};

use crate::Journal;

const SIGNING: KeyPurpose = KeyPurpose::CheckpointSigning;

/// The log of a store, as its server keeps it.
pub struct Log {
    pub(crate) journal: Journal,
    pub(crate) clock: Clock,
    signer: Signer,
    keys: Vec<VerifierKey>,
    /// The newest checkpoint that this process made or found to be true: a tree that does not extend it
    /// is not signed, whatever the store says.
    pub(crate) last: Mutex<Option<Checkpoint>>,
    /// When this process last sent a checkpoint out.
    pub(crate) told_at: Mutex<Option<Timestamp>>,
    /// One checkpoint at a time.
    pub(crate) turn: tokio::sync::Mutex<()>,
}

impl Log {
    /// Opens the signing key, making it when there is none.
    ///
    /// # Errors
    /// When the key provider cannot unwrap it.
    pub async fn open(journal: Journal, db: &Db, provider: &Keys, clock: Clock) -> anyhow::Result<Self> {
        let seeds = server_keys::open_or_create(db, provider, journal.ids(), clock.now(), SIGNING).await?;
        let signers = signers(&seeds)?;
        let keys = signers.iter().map(Signer::public).collect();
        let signer = signers.into_iter().next().context("there is no key for checkpoints")?;
        Ok(Self {
            journal,
            clock,
            signer,
            keys,
            last: Mutex::default(),
            told_at: Mutex::default(),
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

    /// Every public key that a checkpoint of this store may be signed with.
    #[must_use]
    pub fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    /// The signed note of a tree.
    #[must_use]
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        self.signer.sign(checkpoint)
    }
}

/// One signer a key, all under the name of the store, in the order of the keys.
fn signers(seeds: &Secrets) -> anyhow::Result<Vec<Signer>> {
    let first = seeds
        .iter()
        .map(|(kid, _)| kid)
        .min()
        .context("there is no key for checkpoints yet: no server has run on this store")?;
    let origin = format!("mpa/{first}");
    let signer = |seed: &[u8]| {
        let seed = seed.try_into().context("a signing key has the wrong length")?;
        Ok(Signer::new(&origin, seed)?)
    };
    seeds.iter().map(|(_, seed)| signer(seed)).collect()
}

/// What a verification of a store trusts: the keys that the key file opens, and nothing else.
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
    /// When a key is missing, or the key file does not open it.
    pub async fn open(db: &Db, provider: &Keys) -> anyhow::Result<Self> {
        // A store that was never served has none.
        let signing = server_keys::stored(db, provider, SIGNING).await?;
        Self::of(&signing, server_keys::stored(db, provider, KeyPurpose::JournalSeal).await?)
    }

    /// The trust in these keys: those that sign checkpoints, and those that seal entries.
    ///
    /// # Errors
    /// When there is none of them, or one is no key.
    pub fn of(signing: &Secrets, seals: Secrets) -> anyhow::Result<Self> {
        let signers = signers(signing)?;
        ensure!(!seals.is_empty(), "there is no key of the journal's seals");
        let keys: Vec<VerifierKey> = signers.iter().map(Signer::public).collect();
        let origin = keys.first().map(|key| key.name().to_owned()).context("there is no key for checkpoints")?;
        Ok(Self { origin, keys, seals })
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
