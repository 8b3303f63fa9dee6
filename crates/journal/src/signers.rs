//! The keys that sign checkpoints, or did: of the store itself, and of a service elsewhere whose public half the store
//! keeps, wrapped, so that nobody who can write to the database puts another key in its place.

use adapters::{KeyPurpose, Keys, Signing};
use anyhow::Context as _;
use store::Db;
use tlog::{Checkpoint, Signer, VerifierKey};
use vault::{
    Clock, Ids,
    server_keys::{self, Secrets},
};

const LOCAL: KeyPurpose = KeyPurpose::CheckpointSigning;
const ELSEWHERE: KeyPurpose = KeyPurpose::CheckpointPublic;

/// What signs new checkpoints.
pub(crate) enum CheckpointSigner {
    /// A key of the store.
    Local(Signer),
    /// A key that is elsewhere.
    Elsewhere {
        /// Its public half.
        key: VerifierKey,
        /// Who has it.
        signing: Signing,
    },
}

impl CheckpointSigner {
    /// The key of the store, made when there is none: it names the log for ever, whatever signs.
    pub(crate) async fn open(
        db: &Db,
        provider: &Keys,
        ids: &Ids,
        clock: &Clock,
        signing: Option<Signing>,
    ) -> anyhow::Result<Self> {
        server_keys::open_or_create(db, provider, ids, clock.now(), LOCAL).await?;
        let stored = Stored::open(db, provider).await?;
        let Some(signing) = signing else {
            return Ok(Self::Local(stored.local.into_iter().next().context("there is no key for checkpoints")?));
        };
        let known = stored.elsewhere.iter().find(|(name, _)| name == signing.name());
        if let Some((_, key)) = known.cloned() {
            return Ok(Self::Elsewhere { key, signing });
        }
        let public = signing.public_key().await.with_context(|| {
            format!(
                "{} has never signed here, and its public key cannot be read; check --checkpoint-key: a key of the type \
                 ECC_NIST_EDWARDS25519 in this region, kms:GetPublicKey and kms:Sign",
                signing.name()
            )
        })?;
        let key = VerifierKey::new(&stored.origin, &public)?;
        let row = [public.as_slice(), signing.name().as_bytes()].concat();
        server_keys::keep(db, provider, ids, clock.now(), ELSEWHERE, &row).await?;
        Ok(Self::Elsewhere { key, signing })
    }

    /// The public key of what it signs.
    pub(crate) fn public(&self) -> VerifierKey {
        match self {
            Self::Local(signer) => signer.public(),
            Self::Elsewhere { key, .. } => key.clone(),
        }
    }

    /// The signed note of a tree. What was signed elsewhere is verified before it is believed.
    pub(crate) async fn sign(&self, checkpoint: &Checkpoint) -> anyhow::Result<String> {
        match self {
            Self::Local(signer) => Ok(signer.sign(checkpoint)),
            Self::Elsewhere { key, signing } => {
                let signature = signing.sign(checkpoint.to_string().as_bytes()).await?;
                key.note(checkpoint, &signature).with_context(|| format!("the signature of {}", signing.name()))
            }
        }
    }
}

/// The keys of checkpoints that a store has.
pub(crate) struct Stored {
    /// `mpa/` and the name of the store's first signing key, which stays when keys change.
    pub(crate) origin: String,
    local: Vec<Signer>,
    /// Public keys of elsewhere, with the name of each.
    elsewhere: Vec<(String, VerifierKey)>,
}

impl Stored {
    /// Opens them; makes none.
    pub(crate) async fn open(db: &Db, provider: &Keys) -> anyhow::Result<Self> {
        let seeds = server_keys::stored(db, provider, LOCAL).await?;
        Self::of(&seeds, &server_keys::stored(db, provider, ELSEWHERE).await?)
    }

    /// Those of the store, and the public halves of those elsewhere.
    pub(crate) fn of(seeds: &Secrets, public: &Secrets) -> anyhow::Result<Self> {
        let first = seeds
            .iter()
            .map(|(kid, _)| kid)
            .min()
            .context("there is no key for checkpoints yet: no server has run on this store")?;
        let origin = format!("mpa/{first}");
        let mut local = Vec::new();
        for (_, seed) in seeds {
            let seed = seed.as_slice().try_into().context("a signing key has the wrong length")?;
            local.push(Signer::new(&origin, seed)?);
        }
        let mut elsewhere = Vec::new();
        for (kid, row) in public {
            let (public, name) = row.split_first_chunk().with_context(|| format!("the public key {kid} is cut off"))?;
            elsewhere.push((String::from_utf8_lossy(name).into_owned(), VerifierKey::new(&origin, public)?));
        }
        Ok(Self { origin, local, elsewhere })
    }

    /// All public keys; the one of the store that is in use is the first.
    pub(crate) fn public(&self) -> Vec<VerifierKey> {
        let mut keys: Vec<VerifierKey> = self.local.iter().map(Signer::public).collect();
        for (_, key) in &self.elsewhere {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys
    }
}
