//! What is wired to what: a configuration becomes a store, keys, files and a running program.

pub(crate) mod backups;
mod database;
mod files;
mod keys;

use std::sync::Arc;

use adapters::{Blobs, DistantFaces, Entropy, Keys, Notices, OsEntropy, Records};
use anyhow::Context as _;
use app::{App, Parts};
use aws::Aws;
use face::Engine;
use server::State;
use store::Db;
use vault::{Clock, Ids, Vault};

use crate::config::{Config, RecordsAt, Switch};

pub(crate) use database::follow_password;
pub use database::open_store;
pub(crate) use files::{claim_files, open_bucket};
pub use files::{open_blobs, prepare_data_dir};
pub use keys::open_keys;
pub(crate) use keys::open_keys_by;

/// The tables of DynamoDB of a configuration, where it has them.
#[must_use]
pub fn open_records(config: &Config, aws: &Aws) -> Option<Records> {
    match config.records_at() {
        Some(RecordsAt::DynamoDb(prefix)) => Some(Records::open(aws, &prefix)),
        Some(RecordsAt::Sql) | None => None,
    }
}

/// Opens the engine of faces outside of the program, where one is configured. Nothing is asked of it yet: a server
/// starts also when it does not answer.
pub async fn open_distant_faces(config: &Config) -> Option<DistantFaces> {
    if config.rekognition == Switch::Off {
        return None;
    }
    let aws = Aws::open(config.amazon()).await;
    Some(DistantFaces::new(aws::Rekognition::new(&aws, config.rekognition_rate)))
}

/// Opens the receiver of notices of a configuration. Nothing is asked of it yet.
///
/// # Errors
/// When it is none; the message says what to do.
pub async fn open_notices(config: &Config) -> anyhow::Result<Notices> {
    let Some(topic) = config.notices.strip_prefix("sns:") else { return Ok(Notices::of(&config.notices)) };
    let aws = Aws::open(config.amazon()).await;
    Notices::sns(&aws, topic).with_context(|| format!("--notices: {topic} is refused"))
}

/// What a program runs on, opened.
pub struct Opened {
    /// The store.
    pub db: Db,
    /// The provider of keys.
    pub keys: Keys,
    /// The store of encrypted files.
    pub blobs: Blobs,
    /// The face engine.
    pub engine: Arc<Engine>,
    /// Who looks closely at the barcodes of sheets.
    pub barcodes: barcodes::Reader,
}

impl Opened {
    /// Opens everything that a server needs.
    ///
    /// # Errors
    /// When a part cannot be opened; the message says what to do.
    pub async fn of(config: &Config) -> anyhow::Result<Self> {
        prepare_data_dir(&config.data_dir)?;
        let db = open_store(config).await?;
        let models = config.models.clone();
        let engine = tokio::task::spawn_blocking(move || Engine::load(&models)).await??;
        let barcodes = barcodes::Reader::by_this_program().context("the program does not know where it lies")?;
        let (keys, blobs) = (open_keys(config).await?, open_blobs(config).await?);
        Ok(Self { db, keys, blobs, engine: Arc::new(engine), barcodes })
    }

    /// Puts the program together.
    ///
    /// # Errors
    /// When the keys of the store cannot be opened, or its files are another's.
    pub async fn start(self, config: &Config, clock: Clock) -> anyhow::Result<State> {
        let Self { db, keys, blobs, engine, barcodes } = self;
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let ids = Ids::new(Arc::clone(&entropy));
        let desk = backups::desk(config, &db, &keys, &blobs);
        let backups = backups::schedule(config, desk, &clock, &ids).await?;
        let ages = keys::ages(config);
        let vault = Vault::with_ages(db.clone(), Arc::clone(&keys), blobs, entropy, clock.clone(), ages);
        claim_files(vault.custodian()).await?;
        let witnesses = keys::witnesses(config).await?;
        let notices = open_notices(config).await?;
        let records = if config.uses_amazon() { open_records(config, &Aws::open(config.amazon()).await) } else { None };
        let distant_faces = open_distant_faces(config).await;
        let app = App::open(Parts {
            settings: config.of_app(),
            clock,
            ids,
            db,
            keys,
            vault,
            engine,
            distant_faces,
            barcodes,
            notices,
            records,
            backups,
            witnesses,
        });
        Ok(State::new(app.await?, config.of_server()))
    }
}
