//! What is wired to what: a configuration becomes a store, keys, files and a running program.

use std::{path::Path, sync::Arc};

use adapters::{
    Blobs, CheckpointBucket, Entropy, FileBlobs, FileKeys, Keys, KmsSigner, Notices, OsEntropy, Providers, Signing,
};
use anyhow::Context as _;
use app::{App, Parts, Witnesses};
use face::Engine;
use server::State;
use store::{Db, PoolLimits};
use vault::{Clock, Ids, KeyAges, Vault};

use crate::config::{Config, KeysBy, Sse};

/// Opens the store of a configuration and brings its schema up to date.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub async fn open_store(config: &Config) -> anyhow::Result<Db> {
    let limits = PoolLimits { connections: config.pool_connections, ..PoolLimits::default() };
    let db = match &config.database_url {
        Some(url) => Db::connect_postgres(url, limits)
            .await
            .context("PostgreSQL cannot be reached; check --database-url and that the server runs")?,
        None => {
            let path = config.data_dir.join("mpa.db");
            Db::open_sqlite(&path, limits).await.with_context(|| format!("{} cannot be opened", path.display()))?
        }
    };
    db.migrate().await?;
    Ok(db)
}

/// Opens the key providers of a configuration: the one that makes what is new, and beside it what may have made what
/// the store has.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub async fn open_keys(config: &Config) -> anyhow::Result<Keys> {
    open_keys_by(config, &config.keys_by().unwrap_or(KeysBy::File)).await
}

/// As [`open_keys`], with another provider for what is new.
///
/// # Errors
/// As [`open_keys`].
pub async fn open_keys_by(config: &Config, by: &KeysBy) -> anyhow::Result<Keys> {
    let file = || FileKeys::open_or_create(&config.key_file, Arc::new(OsEntropy));
    let also = config.keys_also.iter().cloned().chain(match config.keys_by() {
        Some(KeysBy::Kms(key)) => Some(key),
        _ => None,
    });
    let providers = match by {
        KeysBy::File => {
            Providers::by_file(file()?, if config.reaches_kms() { Some(kms(config, None).await) } else { None })
        }
        KeysBy::Kms(key) => {
            // None is made where KMS makes what is new.
            let file = if config.key_file.exists() { Some(file()?) } else { None };
            Providers::by_kms(kms(config, Some(key)).await, key.clone(), file)
        }
    };
    Ok(Arc::new(providers.also(also)))
}

/// A client of KMS, in the region of the key where no region is given.
async fn kms(config: &Config, key: Option<&String>) -> aws::Kms {
    let mut settings = config.amazon();
    let mut named = key.into_iter().chain([&config.keys]).chain(&config.checkpoint_key).chain(&config.keys_also);
    // arn:PARTITION:kms:REGION:ACCOUNT:key/ID
    let region = |arn: &String| arn.split_once("arn:")?.1.split(':').nth(2).map(ToOwned::to_owned);
    settings.region = settings.region.or_else(|| named.find_map(region));
    aws::Kms::new(&aws::Aws::open(settings).await)
}

/// Opens what else vouches for the checkpoints.
async fn witnesses(config: &Config) -> Witnesses {
    let signing: Option<Signing> = match config.checkpoint_kms() {
        Some(key) => Some(Arc::new(KmsSigner::new(kms(config, Some(&key)).await, key))),
        None => None,
    };
    let bucket = match config.checkpoint_bucket() {
        Some((bucket, prefix)) => {
            let sse = match config.sse() {
                Some(Sse::Aes256) => Some(("AES256", None)),
                Some(Sse::Kms(key)) => Some(("aws:kms", key)),
                Some(Sse::None) | None => None,
            };
            let aws = aws::Aws::open(config.amazon()).await;
            Some(CheckpointBucket::new(aws::LockedBucket::new(&aws, bucket, prefix, sse)))
        }
        None => None,
    };
    Witnesses { signing, bucket }
}

/// Opens the store of encrypted files of a configuration.
///
/// # Errors
/// When the folder cannot be made.
pub fn open_blobs(config: &Config) -> anyhow::Result<Blobs> {
    Ok(Arc::new(FileBlobs::open(&config.data_dir, Arc::new(OsEntropy))?))
}

/// Creates the data directory, readable by its owner alone.
///
/// # Errors
/// When it cannot be created.
pub fn prepare_data_dir(data_dir: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    for folder in [data_dir.to_owned(), data_dir.join("tmp")] {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("{} cannot be created", folder.display()))?;
    }
    Ok(())
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
        Ok(Self { db, keys: open_keys(config).await?, blobs: open_blobs(config)?, engine: Arc::new(engine), barcodes })
    }

    /// Puts the program together.
    ///
    /// # Errors
    /// When the keys of the store cannot be opened.
    pub async fn start(self, config: &Config, clock: Clock) -> anyhow::Result<State> {
        let Self { db, keys, blobs, engine, barcodes } = self;
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let ids = Ids::new(Arc::clone(&entropy));
        let seconds = |age: u64| i64::try_from(age).unwrap_or(i64::MAX);
        let (soft, hard) = (seconds(config.key_soft_age), seconds(config.key_hard_age));
        let ages = KeyAges { soft, hard, ..KeyAges::default() };
        let vault = Vault::with_ages(db.clone(), Arc::clone(&keys), blobs, entropy, clock.clone(), ages);
        let witnesses = witnesses(config).await;
        let notices = Notices::of(&config.notices);
        let settings = config.of_app();
        let app =
            App::open(Parts { settings, clock, ids, db, keys, vault, engine, barcodes, notices, witnesses }).await?;
        Ok(State::new(app, config.of_server()))
    }
}
